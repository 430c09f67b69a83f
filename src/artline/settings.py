"""What the user chose, validated once: one object for command line, Python, HTTP and batch."""

from __future__ import annotations

import difflib
import math
from dataclasses import dataclass, fields
from typing import Any

from artline.errors import SettingError, shown
from artline.looks import LOOKS

BACKGROUNDS = ("white", "keep", "transparent")
LARGEST_SIZE = 32_000


@dataclass(frozen=True, slots=True)
class Knob:
    """A number the user can turn: its range, its neutral value, and what it does."""

    name: str
    low: float
    high: float
    neutral: float
    help: str


KNOBS = {
    knob.name: knob
    for knob in (
        Knob("weight", 0.25, 4.0, 1.0, "Line weight: 0.5 is a fine pen, 2 a brush."),
        Knob("detail", -1.0, 1.0, 0.0, "Fewer lines (below 0) or more of them (above 0)."),
        Knob("shade", -1.0, 1.0, 0.0, "How much goes black: less (below 0) or more (above 0)."),
    )
}

HELP = {
    "look": "How the ink is finished; `artline looks` lists them.",
    "background": "white: the sitter alone; keep: the whole scene, background lighter; "
    "transparent: ink on nothing.",
    "ink": "Colour of the ink: a name, #rgb, #rrggbb, rgb(…) or hsl(…).",
    "paper": "Colour of the paper.",
    "invert": "Exchange ink and paper: white lines on black.",
    "size": "Long side of the drawing in pixels; without it, exactly the photo's pixels.",
    **{name: f"{knob.help} [{knob.low:g}..{knob.high:g}]" for name, knob in KNOBS.items()},
}


@dataclass(frozen=True, slots=True)
class Settings:
    """How a drawing is finished. Every value is checked when the object is made.

    Attributes:
        look: a name from `artline.looks.LOOKS`.
        weight: line weight, 0.25..4, 1 = as the look means it.
        detail: −1..1; below 0 fewer lines, above 0 more (channel `scene` mixed in).
        shade: −1..1; how much goes black.
        background: "white", "keep" or "transparent".
        ink: ink colour, any CSS name, #rgb, #rrggbb, rgb(…) or hsl(…).
        paper: paper colour, likewise.
        invert: exchange ink and paper.
        size: long side of the drawing in pixels, or None for the photo's own.

    Raises:
        SettingError: names the setting, what is wrong and what is allowed.
    """

    look: str = "ink"
    weight: float = KNOBS["weight"].neutral
    detail: float = KNOBS["detail"].neutral
    shade: float = KNOBS["shade"].neutral
    background: str = "white"
    ink: str = "black"
    paper: str = "white"
    invert: bool = False
    size: int | None = None

    def __post_init__(self) -> None:
        one_of("look", self.look, tuple(LOOKS))
        one_of("background", self.background, BACKGROUNDS)
        for knob in KNOBS.values():
            object.__setattr__(self, knob.name, _in_range(knob, getattr(self, knob.name)))
        for name in ("ink", "paper"):
            parse_colour(name, getattr(self, name))
        if self.invert not in (True, False):
            raise SettingError(f"invert: {shown(self.invert)} is neither true nor false")
        if self.size is not None:
            object.__setattr__(self, "size", whole("size", self.size, 16, LARGEST_SIZE))

    @classmethod
    def choose(cls, **values: Any) -> Settings:
        """Settings from names and values; an unknown name is refused with the nearest one."""
        known = [f.name for f in fields(cls)]
        for name in values:
            if name not in known:
                raise SettingError(f"{shown(name)}: no such setting{nearest(name, known)}")
        return cls(**values)

    @property
    def ink_rgb(self) -> tuple[int, int, int]:
        """Colour of what is drawn, after `invert`."""
        return parse_colour("paper", self.paper) if self.invert else parse_colour("ink", self.ink)

    @property
    def paper_rgb(self) -> tuple[int, int, int]:
        """Colour of what is left, after `invert`."""
        return parse_colour("ink", self.ink) if self.invert else parse_colour("paper", self.paper)


def parse_colour(setting: str, text: str) -> tuple[int, int, int]:
    """Red, green, blue 0..255 of a CSS colour.

    Raises:
        SettingError: not a colour, or one with transparency.
    """
    from PIL import ImageColor

    remedy = 'use a name such as "navy", or #rrggbb'
    try:
        colour = ImageColor.getrgb(text)
    except (ValueError, AttributeError, TypeError):
        raise SettingError(f"{setting}: {shown(text)} is not a colour; {remedy}") from None
    if len(colour) != 3:
        raise SettingError(f"{setting}: {shown(text)} has transparency; {remedy}")
    return colour


def one_of(setting: str, value: object, allowed: tuple[str, ...]) -> None:
    """Refuse a word that is not one of those allowed, and name the nearest."""
    if value not in allowed:
        near = nearest(str(value), allowed)
        raise SettingError(f"{setting}: no {shown(value)}{near}; there are {', '.join(allowed)}")


def nearest(word: str, allowed: list[str] | tuple[str, ...]) -> str:
    """The allowed word that is meant, as the end of a sentence, or nothing."""
    near = difflib.get_close_matches(word, allowed, n=1)
    return f", did you mean {near[0]}?" if near else ""


def _in_range(knob: Knob, value: object) -> float:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        number = math.nan
    if isinstance(value, bool) or not knob.low <= number <= knob.high:
        raise SettingError(
            f"{knob.name}: {shown(value)} is not a number from {knob.low:g} to {knob.high:g}"
        )
    return number


def whole(setting: str, value: object, low: int, high: int) -> int:
    """A whole number within its range, or a refusal."""
    try:
        number = int(value)  # type: ignore[call-overload]
        same = number == float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number, same = -1, False
    if isinstance(value, bool) or not same or not low <= number <= high:
        raise SettingError(f"{setting}: {shown(value)} is not a whole number from {low} to {high}")
    return int(number)
