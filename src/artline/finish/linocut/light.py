"""Where light falls on a linocut, and what stays standing as a black ridge."""

from __future__ import annotations

import numpy as np

from artline.anatomy import pen
from artline.anatomy.head import OVAL, Head
from artline.anatomy.relief import OPENING
from artline.fields.blur import blur
from artline.fields.morphology import Field, dilate, opening
from artline.fields.smoothstep import smoothstep
from artline.finish.shades import shades
from artline.marks.canvas import DARKEST
from artline.nouns import Ink
from artline.options import Settings

DARKER = 0.3
"""Light that full shade takes away, and least shade adds."""
OWN = 0.65
"""Share of a face's own range in its light: dark skin has lights, fair skin darks."""
FACE_RANGE = (4, 96)
"""Percentiles of light in a face between which its own range lies."""
LIFTED = 0.62
"""Power that brings light into a face: its half light is cut more than that of cloth."""
HALO = 3.2
"""Width of the cut beside a feature of a face, pixels of a pass: it stands out of dark skin."""
HALO_LIGHT = 0.45
"""Light that is added there."""
GLINT = 1.2
"""Gaussian over what is lighter than beside it, pixels of a pass."""
GLINT_LIGHT = 0.42
"""Light that it gets in the dark, at most."""
FLATTEST = 0.02
"""Log-lightness: least deviation that it is divided by."""
DULL = (0.2, 0.5)
"""Smoothstep: light: dark, light enough."""
FACE_EDGE = 7.0
"""Gaussian of the edge of a face, pixels of a pass."""
AROUND_EYE = 0.07
"""Width of what is cleared around an eye's opening, widths of the eye."""
RIDGE = (0.3, 0.6)
"""Smoothstep: the network's pressure: cut, left standing."""
RIDGE_RADIUS = 5.0
"""Radius of a disc, pixels of a pass: black that it fits under is no ridge but shade."""


def light_of(ink: Ink, settings: Settings) -> Field:
    """How much light falls, 0..1: by the sitter's range, and in faces by the face's own too."""
    light = plain_light(ink, settings)
    skin = faces(ink)
    if "skin" in ink.channels:
        skin = np.maximum(skin, blur(ink.channels["skin"], 2 * ink.pitch))
    for oval in _ovals(ink)[:1]:
        low, high = np.percentile(light[oval > 0.5], FACE_RANGE)
        ranged = np.clip((light - low) / max(float(high - low), 0.15), 0, 1) ** LIFTED
        light = light + np.float32(OWN) * skin * (ranged - light)
    light = light + _glints(ink) * (1 - smoothstep(np.asarray(light, np.float32), *DULL))
    ridges = ridges_of(ink)
    beside = (dilate(ridges, HALO * ink.pitch) - ridges) * faces(ink)
    light = light + np.float32(HALO_LIGHT) * np.clip(beside, 0, 1)
    light = np.clip(light - DARKER * settings.shade, 0, 1)
    return np.asarray(np.maximum(light, eyes(ink)), np.float32)


def plain_light(ink: Ink, settings: Settings) -> Field:
    """How much light falls, 0..1, by the sitter's range alone."""
    # `shades` knows a knob of the same name, which is counted in light here
    neutral = Settings(look="engraving", background=settings.background)
    return np.asarray(1 - shades(ink, neutral), np.float32)


def _glints(ink: Ink) -> Field:
    """What is lighter than beside it: strands in dark hair, folds in dark cloth."""
    depth = np.log(ink.lightness + np.float32(DARKEST))
    over = blur(depth, GLINT * ink.pitch) - blur(depth, 4 * GLINT * ink.pitch)
    spread = np.sqrt(blur(over * over, 12 * GLINT * ink.pitch)) + np.float32(FLATTEST)
    glints = np.float32(GLINT_LIGHT) * np.clip(over / spread - np.float32(0.3), 0, 1)
    return np.asarray(glints, np.float32)


def _ovals(ink: Ink) -> list[Field]:
    """Where each face is, 0..1, the largest first; without landmarks, none."""
    heads = [Head.of(mesh) for mesh in ink.meshes]
    return [pen.shape(ink.shape, head.points[OVAL]) for head in heads]


def faces(ink: Ink) -> Field:
    """Where faces are, 0..1, soft."""

    def find(ink: Ink) -> Field:
        ovals = [np.zeros(ink.shape, np.float32), *_ovals(ink)]
        return blur(np.maximum.reduce(ovals), FACE_EDGE * ink.pitch)

    found: Field = ink.once("finish.linocut.faces", find)
    return found


def eyes(ink: Ink) -> Field:
    """Where eyes look out of black, 0..1: their openings and a little around."""

    def find(ink: Ink) -> Field:
        found = np.zeros(ink.shape, np.float32)
        for mesh in ink.meshes:
            head = Head.of(mesh)
            for side in (0, 1):
                eye = head.eyes[side]
                width = float(np.hypot(*(eye[8] - eye[0])))
                if head.shows_eye(side):
                    opening = pen.shape(ink.shape, eye[OPENING])
                    found = np.maximum(found, dilate(opening, AROUND_EYE * width))
        return np.minimum(blur(found, 0.5 * ink.pitch), 1)

    open_eyes: Field = ink.once("finish.linocut.eyes", find)
    return open_eyes


def ridges_of(ink: Ink) -> Field:
    """Black lines and small features that stay standing, 0..1."""
    pressed = ink.channels["pressure"] if "pressure" in ink.channels else ink.channels["line"]
    narrow = pressed - opening(pressed, RIDGE_RADIUS * ink.pitch)
    in_eyes = pressed * dilate(eyes(ink), 2 * ink.pitch)
    return smoothstep(np.asarray(np.maximum(narrow, in_eyes), np.float32), *RIDGE)
