"""Options of the pens, and the pen itself."""

from __future__ import annotations

from dataclasses import dataclass
from types import UnionType
from typing import ClassVar

from artline.errors import SettingError, shown
from artline.options.applies import NOT_GIVEN, other_than, when, within
from artline.options.kinds import Length, millimetres, parse_colour
from artline.options.option import Option, Table, table
from artline.options.places import (
    LOOKS_OF_SEVERAL_LINES,
    LOOKS_OF_SWELLING_LINES,
    STROKE_FILES,
    STROKES_IN_COLOUR,
    STROKES_ON_PAPER,
)

FINEST_PEN = 0.01
"""Width of the finest pen, mm."""
BROADEST_PEN = 20.0
"""Width of the broadest pen, mm."""


@dataclass(frozen=True, slots=True)
class Pen:
    """A pen: its name, the width of its line in millimetres and its colour as #rrggbb."""

    name: str = "black"
    width: float = 0.35
    colour: str = "#000000"


@dataclass(frozen=True, slots=True)
class PenList:
    """Several pens as colour:width, dark to light, with commas between."""

    accepts: ClassVar[type | UnionType] = str

    def check(self, setting: str, value: object, /) -> str:
        """The pens as they were written."""
        pens_named(setting, str(value))
        return str(value)


_STROKES = when(format=within(STROKE_FILES), svg=other_than("fill"))
_ON_PAPER = when(format=within(STROKES_ON_PAPER), svg=other_than("fill"))

PEN: Option[float] = Option(
    "pen",
    Length(FINEST_PEN, BROADEST_PEN),
    0.35,
    "Width of the pen's line, in mm or with a unit.",
    "0.5mm",
    (
        # the file says how wide its lines are
        when(**_ON_PAPER, pens=NOT_GIVEN),
        # wide lines are drawn side by side, areas hatched at distances of the pen's width
        when(**_STROKES, pens=NOT_GIVEN, look=within(LOOKS_OF_SWELLING_LINES)),
    ),
)
PENS: Option[str | None] = Option(
    "pens",
    PenList(),
    None,
    "Several pens, dark to light, as black:0.3,grey:0.5 (colour:width).",
    "black:0.3,grey:0.5",
    (
        # the file says which colour its lines have
        when(format=within(STROKES_IN_COLOUR), svg=other_than("fill")),
        # each line goes to a pen by its tone; wide lines are drawn side by side
        when(**_STROKES, look=within(LOOKS_OF_SEVERAL_LINES)),
        when(**_STROKES, look=within(LOOKS_OF_SWELLING_LINES)),
    ),
)

PEN_OPTIONS: Table = table(PEN, PENS)


def pens_named(setting: str, text: str) -> tuple[Pen, ...]:
    """The pens of "black:0.3,grey:0.5", in that order.

    Raises:
        SettingError: a pen without width, an unknown colour, or a colour that is there twice.
    """
    pens = tuple(_pen(setting, part) for part in text.split(","))
    if len({pen.name for pen in pens}) < len(pens):
        raise SettingError(f"{setting}: {shown(text)} names a colour twice")
    return pens


def _pen(setting: str, part: str) -> Pen:
    name, _, width = part.strip().partition(":")
    if not width:
        raise SettingError(f"{setting}: {shown(name)} has no width; write it as black:0.35")
    rgb = parse_colour(setting, name)
    return Pen(name, millimetres(setting, width, FINEST_PEN, BROADEST_PEN), hex_colour(rgb))


def hex_colour(rgb: tuple[int, int, int]) -> str:
    """A colour as #rrggbb."""
    return "#{:02x}{:02x}{:02x}".format(*rgb)
