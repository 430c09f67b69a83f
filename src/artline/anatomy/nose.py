"""Nose: wings, the base, and a short stroke on the shaded side of the bridge."""

from __future__ import annotations

import numpy as np

from artline.anatomy import pen
from artline.anatomy.curve import edge, evened, firmness, read, ridge, snap, spline
from artline.anatomy.head import Head
from artline.anatomy.sight import Ground
from artline.fields.blur import blur
from artline.fields.coherent import Field
from artline.fields.smoothstep import smoothstep

WINGS = ([131, 49, 129, 64, 98], [360, 279, 358, 294, 327])
BASES = ([98, 97, 2], [327, 326, 2])
SMALLEST = 5.0
"""Noses narrower than this, in pixels, have nothing that could be drawn."""
BRIDGES = ([193, 122, 196, 236, 198, 131], [417, 351, 419, 456, 420, 360])


def draw(sight: Ground, head: Head, line: Field) -> None:
    """Draw the nose into `line`, in place."""
    wings(sight, head, line)
    width = _width(head)
    if width >= SMALLEST:
        _bridge(sight, head, line, width)


def wings(sight: Ground, head: Head, line: Field) -> None:
    """Draw its wings and base into `line`, in place."""
    width = _width(head)
    if width < SMALLEST:
        return
    for side in (0, 1):
        if not head.far(side):
            _wing(sight, head, line, side, width)
        _base(sight, head, line, side, width)


def _width(head: Head) -> float:
    return float(np.hypot(*(head.points[358] - head.points[129])))


def _wing(sight: Ground, head: Head, line: Field, side: int, width: float) -> None:
    wing = spline(head.points[WINGS[side]], 0.7)
    wing, firm = snap(wing, ridge(sight.dark, 6.0), max(1.2, 0.07 * width))
    thick = np.clip(0.05 * width, 0.9, 2.4) * (0.35 + 0.65 * firmness(firm, 4))
    pen.stroke(line, wing, thick * pen.taper(len(wing), 0.45, 0.3))


def _base(sight: Ground, head: Head, line: Field, side: int, width: float) -> None:
    base = spline(head.points[BASES[side]], 0.7)
    base, firm = snap(base, ridge(sight.dark, 6.0), max(1.2, 0.07 * width), 1.0, 0.4)
    sure = smoothstep(firmness(firm, 4).astype(np.float32), 0.1, 0.7)
    thick = np.clip(0.045 * width, 0.8, 2.0) * sure
    pen.stroke(line, base, thick * pen.taper(len(base), 0.35, 0.5))


def _bridge(sight: Ground, head: Head, line: Field, width: float) -> None:
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
    sure = smoothstep(np.clip(evened(firm, 6), 0, 1).astype(np.float32), 0.22, 0.6)
    thick = np.clip(0.04 * width, 0.8, 1.8) * sure
    pen.stroke(line, bridge, thick * pen.taper(len(bridge), 0.5, 0.4, 0.05))
