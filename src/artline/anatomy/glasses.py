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
LENS_DARK = 0.34  # median lightness of a dark lens, at most, as a share of the skin's
LEAST_LENS = 3  # pixels: eyes this small say nothing about lenses
FRAME_DEPTH = 6.0  # per log-lightness: depth of a frame's dark line
FRAME_STIFFNESS = 0.3  # energy: cost of a bend, see `snap`
FRAME_HOME = 0.1  # energy: cost of the farthest offset
UNBROKEN = 25  # percentile along a line that says how deep it is where it is faint
RIM_DOWN = 0.12  # widths of the eye: how far under an eye the rim is looked for
RIM_REACH = 0.30  # widths of the eye: farthest offset of the rim
RIM_UNBROKEN = 0.75  # depth of a rim where it is faint, at least
BRIDGE_REACH = 0.45  # distance of the eyes' inner ends: farthest offset of the bridge
BRIDGE_UNBROKEN = 0.60  # depth of a bridge where it is faint, at least
BRIDGE_MEDIAN = 0.80  # median depth of a bridge that is enough by itself
ZONE_MARGIN = 2  # pixels around `ZONE`
ZONE_BLUR = 1.5  # pixels: Gaussian of its edge
LENS_LEVEL = 0.46  # share of the skin's lightness below which a dark lens is black
LENS_LEVEL_MOST = 0.42  # lightness below which a dark lens is black, at most
LENS_BLUR = 0.9  # pixels: Gaussian of a dark lens's lightness
LENS_FILL_BLUR = 0.015  # heights of the head: Gaussian that closes reflections in a lens
LENS_FILL = (0.4, 0.7)  # smoothstep: share of black around: stays as it is, is filled
FRAME_LEVEL = 0.45  # share of the skin's lightness below which a frame is black
FRAME_LEVEL_MOST = 0.40  # lightness below which a frame is black, at most
LEVEL_EDGE = 0.04  # lightness to both sides of a level where black turns to paper
OPENING_BLUR = 1.0  # pixels: Gaussian of the edge of an eye, which a frame leaves free
SKIN_BLUR = 1.2  # pixels: Gaussian of lightness as a share of the skin's
LINE_DEPTH = (0.012, 0.03)  # smoothstep: depth of a frame's line: no ink, ink
LINE_LIGHT = (0.5, 0.75)  # smoothstep: lightness as a share of the skin's: frame, skin


def dark(sight: Sight, head: Head, skin: Skin) -> bool:
    """Whether both eyes are behind dark lenses."""
    shades = []
    for eye in head.eyes:
        mask = pen.shape(sight.shape, eye[SOCKET]) > 0.5
        shades.append(
            float(np.median(sight.light[mask])) / skin.light if mask.sum() > LEAST_LENS else 1.0
        )
    return max(shades) < LENS_DARK


def worn(sight: Sight, head: Head) -> bool:
    """Whether a frame's dark line runs unbroken under an eye or over the nose."""
    energy = ridge(sight.dark, FRAME_DEPTH)
    for eye in head.eyes:
        width = float(np.hypot(*(eye[8] - eye[0])))
        under = spline(eye[LOWER_RIM] + head.down * RIM_DOWN * width)
        depth = snap(under, energy, RIM_REACH * width, FRAME_STIFFNESS, FRAME_HOME)[1]
        if np.percentile(depth, UNBROKEN) > RIM_UNBROKEN:
            return True
    start, end = head.eyes[0][62], head.eyes[1][62]
    over = spline([start, (start + end) / 2, end])
    reach = BRIDGE_REACH * float(np.hypot(*(end - start)))
    depth = snap(over, energy, reach, FRAME_STIFFNESS, FRAME_HOME)[1]
    unbroken = np.percentile(depth, UNBROKEN) > BRIDGE_UNBROKEN
    return bool(unbroken or np.median(depth) > BRIDGE_MEDIAN)


def draw(sight: Sight, head: Head, skin: Skin, *, lenses: bool) -> tuple[Field, Field]:
    """Mass and lines of glasses, float32 h×w 0..1.

    Args:
        sight: the photo.
        head: the landmarks.
        skin: its reference.
        lenses: dark lenses, filled; else the frame alone, the eyes left free.
    """
    ring = pen.shape(sight.shape, head.points[ZONE])
    zone = blur(dilate_square(ring, ZONE_MARGIN), ZONE_BLUR)
    if lenses:
        level = min(LENS_LEVEL * skin.light, LENS_LEVEL_MOST)
        fill = zone * _black(blur(sight.light, LENS_BLUR), level)
        closed = smoothstep(blur(fill, LENS_FILL_BLUR * head.height), *LENS_FILL)
        fill = np.maximum(fill, closed)
    else:
        level = min(FRAME_LEVEL * skin.light, FRAME_LEVEL_MOST)
        fill = zone * _black(sight.tone, level)
        for eye in head.eyes:
            fill = fill * (1 - blur(pen.shape(sight.shape, eye[OPENING]), OPENING_BLUR))
    relative = blur(sight.light / np.float32(skin.light), SKIN_BLUR)
    line = zone * smoothstep(sight.line, *LINE_DEPTH) * (1 - smoothstep(relative, *LINE_LIGHT))
    return fill, line


def _black(light: Field, level: float) -> Field:
    """0..1, what is darker than a level."""
    return 1 - smoothstep(light, level - LEVEL_EDGE, level + LEVEL_EDGE)
