"""A line that is wider than the pen, in one go: the pen swings from side to side of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.strokes.path import Path

APART = 0.85
"""Distance along the line from one side to the other, in widths of the pen."""


def swung(path: Path, pen: float) -> Path:
    """The path of a pen that gives a line its width without being lifted.

    Where the line is no wider than the pen, this is its middle. A line shorter than one swing, a
    dot, stays as it is.

    Args:
        path: the middle of the line and its widths, pixels.
        pen: width of the pen, pixels.

    Returns:
        One path, whole as the line is.
    """
    points, widths = path.points, path.widths
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    step = APART * pen
    if along[-1] <= step:
        return path
    at = np.linspace(0, along[-1], int(np.ceil(along[-1] / step)) + 1)
    x, y, wide = (np.interp(at, along, values) for values in (*points.T, widths))
    middle = np.stack([x, y], 1)
    way = np.gradient(middle, axis=0)
    way /= np.maximum(np.hypot(*way.T), 1e-9)[:, None]
    side = np.where(np.arange(len(at)) % 2, 0.5, -0.5) * np.maximum(wide - pen, 0)
    across: NDArray[np.float64] = np.stack([-way[:, 1], way[:, 0]], 1)
    return Path(middle + across * side[:, None], np.minimum(wide, pen), whole=path.whole)
