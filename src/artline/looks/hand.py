"""Looks drawn in an artist's hand: pencil, brush, graphite."""

from __future__ import annotations

from functools import partial

from artline.finish import line, pencil
from artline.finish.hand import HandStyle, draw
from artline.finish.traced import scenery, washed
from artline.looks.registry import Look
from artline.nouns import Ink, Marks
from artline.options import Settings
from artline.options.places import KNOBS


def _pencil(ink: Ink, settings: Settings) -> Marks:
    behind = scenery(line.draw(ink, settings, pencil.PEN), ink)  # in files of strokes too
    return Marks(behind, ink.photo.height, ink.photo.width, pencil.draw(ink, settings))


def _marks(ink: Ink, settings: Settings, style: HandStyle) -> Marks:
    return washed(draw(ink, settings, style), ink)


def _look(about: str, style: HandStyle) -> Look:
    """A row that is called as the channel that it draws."""
    channels = (style.channel, "line", "scene", "mass")
    knobs = KNOBS - {"taper", "hair"}
    return Look(style.channel, about, channels, partial(_marks, style=style), knobs=knobs)


HAND_LOOKS = (
    Look(
        "pencil",
        "Pencil lines that swell, tone in strokes, on paper with a grain.",
        ("pencil", "line", "scene", "mass"),
        _pencil,
        knobs=KNOBS - {"taper", "hair"},
    ),
    _look(
        "Bold crayon strokes with hatched shade.",
        HandStyle(
            channel="brush",
            haze=0.05,
            black=0.8,
            grain=1.0,
            width=1.6,
            relief=0.95,
            soft=0.2,
            line=1.0,
        ),
    ),
    _look(
        "Soft pencil with tone.",
        HandStyle(
            channel="graphite",
            haze=0.04,
            black=0.8,
            grain=0.6,
            width=1.0,
            relief=0.75,
            soft=0.26,
            line=0.65,
        ),
    ),
)
