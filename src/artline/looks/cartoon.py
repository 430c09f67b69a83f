"""Clean ink over flat colour: cartoon."""

from __future__ import annotations

from dataclasses import replace

from artline.finish import stubble
from artline.finish.line import LineStyle, draw
from artline.finish.strands import strands_of, weighted
from artline.finish.traced import traced
from artline.looks.registry import Look
from artline.nouns import Ink, Marks
from artline.options import Settings
from artline.options.places import COLOUR_KNOBS, KNOBS
from artline.paint.cartoon import painted
from artline.paint.inking import behind, firm, unmassed


def _marks(ink: Ink, settings: Settings) -> Marks:
    lines = ink.latest("cartoon.lines", _key(ink, settings), lambda: _lines(ink, settings))
    colour = painted(ink, lines, settings)
    inked = (behind(mark, colour.scene) for mark in lines.marks)
    marks = (*colour.beneath, *inked, *colour.over)
    return Marks(marks, lines.height, lines.width)


def _key(ink: Ink, settings: Settings) -> tuple[object, ...]:
    knobs = (getattr(settings, knob) for knob in sorted(KNOBS))
    return (*knobs, settings.background == "keep", ink.coverage)


def _lines(ink: Ink, settings: Settings) -> Marks:
    """The ink of look `ink`, its broad black areas left to colour."""
    sheet = draw(ink, settings, LineStyle())
    key = ("cartoon", settings.shade, *sheet.key)
    sheet = replace(sheet, tone=unmassed(sheet.tone, ink, settings.shade), key=key)
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
