"""Borders between the regions of a picture: lines from one place where three meet to the next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.fields.chains import chains

Labels = NDArray[np.int32]
Floats = NDArray[np.float64]

OUTSIDE = -1
"""Label of what lies beyond the picture."""


@dataclass(frozen=True, slots=True, eq=False)
class Border:
    """A border between two regions.

    Attributes:
        points: float64 n×2, x and y in pixels, 0, 0 the picture's upper left corner; along the
            sides of pixels.
        sides: labels of the two regions, the smaller first; `OUTSIDE` beyond the picture.
        closed: whether it is a loop, which ends on its first point.
    """

    points: Floats
    sides: tuple[int, int]
    closed: bool


def borders(labels: Labels) -> list[Border]:
    """Every border of a picture of regions, the picture's own edge too.

    Args:
        labels: int32 h×w, 0 and up.
    """
    framed = np.pad(labels, 1, constant_values=OUTSIDE)
    across = labels.shape[1] + 1
    # sides of pixels where labels differ, from corner to corner
    y, x = np.nonzero(framed[:-1, 1:-1] != framed[1:, 1:-1])
    level = np.stack([y * across + x, y * across + x + 1], 1)
    v, u = np.nonzero(framed[1:-1, :-1] != framed[1:-1, 1:])
    upright = np.stack([v * across + u, (v + 1) * across + u], 1)
    found = []
    for way in chains(np.concatenate([level, upright]).astype(np.int64)):
        row, column = np.divmod(np.array(way), across)
        first, second = (row[0], column[0]), (row[1], column[1])
        points = np.stack([column, row], 1).astype(np.float64)
        found.append(Border(points, _sides(framed, first, second), way[0] == way[-1]))
    return found


def _sides(framed: Labels, one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """Labels on both sides of the side of a pixel between two neighbouring corners."""
    row, column = max(one[0], other[0]), max(one[1], other[1])
    if one[0] == other[0]:  # level: above and below
        labels = int(framed[row, column]), int(framed[row + 1, column])
    else:
        labels = int(framed[row, column]), int(framed[row, column + 1])
    return min(labels), max(labels)
