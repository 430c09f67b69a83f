"""A face's features made whole: lips, lids, nose and jaw as thin strokes, brows in their own tone.

What a photo hardly has (the edge of a lower lip, a jaw in soft light) a network hedges into
nothing, and a fair brow into a black one. Where it drew a hint of a feature, the teacher's own
strokes through the landmarks finish it; where it drew none (a hand before the mouth) there is
nothing to finish.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from artline.anatomy import beard, eyes, jaw, lips, nose, pen
from artline.anatomy.head import Head
from artline.anatomy.relief import brow_of
from artline.anatomy.sight import Ground, ground
from artline.faces.topology import CHEEKS
from artline.fields.blur import blur
from artline.fields.coherent import Field, Mask, dilate_square
from artline.fields.smoothstep import smoothstep, smoothstep_scalar
from artline.ink.soft_tone import BROW_THICK, Zones, decided, without_tone_on_skin
from artline.nouns import Mesh

SMALLEST = 60.0  # pixels: lower heads are left as they are seen
AROUND = 0.15  # heights of the head: what is looked at beyond the landmarks
NECK = 0.5  # heights of the head: what is looked at below that
JAW_PRESSURE = 0.75  # how hard the pen presses at the jaw, 0..1
NOSE_PRESSURE = 0.40  # how hard it presses at the nose
LIDS_PRESSURE = 0.55  # how hard it presses at lids
LIPS_PRESSURE = 0.55  # how hard it presses at lips
GAP = (0.03, 0.10)
"""Smoothstep, widths of the mouth that it is open: lips are drawn, are not. An outline around teeth
makes a smile a grimace, and what is between them tells enough."""
HINT_MARGIN = 4  # pixels around ink in which it hints at a stroke
HINT_BLUR = 2.0  # pixels: Gaussian of such ink
HINT = (0.015, 0.06)  # smoothstep: such ink: a stroke is not believed, is
COVER_BLUR = 0.022  # heights of the head: Gaussian of ink that may hide the jaw
COVER = (0.10, 0.28)  # smoothstep: such ink: the jaw is bare; hair or a beard hides it
BEARD_START = 0.1  # twice the mean ink below the ears from which a beard begins to hide the jaw
BEARDED = (0.05, 0.14)  # smoothstep: mean ink around the mouth: no beard, beard
WHISKERS = 0.6  # power to which the pressure of a beard is raised
MOUTH_MARGIN = 2  # pixels around the lips that say nothing about a beard
EDGE_BLUR = 0.012  # heights of the head: Gaussian of the edge of beards and brows
BROW_INSIDE = 0.6  # share of a pixel inside a brow from which it counts
LEAST_BROW = 12  # pixels: a smaller brow says nothing about its darkness
BROW_RANK = 20  # percentile of lightness in a brow that says how dark it is
DARK_BROW = 0.38  # share of the cheeks' lightness: a brow darker than them by it stays as it is
PALEST = 0.40  # what is left of the ink of a paler brow, at least


def completed(
    channels: Mapping[str, Field],
    rgb: Field,
    subject: Field,
    meshes: Iterable[Mesh],
    pitch: float = 1.0,
) -> dict[str, Field]:
    """Channels with the features of every face made whole, and soft tone decided.

    Args:
        channels: by name, float32 h×w, 0..1; `line` and `pressure` are changed.
        rgb: float32 h×w×3, sRGB 0..1.
        subject: float32 h×w, 0..1.
        meshes: the landmarks of the faces, in pixels.
        pitch: pixels for one of a pass.
    """
    line, pressure = (channels[name].copy() for name in ("line", "pressure"))
    canvases = tuple(np.zeros_like(pressure) for _ in range(3))
    for mesh in meshes:
        head = Head.of(mesh)
        if head.height >= SMALLEST:
            rows, columns = _place(head, subject.shape)
            near = Head.of(mesh.placed(columns.start, rows.start))
            photo = ground(np.ascontiguousarray(rgb[rows, columns]), subject[rows, columns])
            zones = Zones.of(photo, near)
            _complete(photo, near, zones, line[rows, columns], pressure[rows, columns], pitch=pitch)
            own = (zones.face * (1 - zones.beard), zones.parts, zones.beard)
            for whole, part in zip(canvases, own, strict=True):
                np.maximum(whole[rows, columns], part, out=whole[rows, columns])
    return {**channels, "line": line, "pressure": decided(pressure, *canvases, pitch=pitch)}


def _complete(
    photo: Ground, head: Head, zones: Zones, line: Field, pressure: Field, *, pitch: float
) -> None:
    """One head's features, in place."""
    pale = _pale(photo, head)
    line *= pale
    pressure *= pale
    pressure += _whiskers(head, pressure)
    # tone is no line, but it hints at one
    believed = smoothstep(blur(dilate_square(pressure, HINT_MARGIN), HINT_BLUR), *HINT)
    pressure[:] = without_tone_on_skin(pressure, zones, head, pitch)
    strokes = believed * _strokes(photo, head, pressure)
    np.maximum(line, strokes, out=line)
    np.maximum(pressure, strokes, out=pressure)


def _strokes(photo: Ground, head: Head, pressure: Field) -> Field:
    """The teacher's strokes, 0..1."""
    beneath = pen.shape(photo.shape, head.points[beard.LOWER])
    bearded = float(np.clip(2 * _mean(pressure, beneath > 0.5) - BEARD_START, 0, 1))
    hidden = smoothstep(blur(pressure, COVER_BLUR * head.height), *COVER)
    edge, snout, mouth, lids = (np.zeros(photo.shape, np.float32) for _ in range(4))
    jaw.stroke(photo, head, edge, np.maximum(hidden, np.float32(bearded) * beneath))
    nose.wings(photo, head, snout)
    lips.draw(photo, head, mouth, bearded=bearded)
    for side in (0, 1):
        if head.shows_eye(side):
            eyes.draw(photo, head, lids, side)
    shut = 1 - smoothstep_scalar(_gap(head), *GAP)
    pressed = (
        JAW_PRESSURE * edge,
        NOSE_PRESSURE * snout,
        LIPS_PRESSURE * shut * mouth,
        LIDS_PRESSURE * lids,
    )
    return np.asarray(np.maximum.reduce(pressed), np.float32)


def _whiskers(head: Head, pressure: Field) -> Field:
    """What is missing of a beard: it is seen, but fainter than it is."""
    mouth = pen.shape(pressure.shape, head.points[lips.UPPER + lips.LOWER[::-1]])
    zone = pen.shape(pressure.shape, head.points[beard.ZONE]) * (
        1 - dilate_square(mouth, MOUTH_MARGIN)
    )
    grows = smoothstep_scalar(_mean(pressure, zone > 0.5), *BEARDED)
    soft = blur(zone, EDGE_BLUR * head.height) * np.float32(grows)
    return np.asarray(soft * (np.maximum(pressure, 0) ** np.float32(WHISKERS) - pressure), "f4")


def _gap(head: Head) -> float:
    """How far the mouth is open, as a share of its width."""
    upper, lower, left, right = head.points[[13, 14, 61, 291]]
    return float(np.hypot(*(lower - upper)) / max(float(np.hypot(*(right - left))), 1.0))


def _pale(photo: Ground, head: Head) -> Field:
    """What is left of the ink of brows: all of a dark one's, less of a fair one's."""
    left = np.ones(photo.shape, np.float32)
    cheeks = np.maximum.reduce([pen.shape(photo.shape, head.points[list(c)]) for c in CHEEKS])
    skin = _mean(photo.light, cheeks > 0.5)
    for eye in head.eyes:
        width = float(np.hypot(*(eye[8] - eye[0])))
        brow = brow_of(photo.shape, head, eye, BROW_THICK * width)
        inside = brow > BROW_INSIDE
        if width < eyes.SMALLEST or skin <= 0 or inside.sum() < LEAST_BROW:
            continue
        dark = 1 - float(np.percentile(photo.light[inside], BROW_RANK)) / skin
        share = np.float32(np.clip(dark / DARK_BROW, PALEST, 1))
        left = np.minimum(left, 1 - (1 - share) * blur(brow, EDGE_BLUR * head.height))
    return left


def _mean(field: Field, where: Mask) -> float:
    return float(field[where].mean()) if where.any() else 0.0


def _place(head: Head, shape: tuple[int, ...]) -> tuple[slice, slice]:
    """Rows and columns of a head and its neck."""
    room = AROUND * head.height
    low = np.maximum(np.floor(head.points.min(0) - room), 0).astype(int)
    far = head.points.max(0) + room + np.array([0, NECK * head.height])
    high = np.minimum(np.ceil(far) + 1, shape[::-1]).astype(int)
    high = np.maximum(high, low)
    return slice(int(low[1]), int(high[1])), slice(int(low[0]), int(high[0]))
