"""A face's features as the photo has them: what is darker than the skin around, and fine lines.

Narrow dark things stand out of shading by a black top-hat (closing minus picture; Meyer 1979):
an iris, a brow or a parting is narrower than the disc that closes it, the shade of a socket or of
half a face is not. Lightness is that of film blind to red, on which lips are darker than skin.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from artline.anatomy import pen
from artline.anatomy.curve import spline
from artline.anatomy.head import Head, Points
from artline.anatomy.lips import LOWER, UPPER
from artline.anatomy.sight import Sight
from artline.fields.blur import blur
from artline.fields.coherent import Field, across, along, dilate_square, lasting, tangents
from artline.fields.smoothstep import smoothstep

DISC = 0.070
"""Radius of the disc that closes features, in heights of the head."""
DARKEST = (0.45, 1.25)
"""A face's darkest features are taken to be so much darker than skin, in log-lightness."""
TONES = {
    "socket": (0.62, 1.00),
    "opening": (0.25, 0.66),
    "brow": (0.30, 0.70),
    "mouth": (0.40, 0.95),
    "nostrils": (0.36, 0.75),
    "beard": (0.36, 0.80),
}
"""Between these depths, as shares of the darkest features', each part turns from paper to black."""
FAINTEST_BROW = 0.3
"""Brows are as dark as their own hair lets them: their 85th percentile counts as 0.8 of the darkest
features, and never as less than so much of them."""
SOCKET_TOP, SOCKET_BOTTOM = [63, 64, 65, 66, 67, 68, 69, 70], [62, 61, 60, 59, 58, 57, 56, 55, 54]
OPENING = [0, 9, 10, 11, 12, 13, 14, 15, 8, 7, 6, 5, 4, 3, 2, 1]
BROW_TOP = [63, 64, 65, 66, 67, 68, 69]
NOSTRILS = [129, 64, 98, 97, 2, 326, 327, 294, 358, 360, 4, 131]


GOATEE = [
    *(165, 98, 97, 2, 326, 327, 391, 426, 436, 416, 379, 378, 400, 377, 152, 148, 176, 149, 150),
    *(192, 216, 206),
]
"""Upper lip and chin."""


@dataclass(frozen=True, slots=True, eq=False)
class Relief:
    """What a face's photo shows of its features, float32 h×w, 0..1.

    Attributes:
        tone: dark features: irises, brows, nostrils, the mouth.
        line: lines, fine ones near the features and lasting ones elsewhere.
        near: where the features are.
    """

    tone: Field
    line: Field
    near: Field


def measure(sight: Sight, head: Head, *, lenses: bool) -> Relief:
    """Measure one face; behind dark lenses there are no eyes."""
    tall = head.height
    unit = max(tall / 250, 0.3)
    depth = sight.ortho
    zones = _zones(sight.shape, head, lenses=lenses)
    hollow = _hollow(depth, tall, unit)
    core = np.maximum(zones["socket"], zones["mouth"]) > 0.5
    darkest = float(np.percentile(hollow[core], 97)) if core.sum() > 30 else 0.9
    darkest = float(np.clip(darkest, *DARKEST))
    flow = tangents(depth)
    fine = along(-across(depth, flow, max(0.7, 0.9 * unit), 1.0), flow, 2.5 * max(unit, 0.6))
    wide = along(-across(depth, flow, max(1.5, 2.0 * unit), 1.0), flow, 4.0 * max(unit, 0.6))
    sharp = hollow + np.float32(1.6) * fine
    sharp = (sharp + along(sharp, flow, 2.0 * max(unit, 0.6))) / np.float32(2 * darkest)
    tones = [smoothstep(sharp, *TONES[part]) * zone for part, zone in zones.items()]
    for brow in _brows(sight.shape, head):
        tones.append(smoothstep(sharp / _pallor(sharp, brow), *TONES["brow"]) * brow)
    tone = np.maximum.reduce(tones)
    near = np.maximum.reduce([zones["socket"], zones["mouth"], zones["nostrils"]])
    fine, wide = fine / np.float32(darkest), wide / np.float32(darkest)
    far = np.maximum(
        0.9 * lasting(fine, 0.010, 0.055, 0.025, 0.05 * tall),
        0.6 * lasting(wide, 0.020, 0.090, 0.040, 0.10 * tall),
    )
    line = np.maximum(smoothstep(fine, 0.008, 0.055) * near, far * (1 - near))
    return Relief(*(np.asarray(field, np.float32) for field in (tone, line, near)))


def _pallor(sharp: Field, brow: Field) -> np.float32:
    """0..1, how dark a brow is against one as dark as the face's darkest features."""
    inside = brow > 0.6
    if inside.sum() < 12:
        return np.float32(1.0)
    own = float(np.percentile(sharp[inside], 85))
    return np.float32(np.clip(own / 0.8, FAINTEST_BROW, 1.0))


def _hollow(depth: Field, tall: float, unit: float) -> Field:
    """How much darker than the skin around, in log-lightness, where that is narrow."""
    import cv2

    radius = max(1, round(DISC * tall))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    closed = cv2.morphologyEx(blur(depth, 0.8 * unit), cv2.MORPH_CLOSE, disc)
    hollow: Field = np.maximum(blur(np.asarray(closed, np.float32), 0.02 * tall) - depth, 0)
    return hollow


def _eye_width(head: Head, side: int) -> float:
    """In pixels; 0 where the eye does not show or is too small."""
    eye = head.eyes[side]
    width = float(np.hypot(*(eye[8] - eye[0])))
    return width if head.shows_eye(side) and width >= 2 else 0.0


def _brows(shape: tuple[int, int], head: Head) -> list[Field]:
    """Where each brow that shows is, 0..1."""
    brows = []
    for side, eye in enumerate(head.eyes):
        width = _eye_width(head, side)
        if width:
            brow = brow_of(shape, head, eye, 0.42 * width)
            brows.append(blur(brow, 0.012 * head.height))
    return brows


def brow_of(shape: tuple[int, int], head: Head, eye: Points, thick: float) -> Field:
    """The brow over an eye (71×2, a row of `Head.eyes`), 0..1, so many pixels thick."""
    width = float(np.hypot(*(eye[8] - eye[0])))
    brow = np.zeros(shape, np.float32)
    pen.stroke(brow, spline(eye[BROW_TOP] + 0.10 * width * head.down), thick)
    return brow


def _zones(shape: tuple[int, int], head: Head, *, lenses: bool) -> dict[str, Field]:
    """Where each part of the face is, 0..1."""
    tall = head.height

    def soft(zone: Field, margin: float) -> Field:
        return blur(dilate_square(zone, max(1, round(margin * tall))), 0.012 * tall)

    socket, opening = (np.zeros(shape, np.float32) for _ in range(2))
    for side, eye in enumerate(head.eyes):
        if _eye_width(head, side) and not lenses:
            top = eye[SOCKET_TOP] - 0.03 * tall * head.down
            outline = np.vstack([top, eye[SOCKET_BOTTOM]])
            socket = np.maximum(socket, pen.shape(shape, outline))
            opening = np.maximum(opening, pen.shape(shape, eye[OPENING]))
    mouth = soft(pen.shape(shape, head.points[UPPER + LOWER[::-1]]), 0.018)
    return {
        "socket": soft(socket, 0.012),
        "opening": soft(opening, 0.010),
        "mouth": mouth,
        "nostrils": soft(pen.shape(shape, head.points[NOSTRILS]), 0.020),
        "beard": soft(pen.shape(shape, head.points[GOATEE]), 0.010) * (1 - mouth),
    }
