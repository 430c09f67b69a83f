"""Nose: wings, nostrils, the base, and a short stroke on the shaded side of the bridge."""

from __future__ import annotations

import numpy as np

from artline.ink.teacher import pen
from artline.ink.teacher.curve import edge, evened, firmness, read, ridge, snap, spline
from artline.ink.teacher.flow import Field, blur, grown, ramp
from artline.ink.teacher.head import Head
from artline.ink.teacher.sight import Sight
from artline.ink.teacher.skin import Skin

WINGS = ([131, 49, 129, 64, 98], [360, 279, 358, 294, 327])
NOSTRILS = (
    [235, 166, 218, 237, 44, 238, 242, 99, 60, 75, 240],
    [455, 392, 438, 457, 274, 458, 462, 328, 290, 305, 460],
)
BASES = ([98, 97, 2], [327, 326, 2])
BRIDGES = ([193, 122, 196, 236, 198, 131], [417, 351, 419, 456, 420, 360])
BLACKEST = 0.62
"""A nostril is darker than this share of the skin."""


def draw(sight: Sight, head: Head, skin: Skin, line: Field, mass: Field) -> None:
    """Draw the nose into `line` and `mass`, in place."""
    width = float(np.hypot(*(head.points[358] - head.points[129])))
    if width < 5:
        return
    for side in (0, 1):
        if not head.far(side):
            _wing(sight, head, line, side, width)
        _nostril(sight, head, skin, mass, side)
        _base(sight, head, line, side, width)
    _bridge(sight, head, line, width)


def _wing(sight: Sight, head: Head, line: Field, side: int, width: float) -> None:
    wing = spline(head.points[WINGS[side]], 0.7)
    wing, firm = snap(wing, ridge(sight.dark, 6.0), max(1.2, 0.07 * width))
    thick = np.clip(0.05 * width, 0.9, 2.4) * (0.35 + 0.65 * firmness(firm, 4))
    pen.stroke(line, wing, thick * pen.taper(len(wing), 0.45, 0.3))


def _nostril(sight: Sight, head: Head, skin: Skin, mass: Field, side: int) -> None:
    zone = blur(grown(pen.shape(sight.shape, head.points[NOSTRILS[side]]), 1), 0.6)
    inside = zone > 0.5
    if inside.sum() <= 3:
        return
    darkest = float(np.percentile(sight.light[inside], 10))
    if darkest < 0.7 * skin.light:
        level = min(darkest + 0.35 * (skin.light - darkest), BLACKEST * skin.light)
        black = 1 - ramp(blur(sight.light, 0.6), level - 0.03, level + 0.03)
        np.maximum(mass, black * ramp(zone, 0.3, 0.7), out=mass)


def _base(sight: Sight, head: Head, line: Field, side: int, width: float) -> None:
    base = spline(head.points[BASES[side]], 0.7)
    base, firm = snap(base, ridge(sight.dark, 6.0), max(1.2, 0.07 * width), 1.0, 0.4)
    sure = ramp(firmness(firm, 4).astype(np.float32), 0.1, 0.7)
    thick = np.clip(0.045 * width, 0.8, 2.0) * sure
    pen.stroke(line, base, thick * pen.taper(len(base), 0.35, 0.5))


def _bridge(sight: Sight, head: Head, line: Field, width: float) -> None:
    """One side only: the darker one, or the one that stands before the far cheek."""
    light = blur(sight.light, max(1.0, 0.06 * width))
    left, right = (float(read(light, head.points[side]).mean()) for side in BRIDGES)
    side = 0 if left < right else 1
    if abs(head.yaw) > 0.35:
        side = 0 if head.yaw > 0 else 1
    bridge = spline(head.points[BRIDGES[side]], 0.8)
    bridge, firm = snap(
        bridge, edge(sight.depth, 2.0, 2.2), max(1.5, 0.12 * width), 1.2, 0.3, even_out=4
    )
    sure = ramp(np.clip(evened(firm, 6), 0, 1).astype(np.float32), 0.22, 0.6)
    thick = np.clip(0.04 * width, 0.8, 1.8) * sure
    pen.stroke(line, bridge, thick * pen.taper(len(bridge), 0.5, 0.4, 0.05))
