"""Black masses: told from lines, then hatched along the flow, outlined or filled.

Hatching is by evenly spaced streamlines: B. Jobard and W. Lefer, "Creating Evenly-Spaced
Streamlines of Arbitrary Density", 1997. New lines are sown beside those drawn, and each grows
both ways until it leaves the mass or comes too near to another.
"""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

from artline.fields.components import drop_small
from artline.fields.morphology import disc
from artline.strokes.path import Mask, Path, Points
from artline.strokes.trace import smoothed

WIDEST_LINE = 0.016
"""Width of ink above which it is a mass, in long sides of the picture."""

HATCH = 2.2
"""Distance between hatching lines, in widths of the pen."""

FILL = 0.85
"""Distance between the lines of a filled mass, in widths of the pen."""

SMALL = 9.0
"""Side of a square in hatching separations: in a face, masses of less area are filled."""

KNOT = 1.2
"""Largest area of a blot where lines meet, which is no mass, in squares of the widest line."""

NEAREST = 0.7
"""Distance to another line at which a hatching line ends, in separations."""

SHORTEST = 3.0
"""Length below which a hatching line is left out, in separations."""

STEP = 1.0
"""Step of a growing hatching line, pixels."""

TIGHTEST = 9.0
"""Turn in one direction, radians, at which a hatching line ends: it runs in circles."""


def parted(ink: Mask) -> tuple[Mask, Mask]:
    """Lines and masses of a drawing: a mass is what a disc as wide as the widest line fits into.

    Returns:
        Both bool H×W; together they are the ink, but for the crumbs between them.
    """
    import cv2

    radius = max(2, round(WIDEST_LINE / 2 * max(ink.shape)))
    padded = np.pad(ink, radius).astype(np.uint8)
    opened = cv2.morphologyEx(padded, cv2.MORPH_OPEN, disc(radius))[radius:-radius, radius:-radius]
    wide = drop_small(opened > 0, KNOT * (2 * radius) ** 2, corners=True)
    near = cv2.dilate(wide.astype(np.uint8), disc(2))
    masses = np.asarray((near > 0) & ink)
    rest = (ink & ~masses).astype(np.uint8)
    count, parts, stats, _ = cv2.connectedComponentsWithStats(rest, connectivity=8)
    touching = np.zeros(count, bool)
    beside = cv2.dilate(masses.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    touching[np.unique(parts[beside])] = True
    longest = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1)
    crumbs = touching & (longest < 2 * radius)
    crumbs[0] = False
    return np.asarray((rest > 0) & ~crumbs[parts]), np.asarray(masses | crumbs[parts])


def paths(
    masses: Mask, angle: NDArray[np.float32], kind: str, pen: float, faces: Mask
) -> list[Path]:
    """Strokes for masses.

    Args:
        masses: bool H×W.
        angle: float32 H×W, direction of the hatching in radians from the x axis.
        kind: "hatch", "outline", "fill" or "none".
        pen: width of the pen in pixels.
        faces: bool H×W, where small masses are pupils and nostrils: hatching fills those.

    Returns:
        Paths in pixels, inside the masses by half the pen's width.
    """
    import cv2

    if kind == "none" or not masses.any():
        return []
    padded = np.pad(masses, 1).astype(np.uint8)
    depth = cv2.distanceTransform(padded, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)[1:-1, 1:-1]
    inner = np.asarray(depth > 0.5 * pen + 0.5)
    found: list[Path] = []
    if kind in ("outline", "fill"):
        found += _outlines(inner, pen)
    if kind == "fill":
        found += _hatched(np.asarray(depth > pen), angle, FILL * pen, pen)
    if kind == "hatch":
        small = _small(masses, HATCH * pen) & faces
        found += _outlines(inner & small, pen) + _hatched(inner & small, angle, FILL * pen, pen)
        found += _hatched(inner & ~small, angle, HATCH * pen, pen)
    return found


def _small(masses: Mask, separation: float) -> Mask:
    """Masses too small for hatching to tell as dark."""
    import cv2

    _, parts, stats, _ = cv2.connectedComponentsWithStats(masses.astype(np.uint8))
    small = stats[:, cv2.CC_STAT_AREA] < (SMALL * separation) ** 2
    small[0] = False
    return np.asarray(small[parts])


def _outlines(mask: Mask, pen: float) -> list[Path]:
    import cv2

    rings, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    found = []
    for ring in rings:
        points = ring[:, 0].astype(np.float64) + 0.5
        if len(points) >= 8:
            closed = smoothed(np.concatenate([points, points[:1]]), 1.5, closed=True)
            found.append(Path(closed, np.full(len(closed), pen), closed=True))
    return found


def _hatched(mask: Mask, angle: NDArray[np.float32], separation: float, pen: float) -> list[Path]:
    import cv2

    free = mask.astype(np.uint8)
    cos, sin = np.cos(angle), np.sin(angle)
    around = max(1, round(2 * NEAREST * separation))
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
        line = _grown(seed, free, cos, sin)
        trail = np.round((line - 0.5) * 16).astype(np.int32)
        cv2.polylines(free, [trail], False, 0, around, shift=4)
        free[int(seed[1]), int(seed[0])] = 0
        if len(line) >= max(2.0, SHORTEST * separation / STEP):
            found.append(Path(line, np.full(len(line), pen)))
            waiting.extend(_beside(line, separation, mask.shape))


def _grown(
    seed: tuple[float, float],
    free: NDArray[np.uint8],
    cos: NDArray[np.float32],
    sin: NDArray[np.float32],
) -> Points:
    """A line through the seed, both ways as far as it is free."""
    height, width = free.shape
    halves = []
    for sense in (1.0, -1.0):
        x, y = seed
        dx = sense * float(cos[int(y), int(x)])
        dy = sense * float(sin[int(y), int(x)])
        turned = 0.0
        points = []
        while abs(turned) < TIGHTEST:
            x, y = x + STEP * dx, y + STEP * dy
            column, row = int(x), int(y)
            if not (0 <= x < width and 0 <= y < height) or not free[row, column]:
                break
            points.append((x, y))
            cx, cy = float(cos[row, column]), float(sin[row, column])
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
