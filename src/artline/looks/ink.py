"""Looks made of lines, with or without black masses: ink, contour, bold."""

from __future__ import annotations

from functools import partial

from artline.finish import stubble
from artline.finish.line import LineStyle, draw
from artline.finish.strands import strands_of, weighted
from artline.finish.traced import traced
from artline.looks.registry import Look
from artline.nouns import Ink, Marks
from artline.options import Settings
from artline.options.places import KNOBS

CHANNELS = ("line", "mass", "scene")


def _marks(ink: Ink, settings: Settings, style: LineStyle) -> Marks:
    strands = strands_of(ink, settings) if style.masses else None
    if strands is not None:
        strands = weighted(strands, settings.weight * style.weight)
    hairs = stubble.hairs(ink, settings.weight * style.weight) if style.masses else ()
    return traced(draw(ink, settings, style), ink, strands, settings.taper, hairs)


def _look(name: str, about: str, style: LineStyle) -> Look:
    """A row; without masses there is nothing for `shade` to darken, nor for `hair` to part."""
    knobs = KNOBS if style.masses else KNOBS - {"shade", "hair"}
    return Look(name, about, CHANNELS, partial(_marks, style=style), style.masses, knobs)


LINE_LOOKS = (
    _look("ink", "Lines and black masses, as with pen and brush.", LineStyle()),
    _look("contour", "Lines alone: colouring pages, plotters.", LineStyle(masses=False)),
    _look("bold", "Brush-weight lines and masses.", LineStyle(weight=1.9)),
)
