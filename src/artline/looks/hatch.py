"""Looks of pen hatching that follows form: hatch, crosshatch."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from artline.finish.hatch.bare_lines import bare_lines
from artline.finish.hatch.courses import courses
from artline.finish.hatch.layers import Strokes, covers, gaps, left_for, open_skin, parts
from artline.finish.shades import shades
from artline.finish.traced import traced
from artline.looks.registry import Look
from artline.marks.hatched import Layer, hatched
from artline.nouns import Ink, Mark, Marks
from artline.options import Settings
from artline.options.places import KNOBS

CHANNELS = ("line", "mass", "scene")
GAP = 3.6
"""From stroke to stroke, pixels of a pass."""
FINER = 1.4
"""What full detail divides gaps by, and least detail multiplies them with."""
FAINTEST = 0.85
"""Share of a layer's thinnest width below which its strokes end."""

FIRM = 0.5
"""Tone of the ink's own marks that are drawn."""

HATCH = (
    Strokes(turn=0.0, turn_along=0.0, begins=0.06, thin=0.11, wide=0.68, wide_along=0.84),
    Strokes(turn=0.82, turn_along=0.0, begins=0.74, thin=0.18, wide=0.5, wide_along=0.0),
)
CROSSHATCH = (
    Strokes(turn=0.0, turn_along=0.0, begins=0.06, thin=0.11, wide=0.7, wide_along=0.82),
    Strokes(turn=0.82, turn_along=0.5, begins=0.34, thin=0.14, wide=0.5, wide_along=0.26),
    Strokes(turn=-0.75, turn_along=0.0, begins=0.7, thin=0.16, wide=0.3, wide_along=0.0),
)


def _marks(ink: Ink, settings: Settings, layers: tuple[Strokes, ...]) -> Marks:
    sheet = bare_lines(ink, settings)
    tone = open_skin(shades(ink, settings, features=False), ink)
    tone = left_for(tone, sheet.tone, ink.pitch)
    found = courses(ink)
    part = parts(ink, settings.background == "keep")
    gap = gaps(ink, GAP * float(FINER**-settings.detail) * ink.pitch)
    strokes: list[Mark] = []
    for number, cover in enumerate(covers(layers, tone, found.along)):
        kind = layers[number]
        layer = Layer(
            found.turned(kind.turn, kind.turn_along),
            gap,
            cover * np.float32(settings.weight),
            FAINTEST * kind.thin * settings.weight,
            part,
        )
        strokes += hatched(layer, ink.pitch, ink.scale, number)
    lines = traced(sheet, ink).marks
    return Marks(
        (*strokes, *(mark for mark in map(_firm, lines) if mark is not None)),
        ink.photo.height,
        ink.photo.width,
    )


def _firm(mark: Mark) -> Mark | None:
    """Full ink, or none: a pen that hatches knows no grey; what lies behind the sitter stays."""
    if mark.role == "scene":
        return mark
    return replace(mark, tone=1.0) if mark.tone > FIRM else None


def _look(name: str, about: str, layers: tuple[Strokes, ...]) -> Look:
    draw = partial(_marks, layers=layers)
    return Look(name, about, CHANNELS, draw, masses=False, knobs=KNOBS - {"taper", "hair"})


HATCH_LOOKS = (
    _look("hatch", "Pen strokes that follow form and swell with tone.", HATCH),
    _look("crosshatch", "Pen strokes in up to three crossing layers, as etched.", CROSSHATCH),
)
