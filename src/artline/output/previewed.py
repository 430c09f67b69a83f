"""What a file of strokes draws, and how such files are read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.errors import OutputError, shown

Points = NDArray[np.float64]

PEN = 0.35
"""Width of a line in files that do not say, mm."""


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """What a file draws.

    Attributes:
        lines: float64 N×2 each, mm from the top left corner, in the order of drawing.
        filled: for each line, the number of the filled area that it bounds, 0 for none; the lines
            of one area follow each other, and what an even number of them surrounds is a hole.
        width: of the page in mm.
        height: of the page in mm.
        pen: width of the line, mm.
    """

    lines: tuple[Points, ...]
    filled: tuple[int, ...]
    width: float
    height: float
    pen: float = PEN


def upside_down(lines: Sequence[Sequence[tuple[float, float]]]) -> Preview:
    """From y upwards to y downwards.

    Opposite margins of the page are taken to be equal; where places are below 0, as of a machine
    that is homed at its top right, the page begins at the lowest.
    """
    arrays = [np.array(line) for line in lines if len(line) > 1]
    if not arrays:
        return Preview((), (), 1, 1)
    every = np.concatenate(arrays)
    low, high = every.min(axis=0), every.max(axis=0)
    corner = np.minimum(low, 0.0)
    width, height = np.maximum(high - corner + np.maximum(low, 0.0), 1.0).tolist()
    turned = tuple(
        np.stack([line[:, 0] - corner[0], height - (line[:, 1] - corner[1])], 1) for line in arrays
    )
    return Preview(turned, (0,) * len(turned), width, height)


def finite(text: str, name: str) -> float:
    """A number of a file.

    Raises:
        OutputError: it is none; names the file.
    """
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise OutputError(f"{name}: {shown(text)} is no number")
    return value
