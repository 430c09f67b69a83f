"""The portrait in one unbroken line: oneline."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur
from artline.finish.direction import direction
from artline.finish.oneline.plate import face_mask
from artline.finish.oneline.quiet import NEVER, quiet
from artline.finish.oneline.telling import telling
from artline.looks.registry import Look
from artline.marks.curved import curved
from artline.marks.doubled import Ground
from artline.marks.oneline import course
from artline.nouns import Ink, Marks
from artline.options import Settings
from artline.options.places import KNOBS

FACE_EDGE = 4.0
"""Gaussian of the edge of faces, within which corners are rounded less, pixels of a pass."""


def _marks(ink: Ink, settings: Settings) -> Marks:
    key = (settings.detail, settings.shade, settings.background, ink.coverage)
    way = ink.latest("oneline.course", key, lambda: _course(ink, settings))
    height, width = ink.photo.height, ink.photo.width
    if not len(way):
        return Marks((), height, width)
    faces = blur(face_mask(ink).astype(np.float32), FACE_EDGE * ink.pitch)
    line = curved(way, faces, ink.pitch, ink.scale, weight=settings.weight)
    return Marks((line,), height, width)


def _course(ink: Ink, settings: Settings) -> NDArray[np.float64]:
    cost = quiet(ink, settings)
    shy = np.where(face_mask(ink), np.float32(NEVER), cost)
    ground = Ground(cost, shy, direction(ink, ink.shape), ink.pitch)
    return course(telling(ink, settings), ground)


ONELINE = Look(
    "oneline",
    "The whole portrait in one unbroken line.",
    ("line", "mass", "scene"),
    _marks,
    masses=False,
    knobs=KNOBS - {"taper", "hair"},
    single=True,
    even=True,
)
