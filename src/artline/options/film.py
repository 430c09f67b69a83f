"""Options of a film in which a drawing is drawn, and the settings that hold what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from artline.options.applies import among, when
from artline.options.checked import Checked
from artline.options.kinds import Number, Word
from artline.options.option import Option, Table, table
from artline.options.places import FILM

SHAPE: Option[str] = Option(
    "shape",
    Word(("photo", "portrait", "square", "story")),
    "photo",
    "Shape of the film: the photo's own, portrait 4:5, square, story 9:16.",
    "story",
    (when(command=among(FILM)),),
)
SECONDS: Option[float] = Option(
    "seconds",
    Number(2.0, 60.0),
    9.0,
    "Length of the film; for the last sixth of it, the drawing is finished.",
    6.0,
    (when(command=among(FILM)),),
)

FILM_OPTIONS: Table = table(SHAPE, SECONDS)


@dataclass(frozen=True, slots=True)
class FilmSettings(Checked):
    """Shape and length of a film; each field is an option of `FILM_OPTIONS`.

    Raises:
        SettingError: names the setting, what is wrong and what is allowed.
    """

    OPTIONS: ClassVar[Table] = FILM_OPTIONS

    shape: str = SHAPE.default
    seconds: float = SECONDS.default
