"""Lines of one width: smooth, their ends where they were."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.nouns import Line, Role

Floats = NDArray[np.float64]


def smoothed(points: Floats, sigma: float, *, closed: bool) -> Floats:
    """A Gaussian along a line; an open one's ends stay where they are.

    Args:
        points: float64 n×2, about a pixel apart.
        sigma: in points.
        closed: whether it is a loop, its last point its first.
    """
    reach = int(np.ceil(3 * sigma))
    if closed:
        own = points[:-1]
        around = own[np.arange(-reach, len(own) + reach) % len(own)]
        made = _convolved(around, sigma, reach)
        return np.concatenate([made, made[:1]])
    reach = min(reach, len(points) - 1)
    before = 2 * points[0] - points[reach:0:-1]
    after = 2 * points[-1] - points[-2 : -2 - reach : -1]
    made = _convolved(np.concatenate([before, points, after]), sigma, reach)
    made[0], made[-1] = points[0], points[-1]
    return made


def even(points: Floats, apart: float, width: float, scale: float, role: Role) -> Line:
    """A line of one width through points.

    Args:
        points: float64 n×2, pixels.
        apart: distance between the line's points, pixels, at most.
        width: pixels.
        scale: pixels of the photo for one of these.
        role: what it draws.
    """
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    count = max(int(np.ceil(along[-1] / apart)), 1) + 1
    at = np.linspace(0, along[-1], count)
    x, y = (np.interp(at, along, values) for values in points.T)
    placed = (np.stack([x, y], 1) * scale).astype(np.float32)
    return Line(placed, np.full(count, width * scale, np.float32), role, whole=True)


def _convolved(points: Floats, sigma: float, reach: int) -> Floats:
    """The Gaussian where it sees `reach` points on either side."""
    window = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    window /= window.sum()
    return np.stack([np.convolve(values, window, "valid") for values in points.T], 1)
