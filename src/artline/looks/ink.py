"""Looks drawn with the pen: ink, contour, bold."""

from __future__ import annotations

from functools import partial

from artline.finish import stubble
from artline.finish.contour.draw import draw as contour
from artline.finish.line import LineStyle, draw
from artline.finish.strands import strands_of, weighted
from artline.finish.traced import lines_of, traced
from artline.looks.registry import Look
from artline.nouns import Ink, Marks
from artline.options import Settings
from artline.options.places import KNOBS

CHANNELS = ("line", "mass", "scene")


def _marks(ink: Ink, settings: Settings, style: LineStyle) -> Marks:
    strands = strands_of(ink, settings)
    if strands is not None:
        strands = weighted(strands, settings.weight * style.weight)
    hairs = stubble.hairs(ink, settings.weight * style.weight)
    return traced(draw(ink, settings, style), ink, strands, settings.taper, hairs)


def _lines(ink: Ink, settings: Settings) -> Marks:
    drawn = contour(ink, settings)
    return lines_of(drawn.cover, drawn.behind, drawn.locks, ink, settings.taper)


def _look(name: str, about: str, style: LineStyle) -> Look:
    return Look(name, about, CHANNELS, partial(_marks, style=style))


LINE_LOOKS = (
    _look("ink", "Lines and black masses, as with pen and brush.", LineStyle()),
    Look(
        "contour",
        "Lines alone: colouring pages, plotters.",
        CHANNELS,
        _lines,
        masses=False,
        knobs=KNOBS - {"shade", "hair"},
    ),
    _look("bold", "Brush-weight lines and masses.", LineStyle(weight=1.9)),
)
