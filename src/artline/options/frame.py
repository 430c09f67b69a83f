"""Options that frame a photo before it is drawn: turned, straightened, cropped."""

from __future__ import annotations

from dataclasses import dataclass
from types import UnionType
from typing import ClassVar

from artline.errors import SettingError, shown
from artline.options.kinds import Number, Word
from artline.options.option import Option, Table, table

Box = tuple[float, float, float, float]
"""Left, top, width and height, as fractions of a picture's width and height."""
STEEPEST = 45
"""Degrees by which a photo can be straightened; beyond them, a quarter turn is nearer."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is drawn of a photo.

    Attributes:
        turn: 0, 90, 180 or 270 degrees, clockwise, before all else.
        straighten: degrees by which the turned photo is tilted clockwise about its middle.
        crop: left, top, width and height of what is kept, as fractions of the width and height of
            the turned photo; None is all of it or, where it is tilted, the largest part of its
            shape that has no empty corner.
    """

    turn: int = 0
    straighten: float = 0.0
    crop: Box | None = None


@dataclass(frozen=True, slots=True)
class BoxKind:
    """Four fractions with commas between them: a box inside of a picture."""

    accepts: ClassVar[type | UnionType] = str

    def check(self, setting: str, value: object, /) -> Box:
        """The box, also from text."""
        parts = value.split(",") if isinstance(value, str) else value
        try:
            left, top, width, height = (float(part) for part in parts)  # type: ignore[attr-defined]
        except (TypeError, ValueError):
            raise self._refusal(setting, value) from None
        inside = min(left, top) >= 0 and max(left + width, top + height) <= 1 + 1e-6
        if not (inside and min(width, height) > 0):
            raise self._refusal(setting, value)
        return left, top, width, height

    @staticmethod
    def _refusal(setting: str, value: object) -> SettingError:
        return SettingError(
            f"{setting}: {shown(value)} is no box in the photo; write left, top, width and height "
            "as fractions of it, such as 0.1,0,0.8,1"
        )


TURN: Option[str] = Option(
    "turn",
    Word(("0", "90", "180", "270")),
    "0",
    "Degrees by which the upright photo is turned clockwise, before all else.",
    "90",
)
STRAIGHTEN: Option[float] = Option(
    "straighten",
    Number(-STEEPEST, STEEPEST),
    0.0,
    "Degrees by which the turned photo is tilted clockwise about its middle; what has no corner "
    "of nothing in it is kept.",
    2.5,
)
CROP: Option[Box | None] = Option(
    "crop",
    BoxKind(),
    None,
    "Left, top, width and height of what is kept, as fractions of the turned, straightened photo.",
    "0.1,0,0.8,1",
)

FRAMING: Table = table(TURN, STRAIGHTEN, CROP)
