"""Hatching by evenly spaced streamlines.

B. Jobard and W. Lefer, "Creating Evenly-Spaced Streamlines of Arbitrary Density", 1997. New lines
are sown beside those drawn, and each grows both ways until it leaves the mass or comes too near to
another.
"""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from artline.strokes.path import Mask, Path, Points

Field = NDArray[np.float32]

NEAREST = 0.7
"""Distance to another line at which a hatching line ends, in separations."""

SHORTEST = 3.0
"""Length below which a hatching line is left out, in separations."""

STEP = 1.0
"""Step of a growing hatching line, pixels."""

TIGHTEST = 9.0
"""Turn in one direction, radians, at which a hatching line ends: it runs in circles."""


def hatched(mask: Mask, angle: Field, separation: Field, pen: float) -> list[Path]:
    """Lines that fill a mask evenly.

    Args:
        mask: bool H×W.
        angle: float32 H×W, direction of the lines in radians from the x axis.
        separation: float32 H×W, distance between lines, pixels.
        pen: width of the pen in pixels.

    Returns:
        Paths in pixels, inside the mask.
    """
    import cv2

    free = mask.astype(np.uint8)
    cos, sin = (np.ascontiguousarray(part(angle), np.float32) for part in (np.cos, np.sin))
    found: list[Path] = []
    waiting: deque[tuple[float, float]] = deque()
    unsown = np.flatnonzero(mask)
    at = 0
    while True:
        if not waiting:
            ahead = np.flatnonzero(free.ravel()[unsown[at:]])
            if not len(ahead):
                return found
            at += int(ahead[0])
            y, x = divmod(int(unsown[at]), mask.shape[1])
            waiting.append((x + 0.5, y + 0.5))
        seed = waiting.popleft()
        if not free[int(seed[1]), int(seed[0])]:
            continue
        apart = float(separation[int(seed[1]), int(seed[0])])
        line = _grown(seed, free, cos, sin)
        trail = np.round((line - 0.5) * 16).astype(np.int32)
        cv2.polylines(free, [trail], False, 0, max(1, round(2 * NEAREST * apart)), shift=4)
        free[int(seed[1]), int(seed[0])] = 0
        if len(line) >= max(2.0, SHORTEST * apart / STEP):
            found.append(Path(line, np.full(len(line), pen)))
            waiting.extend(_beside(line, apart, mask.shape))


def _grown(seed: tuple[float, float], free: NDArray[np.uint8], cos: Field, sin: Field) -> Points:
    """A line through the seed, both ways as far as it is free."""
    height, width = free.shape
    # a view's items are plain numbers: a few times as fast as an array's
    open_, across, down = free.data, cos.data, sin.data
    halves = []
    for sense in (1.0, -1.0):
        x, y = seed
        dx = sense * across[int(y), int(x)]
        dy = sense * down[int(y), int(x)]
        turned = 0.0
        points = []
        while abs(turned) < TIGHTEST:
            x, y = x + STEP * dx, y + STEP * dy
            column, row = int(x), int(y)
            if not (0 <= x < width and 0 <= y < height) or not open_[row, column]:
                break
            points.append((x, y))
            cx, cy = across[row, column], down[row, column]
            if cx * dx + cy * dy < 0:
                cx, cy = -cx, -cy
            turned += dx * cy - dy * cx
            dx, dy = cx, cy
        halves.append(points)
    return np.array([*halves[1][::-1], seed, *halves[0]])


def _beside(line: Points, separation: float, shape: tuple[int, ...]) -> list[tuple[float, float]]:
    """Seeds on both sides of a line, one a separation."""
    every = max(1, round(separation / STEP))
    way = np.gradient(line, axis=0)
    way /= np.maximum(np.hypot(*way.T), 1e-9)[:, None]
    across = np.stack([-way[:, 1], way[:, 0]], 1) * separation
    seeds = np.concatenate([(line + across)[::every], (line - across)[::every]])
    inside = (seeds >= 0).all(axis=1) & (seeds[:, 0] < shape[1]) & (seeds[:, 1] < shape[0])
    return [(float(x), float(y)) for x, y in seeds[inside]]
