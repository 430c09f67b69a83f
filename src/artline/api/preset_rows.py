"""Tables of presets, checked value by value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, cast

from artline.errors import OutputError, SettingError, shown
from artline.looks.registry import NAME
from artline.options import (
    DRAWING,
    FRAMING,
    ON_PAGE,
    OPTIONS,
    Frame,
    PageSettings,
    Settings,
    nearest,
    refuse_idle,
)
from artline.options.beside import fitting
from artline.options.keywords import DrawingOptions, FramingOptions, PageOptions
from artline.output.registry import format_of

ABOUT = "about"
FORMAT = "format"
LIKE = "like"
"""Names another preset, whose values hold where a row has none of its own."""
MOST_LIKE = 8
"""Rows that may be like one another in turn."""
KNOWN = (ABOUT, LIKE, FORMAT, *FRAMING, *DRAWING, *ON_PAGE)


@dataclass(frozen=True, slots=True)
class Preset:
    """Settings with a name.

    Attributes:
        name: what the user types: small letters, digits, hyphens.
        about: one line about it.
        format: of the file that it is meant for; None is any.
        drawing: options of `DRAWING`, for `artline.draw`.
        page: options of `ON_PAGE`, for `PageSettings` and `Drawing.strokes`.
        frame: options of `FRAMING`, for `artline.draw` and `Frame`.
    """

    name: str
    about: str
    format: str | None
    drawing: DrawingOptions
    page: PageOptions
    frame: FramingOptions

    @property
    def values(self) -> Mapping[str, Any]:
        """Every option that it says something of, and its value."""
        return MappingProxyType({**self.frame, **self.drawing, **self.page})


def preset_in(
    name: str, rows: Mapping[str, object], file: object, others: Mapping[str, object]
) -> Preset:
    """A preset from a table of a TOML file.

    Args:
        name: of its table.
        rows: name → table, of that file.
        file: where they stand, for messages.
        others: rows that it may be like besides.

    Raises:
        SettingError: names the file, the preset and the value, and says what is wrong.
    """
    where = f"{shown(file)}: preset {shown(name)}"
    if not NAME.fullmatch(name):
        raise SettingError(f"{where}: name it in small letters, digits and hyphens")
    row, own = _whole(name, rows, others, where)
    for key in row:
        if key not in KNOWN:
            raise SettingError(f"{where}: no setting {shown(key)}{nearest(key, KNOWN)}")
    about = row.pop(ABOUT, "")
    if not isinstance(about, str) or (about and not about.isprintable()):
        raise SettingError(f"{where}: {ABOUT} is a line of text")
    try:
        kind = format_of(None, str(row.pop(FORMAT))).name if FORMAT in row else None
        checked = {key: OPTIONS[key].check(value) for key, value in row.items()}
        fit = fitting(OPTIONS, checked, row.keys() - own, {})
        drawing = {key: fit[key] for key in DRAWING if key in fit}
        page = {key: fit[key] for key in ON_PAGE if key in fit}
        frame = {key: fit[key] for key in FRAMING if key in fit}
        Frame.choose(**frame)
        known = Settings.choose(**drawing).values | PageSettings.choose(**page).values
        refuse_idle(OPTIONS, fit, known)
    except (SettingError, OutputError) as fault:
        raise SettingError(f"{where}: {fault}") from None
    return Preset(
        name,
        about,
        kind,
        cast("DrawingOptions", drawing),
        cast("PageOptions", page),
        cast("FramingOptions", frame),
    )


def _whole(
    name: str, rows: Mapping[str, object], others: Mapping[str, object], where: str
) -> tuple[dict[str, Any], frozenset[str]]:
    """A row with the values of those that it is like, and the names of its own; - is _ in them."""
    facts: dict[str, Any] = {}
    own: frozenset[str] | None = None
    row = rows[name]
    for _ in range(MOST_LIKE):
        if not isinstance(row, Mapping):
            raise SettingError(f"{where}: is no table; write [{shown(name)}] and its values below")
        said = {key.replace("-", "_"): value for key, value in row.items()}
        facts = {**said, **facts}
        own = frozenset(said) if own is None else own
        like = said.get(LIKE)
        if like is None:
            return {key: value for key, value in facts.items() if key != LIKE}, own
        # a user's row that is like the one of its own name means artline's
        near = rows.get(str(like))
        row = others.get(str(like)) if near is None or near is row else near
        if row is None:
            meant = nearest(str(like), [*others, *rows])
            raise SettingError(f"{where}: {LIKE} names no preset: {shown(like)}{meant}")
    raise SettingError(f"{where}: {LIKE} goes in a circle; name a preset that stands by itself")
