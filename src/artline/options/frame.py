"""Options that frame a photo before it is drawn: turned, straightened, cropped."""

from __future__ import annotations

from dataclasses import dataclass
from types import UnionType
from typing import ClassVar

from artline.errors import SettingError, shown
from artline.options.applies import among, when
from artline.options.checked import Checked
from artline.options.keywords import FramingOptions
from artline.options.kinds import Number
from artline.options.option import Option, Table, table
from artline.options.places import BOOKLET, COMPARE, DRAW, FILM, LOOKS_SHEET

Box = tuple[float, float, float, float]
"""Left, top, width and height, as fractions of a picture's width and height."""
STEEPEST = 45
"""Degrees by which a photo can be straightened; beyond them, a quarter turn is nearer."""
FACE = "face"
"""A crop that is a square around the faces."""
QUARTER_TURNS = (0, 90, 180, 270)
"""Degrees by which a photo can be turned."""
_WHERE = (when(command=among(DRAW, LOOKS_SHEET, COMPARE, BOOKLET, FILM)),)
"""Where a photo is read and drawn; by HTTP, sheets and films are of a photo that was framed."""


@dataclass(frozen=True, slots=True)
class QuarterTurn:
    """Degrees of a turn that moves every pixel to the place of another."""

    accepts: ClassVar[type | UnionType] = int

    def check(self, setting: str, value: object, /) -> int:
        """The degrees, also from text."""
        found = [turn for turn in QUARTER_TURNS if str(value) == str(turn)]
        if not found:
            allowed = ", ".join(map(str, QUARTER_TURNS))
            raise SettingError(f"{setting}: {shown(value)} is none of {allowed}")
        return found[0]


@dataclass(frozen=True, slots=True)
class BoxOrFace:
    """Four fractions with commas between them, a box inside of a picture; or the word for faces."""

    accepts: ClassVar[type | UnionType] = str | Box

    def check(self, setting: str, value: object, /) -> Box | str:
        """The box, also from text; or the word."""
        if value == FACE:
            return FACE
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
            f"as fractions of it, such as 0.1,0,0.8,1, or {FACE}"
        )


TURN: Option[int] = Option(
    "turn",
    QuarterTurn(),
    0,
    "Degrees by which the upright photo is turned clockwise, before all else: 90, 180 or 270.",
    90,
    _WHERE,
)
STRAIGHTEN: Option[float] = Option(
    "straighten",
    Number(-STEEPEST, STEEPEST),
    0.0,
    "Degrees by which the turned photo is tilted clockwise about its middle; what has no corner "
    "of nothing in it is kept.",
    2.5,
    _WHERE,
)
CROP: Option[Box | str | None] = Option(
    "crop",
    BoxOrFace(),
    None,
    "What is kept of the turned, straightened photo: left, top, width and height as fractions of "
    "it; or face, a square around the faces.",
    "0.1,0,0.8,1",
    _WHERE,
)

FRAMING: Table = table(TURN, STRAIGHTEN, CROP)


@dataclass(frozen=True, slots=True)
class Frame(Checked):
    """What is drawn of a photo; each field is an option of `FRAMING`.

    Where the crop is None, all of the photo is kept or, where it is tilted, the largest part of
    its shape that has no empty corner.

    Raises:
        SettingError: names the setting, what is wrong and what is allowed.
    """

    OPTIONS: ClassVar[Table] = FRAMING

    turn: int = TURN.default
    straighten: float = STRAIGHTEN.default
    crop: Box | str | None = CROP.default

    @property
    def keywords(self) -> FramingOptions:
        """The same as keyword arguments."""
        return {"turn": self.turn, "straighten": self.straighten, "crop": self.crop}


WHOLE = Frame()
"""All of an upright photo."""
