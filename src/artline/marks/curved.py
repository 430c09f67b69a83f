"""The way of a pen as one smooth line of one width."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.marks.oneline import evened, smoothed
from artline.nouns import Line

Field = NDArray[np.float32]
Points = NDArray[np.float64]

WIDTH = 1.7
"""Width of the line, pixels of a pass."""
STEP = 0.75
"""Distance between its points, pixels of a pass."""
ROUND = (2.0, 4.0)
"""Gaussian along the line that rounds corners, points: in faces, and elsewhere."""


def curved(way: Points, faces: Field, unit: float, scale: float, *, weight: float = 1.0) -> Line:
    """The line.

    Args:
        way: float64 N×2, in pixels at working size.
        faces: float32 h×w at working size, 0..1, where corners are rounded least.
        unit: pixels at working size for one of a pass.
        scale: pixels of the photo for one at working size.
        weight: what its width is multiplied by.
    """
    even = evened(way, STEP * unit)
    height, width = faces.shape
    x, y = even.astype(np.intp).T
    share = faces[y.clip(0, height - 1), x.clip(0, width - 1)][:, None]
    fine, round_ = (smoothed(even, sigma) for sigma in ROUND)
    points = share * fine + (1 - share) * round_
    points = np.clip(points, 0, (width, height))
    widths = np.full(len(points), WIDTH * unit * scale * weight, np.float32)
    return Line((points * scale).astype(np.float32), widths, "line", whole=True)
