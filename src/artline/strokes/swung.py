"""A line that is wider than the pen, in one go: the pen swings from side to side of it."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from artline.strokes.path import Path

APART = 0.85
"""Distance along a line from one side to the other, and between the turns of a dot, in widths of
the pen."""
LEAST = 0.25
"""Distance of a dot's edge from the pen's, in widths of the pen, below which it is a mere touch."""
CORNERS = 8
"""Points of one turn of a dot."""


def swung(path: Path, pen: float) -> Path:
    """The path of a pen that gives a line its width without being lifted.

    Where the line is no wider than the pen, this is its middle. A line shorter than one swing is
    a dot: turns around its middle.

    Args:
        path: the middle of the line and its widths, pixels.
        pen: width of the pen, pixels.

    Returns:
        One path, whole as the line is.
    """
    points, widths = path.points, path.widths
    steps = np.hypot(*np.diff(points, axis=0).T)
    step = APART * pen
    if steps.sum() <= step:
        return _dot(path, pen)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    at = np.linspace(0, along[-1], int(np.ceil(along[-1] / step)) + 1)
    x, y, wide = (np.interp(at, along, values) for values in (*points.T, widths))
    middle = np.stack([x, y], 1)
    way = np.gradient(middle, axis=0)
    way /= np.maximum(np.hypot(*way.T), 1e-9)[:, None]
    side = np.where(np.arange(len(at)) % 2, 0.5, -0.5) * np.maximum(wide - pen, 0)
    across: NDArray[np.float64] = np.stack([-way[:, 1], way[:, 0]], 1)
    return Path(middle + across * side[:, None], np.minimum(wide, pen), whole=path.whole)


def _dot(path: Path, pen: float) -> Path:
    """Turns from the middle outwards, the last one a circle along the edge."""
    radius = 0.5 * (float(path.widths.max()) - pen)
    if radius < LEAST * pen:
        return path
    turns = int(np.ceil(radius / (APART * pen)))
    points = path.points.mean(0) + radius * _turns(turns)
    return Path(points, np.full(len(points), pen), whole=path.whole)


@cache
def _turns(count: int) -> NDArray[np.float64]:
    """`count` turns outwards in a circle of radius 1, and one along it."""
    number = np.arange((count + 1) * CORNERS + 1) / CORNERS
    turn = 2 * np.pi * number
    out = np.minimum(number / count, 1)[:, None]
    return np.asarray(out * np.stack([np.cos(turn), np.sin(turn)], 1))
