"""Lines thinned to a pixel, and their ends."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

NEIGHBOURS = np.array([[8, 4, 2], [16, 0, 1], [32, 64, 128]], np.float32)
"""The bit of each neighbour: north-east to east, anticlockwise."""


def thinned(mask: Mask, turns: int) -> Mask:
    """Pixels taken from the rim of a mask, turn by turn, until lines are one pixel wide.

    Zhang and Suen 1984, "A Fast Parallel Algorithm for Thinning Digital Patterns".

    Args:
        mask: bool h×w.
        turns: how often a rim is taken, at most; what is wider than twice that, in pixels, stays
            wide.
    """
    import cv2

    x = mask.astype(np.uint8)
    tables = _tables()
    for _ in range(turns):
        before = x
        for table in tables:
            around = cv2.filter2D(x, cv2.CV_8U, NEIGHBOURS, borderType=cv2.BORDER_CONSTANT)
            x = np.asarray(cv2.bitwise_and(x, cv2.LUT(around, table)), np.uint8)
        if np.array_equal(before, x):
            break
    return np.asarray(x > 0)


def ends(thin: Mask) -> Mask:
    """Pixels of thinned lines that have one neighbour alone."""
    import cv2

    x = thin.astype(np.uint8)
    count = cv2.boxFilter(x, cv2.CV_8U, (3, 3), normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray(thin & (count == 2))  # itself and one more


def _tables() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Which neighbourhoods a pixel stays in, at the two halves of a turn."""
    code = np.arange(256)
    # P2 … P9 of the paper: north and on clockwise
    p = [(code >> bit) & 1 for bit in (2, 1, 0, 7, 6, 5, 4, 3)]
    around = sum(p)
    rises = sum((p[i] == 0) & (p[(i + 1) % 8] == 1) for i in range(8))
    rim = (around >= 2) & (around <= 6) & (rises == 1)
    north, east, south, west = p[0], p[2], p[4], p[6]
    first = rim & (north * east * south == 0) & (east * south * west == 0)
    second = rim & (north * east * west == 0) & (north * south * west == 0)
    return (~first).astype(np.uint8), (~second).astype(np.uint8)
