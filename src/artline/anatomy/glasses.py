"""Glasses: frames keep their fill, dark lenses are black."""

from __future__ import annotations

import numpy as np

from artline.anatomy import pen
from artline.anatomy.curve import ridge, snap, spline
from artline.anatomy.head import Head
from artline.anatomy.sight import Sight
from artline.anatomy.skin import Skin
from artline.fields.blur import blur
from artline.fields.coherent import Field, dilate_square
from artline.fields.smoothstep import smoothstep

ZONE = [
    *(46, 70, 63, 105, 66, 107, 9, 336, 296, 334, 293, 300, 276, 353, 265, 340, 346, 347, 330),
    *(266, 437, 4, 217, 36, 101, 118, 117, 111, 35, 124),
]
SOCKET = [54, 55, 56, 57, 58, 59, 60, 61, 62, 70, 69, 68, 67, 66, 65, 64, 63]
LOWER_RIM = [54, 55, 56, 57, 58, 59, 60, 61]
OPENING = [9, 10, 11, 12, 13, 14, 15, 8, 7, 6, 5, 4, 3, 2, 1, 0]
DARK = 0.34
"""Lenses darker than this share of the skin, both of them, are sunglasses."""
RIM, BRIDGE, BRIDGE_MIDDLE = 0.75, 0.60, 0.80
"""Depth of a frame's line: lowest quarter along the rim, along the bridge, and its median."""


def dark(sight: Sight, head: Head, skin: Skin) -> bool:
    """Whether both eyes are behind dark lenses."""
    shades = []
    for eye in head.eyes:
        mask = pen.shape(sight.shape, eye[SOCKET]) > 0.5
        shades.append(float(np.median(sight.light[mask])) / skin.light if mask.sum() > 3 else 1.0)
    return max(shades) < DARK


def worn(sight: Sight, head: Head) -> bool:
    """Whether a frame's dark line runs unbroken under an eye or over the nose."""
    energy = ridge(sight.dark, 6.0)
    for eye in head.eyes:
        width = float(np.hypot(*(eye[8] - eye[0])))
        under = spline(eye[LOWER_RIM] + head.down * 0.12 * width)
        if np.percentile(snap(under, energy, 0.30 * width, 0.3, 0.1)[1], 25) > RIM:
            return True
    start, end = head.eyes[0][62], head.eyes[1][62]
    over = spline([start, (start + end) / 2, end])
    depth = snap(over, energy, 0.45 * float(np.hypot(*(end - start))), 0.3, 0.1)[1]
    return bool(np.percentile(depth, 25) > BRIDGE or np.median(depth) > BRIDGE_MIDDLE)


def draw(sight: Sight, head: Head, skin: Skin, *, lenses: bool) -> tuple[Field, Field]:
    """Mass and lines of glasses, float32 h×w 0..1.

    Args:
        sight: the photo.
        head: the landmarks.
        skin: its reference.
        lenses: dark lenses, filled; else the frame alone, the eyes left free.
    """
    zone = blur(dilate_square(pen.shape(sight.shape, head.points[ZONE]), 2), 1.5)
    if lenses:
        level = min(0.46 * skin.light, 0.42)
        fill = zone * (1 - smoothstep(blur(sight.light, 0.9), level - 0.04, level + 0.04))
        fill = np.maximum(fill, smoothstep(blur(fill, 0.015 * head.height), 0.4, 0.7))
    else:
        level = min(0.45 * skin.light, 0.40)
        fill = zone * (1 - smoothstep(sight.tone, level - 0.04, level + 0.04))
        for eye in head.eyes:
            fill = fill * (1 - blur(pen.shape(sight.shape, eye[OPENING]), 1.0))
    relative = blur(sight.light / np.float32(skin.light), 1.2)
    return fill, zone * smoothstep(sight.line, 0.012, 0.03) * (1 - smoothstep(relative, 0.5, 0.75))
