"""Kinds of values that an option can have; each checks what it is given."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType, UnionType
from typing import Any, ClassVar, Protocol, TypeVar

from artline.errors import SettingError, shown

T_co = TypeVar("T_co", covariant=True)

MM_PER_INCH = 25.4
"""Millimetres of an inch."""
UNITS: Mapping[str, float] = MappingProxyType(
    {"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": MM_PER_INCH, "pt": MM_PER_INCH / 72}
)
"""Units of length, in mm."""


class Kind(Protocol[T_co]):
    """What an option's values have in common.

    Attributes:
        accepts: the Python type that a caller may give.
    """

    accepts: ClassVar[type | UnionType]

    def check(self, setting: str, value: object, /) -> T_co:
        """The value as the option keeps it.

        Raises:
            SettingError: names the setting, what is wrong and what is allowed.
        """


@dataclass(frozen=True, slots=True)
class Word:
    """One of some words."""

    words: Collection[str]
    accepts: ClassVar[type | UnionType] = str

    def check(self, setting: str, value: object, /) -> str:
        """The word, or a refusal that names the nearest."""
        one_of(setting, value, self.words)
        return str(value)


@dataclass(frozen=True, slots=True)
class Number:
    """A number from `low` to `high`."""

    low: float
    high: float
    accepts: ClassVar[type | UnionType] = float

    def check(self, setting: str, value: object, /) -> float:
        """The number, also from text."""
        try:
            number = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            number = math.nan
        if isinstance(value, bool) or not self.low <= number <= self.high:
            raise SettingError(
                f"{setting}: {shown(value)} is not a number from {self.low:g} to {self.high:g}"
            )
        return number


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `low` to `high`, of `unit` where it counts something."""

    low: int
    high: int
    unit: str = ""
    accepts: ClassVar[type | UnionType] = int

    def check(self, setting: str, value: object, /) -> int:
        """The number, also from text."""
        try:
            number = int(value)  # type: ignore[call-overload]
            same = number == float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError, OverflowError):
            number, same = -1, False
        if isinstance(value, bool) or not same or not self.low <= number <= self.high:
            raise SettingError(
                f"{setting}: {shown(value)} is not a whole number from {self.low} to {self.high}"
            )
        return int(number)


@dataclass(frozen=True, slots=True)
class WordOrWhole:
    """One of some words, or a whole number from `low` to `high`."""

    words: Collection[str]
    low: int
    high: int
    accepts: ClassVar[type | UnionType] = str | int

    def check(self, setting: str, value: object, /) -> str:
        """The word, or the number as text."""
        if value in self.words:
            return str(value)
        try:
            return str(Whole(self.low, self.high).check(setting, value))
        except SettingError:
            near = nearest(str(value), self.words)
            raise SettingError(
                f"{setting}: no {shown(value)}{near}; there are {', '.join(self.words)}, "
                f"and whole numbers from {self.low} to {self.high}"
            ) from None


@dataclass(frozen=True, slots=True)
class Length:
    """A length of `low` to `high` mm."""

    low: float
    high: float
    accepts: ClassVar[type | UnionType] = float | str

    def check(self, setting: str, value: object, /) -> float:
        """The length in mm, from a number of mm or from text with a unit."""
        return millimetres(setting, value, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Colour:
    """A CSS colour without transparency."""

    accepts: ClassVar[type | UnionType] = str

    def check(self, setting: str, value: object, /) -> str:
        """The colour as it was written."""
        parse_colour(setting, value)
        return str(value)


@dataclass(frozen=True, slots=True)
class Switch:
    """True or false."""

    accepts: ClassVar[type | UnionType] = bool

    def check(self, setting: str, value: object, /) -> bool:
        """The truth itself; text is none."""
        if value not in (True, False):
            raise SettingError(f"{setting}: {shown(value)} is neither true nor false")
        return bool(value)


@dataclass(frozen=True, slots=True)
class Name:
    """The name of something that the user's own files may add to."""

    accepts: ClassVar[type | UnionType] = str

    def check(self, setting: str, value: object, /) -> str:
        """The name; whether there is such a thing is known where it is looked up."""
        if not isinstance(value, str):
            raise SettingError(f"{setting}: {shown(value)} is not a name")
        return value


def one_of(setting: str, value: object, allowed: Collection[str]) -> None:
    """Refuse a word that is not one of those allowed, and name the nearest.

    Raises:
        SettingError: names the setting and all that is allowed.
    """
    if value not in allowed:
        near = nearest(str(value), allowed)
        raise SettingError(f"{setting}: no {shown(value)}{near}; there are {', '.join(allowed)}")


def nearest(word: str, allowed: Collection[str]) -> str:
    """The allowed word that is meant, as the end of a sentence, or nothing."""
    near = difflib.get_close_matches(word, list(allowed), n=1)
    return f", did you mean {near[0]}?" if near else ""


def parse_colour(setting: str, text: Any) -> tuple[int, int, int]:
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


def millimetres(setting: str, value: object, low: float, high: float) -> float:
    """A length in mm from a number of mm or from text with a unit.

    Raises:
        SettingError: not a length, or one outside `low`..`high` mm.
    """
    found = re.fullmatch(r"\s*([0-9.eE+-]+)\s*([a-z]*)\s*", str(value))
    try:
        if found is None or isinstance(value, bool):
            raise ValueError
        length = float(found[1]) * UNITS[found[2] or "mm"]
    except (ValueError, KeyError):
        raise SettingError(
            f"{setting}: {shown(value)} is not a length; write 0.35mm, 2cm, 6m or 1in"
        ) from None
    if not math.isfinite(length) or not low <= length <= high:
        raise SettingError(f"{setting}: {shown(value)} is not from {low:g} to {high:g} mm")
    return length
