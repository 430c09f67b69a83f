"""Looks that tell tone by true lines and dots: spiral, engraving, stipple, scribble."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from artline.fields.blur import blur
from artline.finish import background
from artline.finish.form import form
from artline.finish.hatch.layers import open_skin
from artline.finish.shades import shades
from artline.looks.registry import Look
from artline.marks.engraved import engraved
from artline.marks.scribbled import scribbled
from artline.marks.spiral import spiral
from artline.marks.stippled import stippled
from artline.nouns import Ink, Mark, Marks
from artline.options import Settings
from artline.options.places import KNOBS

CHANNELS = ("line", "mass")
FINER = 1.45
"""What full detail divides distances by, and least detail multiplies them with."""
TURNS = 3.7
"""Distance between the turns of the spiral, pixels of a pass."""
LINES = 3.4
"""Distance between engraved lines, pixels of a pass."""
SLANT = 0.22
"""Angle of engraved lines, radians, clockwise from level."""
DOTS = 2.9
"""Distance between dots in full ink, pixels of a pass."""

PLACES = 3.8
"""Distance between places that a scribble goes through in full ink, pixels of a pass."""
CLOSER = 0.32
"""Share by which they lie closer in faces."""
FACE_EDGE = 6.0
"""Gaussian of the edge of faces there, pixels of a pass."""


def _spiral(ink: Ink, settings: Settings) -> tuple[Mark, ...]:
    tone = shades(ink, settings)
    middle = None
    if ink.faces:
        face, (height, width) = ink.faces[0], ink.shape
        middle = (0.5 * (face.left + face.right) * width, 0.5 * (face.top + face.bottom) * height)
    gap = _gap(TURNS, settings)
    return (spiral(tone, gap, ink.pitch, ink.scale, weight=settings.weight, middle=middle),)


def _engraving(ink: Ink, settings: Settings) -> tuple[Mark, ...]:
    tone = open_skin(shades(ink, settings), ink) * np.float32(settings.weight)
    gap = _gap(LINES, settings)
    return engraved(tone, form(ink), gap, ink.pitch, ink.scale, angle=SLANT)


def _stipple(ink: Ink, settings: Settings) -> tuple[Mark, ...]:
    gap = _gap(DOTS, settings)
    return stippled(shades(ink, settings), gap, ink.pitch, ink.scale, weight=settings.weight)


def _scribble(ink: Ink, settings: Settings) -> tuple[Mark, ...]:
    near = blur(background.faces(ink).astype(np.float32), FACE_EDGE * ink.pitch)
    gap = np.float32(_gap(PLACES, settings)) * (1 - np.float32(CLOSER) * near)
    return scribbled(shades(ink, settings), gap, ink.pitch, ink.scale, weight=settings.weight)


def _gap(usual: float, settings: Settings) -> float:
    return float(usual * FINER**-settings.detail)


def _marks(
    ink: Ink, settings: Settings, draw: Callable[[Ink, Settings], tuple[Mark, ...]]
) -> Marks:
    return Marks(draw(ink, settings), ink.photo.height, ink.photo.width)


def _look(
    name: str,
    about: str,
    draw: Callable[[Ink, Settings], tuple[Mark, ...]],
    *,
    single: bool = False,
    even: bool = False,
) -> Look:
    return Look(
        name,
        about,
        CHANNELS,
        partial(_marks, draw=draw),
        masses=False,
        knobs=KNOBS - {"taper", "hair"},
        single=single,
        even=even,
    )


TONE_LOOKS = (
    _look("engraving", "Lines that follow form and swell with tone, as on banknotes.", _engraving),
    _look("stipple", "Dots, the closer and larger the darker.", _stipple),
    _look("scribble", "Round and round with one pen, closer where darker.", _scribble, even=True),
    _look("spiral", "One unbroken spiral whose width is tone.", _spiral, single=True),
)
