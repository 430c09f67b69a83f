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
from artline.fields.morphology import disc
from artline.fields.smoothstep import smoothstep

TONES = {
    "socket": (0.62, 1.00),
    "opening": (0.25, 0.66),
    "brow": (0.30, 0.70),
    "mouth": (0.40, 0.95),
    "nostrils": (0.36, 0.75),
    "beard": (0.36, 0.80),
}  # smoothstep: depth as a share of the darkest features': paper, black
UNIT_HEIGHT = 250  # pixels: height of a head on which widths are measured
LEAST_UNIT = 0.3  # share of UNIT_HEIGHT below which widths shrink no more
SURE = 0.5  # share of a pixel inside a zone from which it counts

DISC = 0.070  # heights of the head: radius of the disc that closes features
HOLLOW_BLUR = 0.8  # pixels of a head of UNIT_HEIGHT: Gaussian before the closing
CLOSED_BLUR = 0.02  # heights of the head: Gaussian of the skin around, as the closing leaves it
DARKEST_RANK = 97  # percentile of depth in eyes and mouth that is the darkest features'
DARKEST = (0.45, 1.25)  # log-lightness: the darkest features' depth is between these
LEAST_CORE = 30  # pixels: smaller eyes and mouths say nothing about the darkest features
USUAL_DARKEST = 0.9  # log-lightness: the darkest features' depth where nothing says it

FINE = 0.9  # pixels of a head of UNIT_HEIGHT: Gaussian across fine lines
LEAST_FINE = 0.7  # pixels: Gaussian across fine lines, at least
FINE_ALONG = 2.5  # pixels of such a head: Gaussian along fine lines
WIDE = 2.0  # pixels of such a head: Gaussian across wide lines
LEAST_WIDE = 1.5  # pixels: Gaussian across wide lines, at least
WIDE_ALONG = 4.0  # pixels of such a head: Gaussian along wide lines
SHARP_ALONG = 2.0  # pixels of such a head: Gaussian along the flow that smooths tone
LEAST_ALONG = 0.6  # share of UNIT_HEIGHT below which Gaussians along the flow shrink no more
SHARPENING = 1.6  # times that fine lines are added to tone
NEAR_LINE = (0.008, 0.055)  # smoothstep: depth of a fine line near a feature: none, full
FINE_LASTING = (0.010, 0.055, 0.025)  # depth of a fine line: begins, is full, must have somewhere
FINE_LENGTH = 0.05  # heights of the head: shortest fine line away from features
FINE_PRESSURE = 0.9  # how dark it is drawn, 0..1
WIDE_LASTING = (0.020, 0.090, 0.040)  # depth of a wide line: begins, is full, must have somewhere
WIDE_LENGTH = 0.10  # heights of the head: shortest wide line away from features
WIDE_PRESSURE = 0.6  # how dark it is drawn, 0..1

LEAST_EYE = 2  # pixels: eyes narrower than this are not drawn
BROW_THICK = 0.42  # widths of the eye: thickness of a brow's zone
BROW_DOWN = 0.10  # widths of the eye: its middle line lies this far below the brow's upper edge
BROW_INSIDE = 0.6  # share of a brow's zone from which a pixel says how dark it is
LEAST_BROW = 12  # pixels: smaller brows say nothing about their darkness
BROW_RANK = 85  # percentile of a brow's depth that says how dark it is
BROW_DARK = 0.8  # depth at that percentile, as a share of the darkest features', of a dark brow
FAINTEST_BROW = 0.3  # darkness of a brow as a share of a dark one's, at least

EDGE_BLUR = 0.012  # heights of the head: Gaussian of every zone's edge
SOCKET_UP = 0.03  # heights of the head: a socket's upper edge lies this far above the brow's
SOCKET_MARGIN = 0.012  # heights of the head around a socket
OPENING_MARGIN = 0.010  # heights of the head around an eye's opening
MOUTH_MARGIN = 0.018  # heights of the head around the lips
NOSTRIL_MARGIN = 0.020  # heights of the head around the nostrils
BEARD_MARGIN = 0.010  # heights of the head around upper lip and chin

HAIRLESS_MARGIN = 2  # pixels around the lips where no hair lies
HAIRLESS_UP = 0.05  # heights of the head: no hair lies this far above the brow's upper edge
MOUTH_BLUR = 1  # pixels: Gaussian of the mouth's edge
HAIRLESS_BLUR = 1.5  # pixels: Gaussian of the edge of nose and sockets

SOCKET_TOP = [63, 64, 65, 66, 67, 68, 69, 70]
SOCKET_BOTTOM = [62, 61, 60, 59, 58, 57, 56, 55, 54]
OPENING = [0, 9, 10, 11, 12, 13, 14, 15, 8, 7, 6, 5, 4, 3, 2, 1]
BROW_TOP = [63, 64, 65, 66, 67, 68, 69]
NOSE = [168, 122, 196, 198, 49, 64, 98, 97, 2, 326, 327, 294, 279, 420, 419, 351]
"""Its bridge and base."""
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
    unit = max(tall / UNIT_HEIGHT, LEAST_UNIT)
    depth = sight.ortho
    zones = _zones(sight.shape, head, lenses=lenses)
    hollow = _hollow(depth, tall, unit)
    core = np.maximum(zones["socket"], zones["mouth"]) > SURE
    darkest = USUAL_DARKEST
    if core.sum() > LEAST_CORE:
        darkest = float(np.percentile(hollow[core], DARKEST_RANK))
    darkest = float(np.clip(darkest, *DARKEST))
    flow, stretch = tangents(depth), max(unit, LEAST_ALONG)
    fine, wide = (
        along(-across(depth, flow, sigma, 1.0), flow, length * stretch)
        for sigma, length in (
            (max(LEAST_FINE, FINE * unit), FINE_ALONG),
            (max(LEAST_WIDE, WIDE * unit), WIDE_ALONG),
        )
    )
    sharp = hollow + np.float32(SHARPENING) * fine
    sharp = (sharp + along(sharp, flow, SHARP_ALONG * stretch)) / np.float32(2 * darkest)
    tones = [smoothstep(sharp, *TONES[part]) * zone for part, zone in zones.items()]
    for brow in _brows(sight.shape, head):
        tones.append(smoothstep(sharp / _pallor(sharp, brow), *TONES["brow"]) * brow)
    tone = np.maximum.reduce(tones)
    near = np.maximum.reduce([zones["socket"], zones["mouth"], zones["nostrils"]])
    fine, wide = fine / np.float32(darkest), wide / np.float32(darkest)
    far = np.maximum(
        FINE_PRESSURE * lasting(fine, *FINE_LASTING, FINE_LENGTH * tall),
        WIDE_PRESSURE * lasting(wide, *WIDE_LASTING, WIDE_LENGTH * tall),
    )
    line = np.maximum(smoothstep(fine, *NEAR_LINE) * near, far * (1 - near))
    return Relief(*(np.asarray(field, np.float32) for field in (tone, line, near)))


def _pallor(sharp: Field, brow: Field) -> np.float32:
    """0..1, how dark a brow is against one as dark as the face's darkest features."""
    inside = brow > BROW_INSIDE
    if inside.sum() < LEAST_BROW:
        return np.float32(1.0)
    own = float(np.percentile(sharp[inside], BROW_RANK))
    return np.float32(np.clip(own / BROW_DARK, FAINTEST_BROW, 1.0))


def _hollow(depth: Field, tall: float, unit: float) -> Field:
    """How much darker than the skin around, in log-lightness, where that is narrow."""
    import cv2

    closed = cv2.morphologyEx(blur(depth, HOLLOW_BLUR * unit), cv2.MORPH_CLOSE, disc(DISC * tall))
    hollow: Field = np.maximum(blur(np.asarray(closed, np.float32), CLOSED_BLUR * tall) - depth, 0)
    return hollow


def _eye_width(head: Head, side: int) -> float:
    """In pixels; 0 where the eye does not show or is too small."""
    eye = head.eyes[side]
    width = float(np.hypot(*(eye[8] - eye[0])))
    return width if head.shows_eye(side) and width >= LEAST_EYE else 0.0


def _brows(shape: tuple[int, int], head: Head) -> list[Field]:
    """Where each brow that shows is, 0..1."""
    brows = []
    for side, eye in enumerate(head.eyes):
        width = _eye_width(head, side)
        if width:
            brow = brow_of(shape, head, eye, BROW_THICK * width)
            brows.append(blur(brow, EDGE_BLUR * head.height))
    return brows


def brow_of(shape: tuple[int, int], head: Head, eye: Points, thick: float) -> Field:
    """Where the brow over an eye is, 0..1.

    Args:
        shape: height and width of the photo.
        head: the landmarks.
        eye: 71×2, a row of `Head.eyes`.
        thick: in pixels.
    """
    width = float(np.hypot(*(eye[8] - eye[0])))
    brow = np.zeros(shape, np.float32)
    pen.stroke(brow, spline(eye[BROW_TOP] + BROW_DOWN * width * head.down), thick)
    return brow


def _zones(shape: tuple[int, int], head: Head, *, lenses: bool) -> dict[str, Field]:
    """Where each part of the face is, 0..1."""
    tall = head.height

    def soft(zone: Field, margin: float) -> Field:
        return blur(dilate_square(zone, max(1, round(margin * tall))), EDGE_BLUR * tall)

    socket, opening = (np.zeros(shape, np.float32) for _ in range(2))
    for side, eye in enumerate(head.eyes):
        if _eye_width(head, side) and not lenses:
            top = eye[SOCKET_TOP] - SOCKET_UP * tall * head.down
            outline = np.vstack([top, eye[SOCKET_BOTTOM]])
            socket = np.maximum(socket, pen.shape(shape, outline))
            opening = np.maximum(opening, pen.shape(shape, eye[OPENING]))
    mouth = soft(pen.shape(shape, head.points[UPPER + LOWER[::-1]]), MOUTH_MARGIN)
    goatee = soft(pen.shape(shape, head.points[GOATEE]), BEARD_MARGIN)
    return {
        "socket": soft(socket, SOCKET_MARGIN),
        "opening": soft(opening, OPENING_MARGIN),
        "mouth": mouth,
        "nostrils": soft(pen.shape(shape, head.points[NOSTRILS]), NOSTRIL_MARGIN),
        "beard": goatee * (1 - mouth),
    }


def hairless(shape: tuple[int, int], head: Head, *, lenses: bool) -> Field:
    """0..1, where no hair can lie: mouth, nose, eyes unless behind dark lenses.

    Args:
        shape: height and width of the photo.
        head: the landmarks.
        lenses: whether the eyes are behind dark lenses.
    """
    mouth = dilate_square(pen.shape(shape, head.points[UPPER + LOWER[::-1]]), HAIRLESS_MARGIN)
    mouth, snout = blur(mouth, MOUTH_BLUR), blur(pen.shape(shape, head.points[NOSE]), HAIRLESS_BLUR)
    if lenses:
        return np.maximum(mouth, snout)
    sockets = np.zeros(shape, np.float32)
    for eye in head.eyes:
        top = eye[SOCKET_TOP] - HAIRLESS_UP * head.height * head.down
        sockets = np.maximum(sockets, pen.shape(shape, np.vstack([top, eye[SOCKET_BOTTOM]])))
    return np.asarray(np.maximum.reduce([mouth, snout, blur(sockets, HAIRLESS_BLUR)]), np.float32)
