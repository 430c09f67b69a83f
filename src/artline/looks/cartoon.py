"""Clean ink over flat colour: cartoon."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from artline.finish import stubble
from artline.finish.line import LineStyle, draw
from artline.finish.strands import strands_of, weighted
from artline.finish.traced import traced
from artline.looks.registry import Look
from artline.nouns import Ink, Marks
from artline.options import Settings
from artline.options.places import COLOUR_KNOBS, KNOBS
from artline.paint.brows import in_own_colour
from artline.paint.cartoon import painted
from artline.paint.inking import behind, firm, left_to_colour

TAKEN = 1.5
"""Tone that is taken from an area that is left to colour: its soft edge goes too."""


def _marks(ink: Ink, settings: Settings) -> Marks:
    key = _key(ink, settings)
    areas = ink.latest("cartoon.areas", key, lambda: _areas(ink, settings))
    lines = ink.latest("cartoon.lines", key, lambda: _lines(ink, settings, areas))
    colour = painted(ink, lines, areas, settings)
    inked = (in_own_colour(behind(mark, colour.scene), colour.brows) for mark in lines.marks)
    marks = (*colour.beneath, *inked, *colour.over)
    return Marks(marks, lines.height, lines.width)


def _key(ink: Ink, settings: Settings) -> tuple[object, ...]:
    knobs = (getattr(settings, knob) for knob in sorted(KNOBS))
    return (*knobs, settings.background == "keep", ink.coverage)


def _areas(ink: Ink, settings: Settings) -> NDArray[np.float32]:
    """Broad black areas of the ink that are left to colour."""
    return left_to_colour(draw(ink, settings, LineStyle()).tone, ink, settings.shade)


def _lines(ink: Ink, settings: Settings, areas: NDArray[np.float32]) -> Marks:
    """The ink of look `ink` without these areas."""
    sheet = draw(ink, settings, LineStyle())
    key = ("cartoon", settings.shade, *sheet.key)
    tone = np.clip(sheet.tone - np.float32(TAKEN) * areas, 0, 1)
    sheet = replace(sheet, tone=tone.astype(np.float32), key=key)
    strands = strands_of(ink, settings)
    if strands is not None:
        strands = weighted(strands, settings.weight)
    hairs = stubble.hairs(ink, settings.weight)
    return firm(traced(sheet, ink, strands, over=hairs))


CARTOON = Look(
    "cartoon",
    "Clean ink over flat colour, in a few tones each of skin, hair and cloth.",
    ("line", "mass", "scene", "hair", "skin", "cloth"),
    _marks,
    knobs=(KNOBS - {"taper"}) | COLOUR_KNOBS,
)
