"""What a request chooses: settings, page and format, named as on the command line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from artline.api.catalogue import (
    Format,
    film_format,
    film_formats,
    longest_side,
    printed_page,
    refuse_beyond,
)
from artline.api.presets import beside, find
from artline.errors import SettingError, shown
from artline.nouns import Window
from artline.options import (
    DRAWING,
    FRAMING,
    ON_PAGE,
    READING,
    PageSettings,
    Settings,
    Table,
    nearest,
    refuse_idle,
)
from artline.options.drawing import LARGEST_SIZE
from artline.options.files import KEEP_METADATA, PICTURE_FILE_OPTIONS
from artline.options.film import FILM_OPTIONS, FilmSettings
from artline.options.frame import WHOLE, Frame
from artline.options.kinds import Switch
from artline.options.places import DRAW, FILM
from artline.web.config import Limits
from artline.web.formats import wanted
from artline.web.problems import ProblemError

OPTIONS: Table = {**DRAWING, **ON_PAGE, **PICTURE_FILE_OPTIONS}
"""What a request can choose of a drawing."""
WITH_THE_UPLOAD: Table = {**READING, **FRAMING}
"""What it can choose of how a photo is read and framed."""
WITH_PHOTO: Table = {**OPTIONS, **WITH_THE_UPLOAD}
"""What it can choose where it brings the photo along."""
OTHERS = ("format", "download", "preset")

ANYTHING = ("", "*/*")
"""What Accept is where the client leaves the format to the server."""

_TRUTH = {"true": True, "1": True, "yes": True, "on": True} | {
    "false": False, "0": False, "no": False, "off": False}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """How a photo is read, and what of it is drawn."""

    damaged: bool = False
    frame: Frame = WHOLE


AS_IT_IS = Reading()
"""A whole photo, refused where it is damaged."""


WINDOW = ("left", "top", "width", "height")
"""What a region of a drawing is asked for with, besides settings."""
DRAFT = "draft"
"""What a drawing is asked for with, besides settings, while a knob is turned."""
LARGEST_PLACE = LARGEST_SIZE
"""Pixels from the drawing's edge, and of a region's side: as long as a drawing may be."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """How to draw, and what to send: a picture, or strokes on a page."""

    settings: Settings
    page: PageSettings
    format: Format
    download: bool = False
    reading: Reading = AS_IT_IS
    keep_metadata: bool = False


@dataclass(frozen=True, slots=True)
class ChosenFilm:
    """How to draw, and the film to send."""

    settings: Settings
    film: FilmSettings
    format: str
    download: bool = False


def chosen_of_ink(
    values: Iterable[tuple[str, str]], accept: str, limits: Limits, command: str
) -> Chosen:
    """Settings for a photo that was seen already; the same errors."""
    return chosen(values, accept, limits, command, OPTIONS)


def chosen(
    values: Iterable[tuple[str, str]],
    accept: str,
    limits: Limits,
    command: str = DRAW,
    options: Table = WITH_PHOTO,
) -> Chosen:
    """Settings from names and values as a query or a form has them.

    Names are those of the command line's options, with - or _ alike; an empty value counts as
    not given, not by a preset either. What is given wins over what a preset says, and so does
    Accept where it names types.

    Raises:
        SettingError: an unknown name, one given twice, a value that is refused, or one that
            would do nothing.
        ProblemError: no such format, or nothing that is accepted.
    """
    values = list(values)
    given = _once(values)
    preset = find(given.pop("preset")) if "preset" in given else None
    named = given.pop("format", None)
    if preset is not None and command == DRAW and accept.strip() in ANYTHING:
        named = named or preset.format
    kind = wanted(named, accept)
    download = _truth("download", given.pop("download", "false"))
    understood = _understood(given, options)
    withdrawn = {raw.replace("-", "_") for raw, value in values if not value}
    said = {} if preset is None else _without(preset.values, understood.keys() | withdrawn)
    said = {name: value for name, value in said.items() if name in options}
    both = beside({**said, **understood}, said, command=command, format=kind.name)
    settings = Settings(**{name: both[name] for name in DRAWING if name in both})
    page = PageSettings(**{name: both[name] for name in ON_PAGE if name in both})
    known = {**settings.values, **page.values, "format": kind.name, "command": command}
    refuse_idle(options, understood, known)
    refuse_beyond(page, kind.name)
    if kind.kind == "strokes":
        _refuse_too_fine(page, kind, limits)
    keep = understood.get(KEEP_METADATA.name, False)
    reading = _reading({name: both[name] for name in WITH_THE_UPLOAD if name in both})
    return Chosen(settings, page, kind, download, reading, keep)


def chosen_draft(values: Iterable[tuple[str, str]]) -> tuple[bool, list[tuple[str, str]]]:
    """Whether a draft is enough, and what else is given.

    Raises:
        SettingError: given twice, or neither true nor false.
    """
    values = list(values)
    given = _once([(name, value) for name, value in values if name == DRAFT])
    others = [(name, value) for name, value in values if name != DRAFT]
    return _truth(DRAFT, given.get(DRAFT, "false")), others


def chosen_region(
    values: Iterable[tuple[str, str]], accept: str, limits: Limits
) -> tuple[Chosen, Window]:
    """Settings of a drawing, and the part of it that is wanted.

    Raises:
        SettingError: as for `chosen`; or a place or side that is missing or no whole number.
        ProblemError: 413, more pixels than a region may have.
    """
    values = list(values)
    given = _once([(name, value) for name, value in values if name in WINDOW])
    window = Window(*(_place(name, given.get(name)) for name in WINDOW))
    if window.width * window.height > limits.region_pixels:
        raise ProblemError(
            413,
            f"width, height: {window.width}×{window.height} are more than "
            f"{limits.region_pixels:,} pixels; ask for several regions",
        )
    settings = [(name, value) for name, value in values if name not in WINDOW]
    return chosen_of_ink(settings, accept, limits, DRAW), window


def _place(name: str, text: str | None) -> int:
    least = 1 if name in ("width", "height") else 0
    if (
        text is not None
        and text.isascii()
        and text.isdigit()
        and len(text) <= len(str(LARGEST_PLACE))
    ):
        place = int(text)
        if least <= place <= LARGEST_PLACE:
            return place
    said = "is missing; give" if text is None else f"{shown(text)} is not"
    raise SettingError(f"{name}: {said} a whole number from {least} to {LARGEST_PLACE}")


def chosen_film(values: Iterable[tuple[str, str]]) -> ChosenFilm:
    """Settings of a film, whose format is GIF where the request names none.

    Raises:
        SettingError: see `chosen`.
        OutputError: no such film.
    """
    values = list(values)
    given = _once(values)
    preset = find(given.pop("preset")) if "preset" in given else None
    kind = film_format(given.pop("format", film_formats()[0]))
    download = _truth("download", given.pop("download", "false"))
    understood = _understood(given, {**DRAWING, **FILM_OPTIONS})
    ours = {name: value for name, value in understood.items() if name in DRAWING}
    withdrawn = {raw.replace("-", "_") for raw, value in values if not value}
    said = {} if preset is None else _without(dict(preset.drawing), ours.keys() | withdrawn)
    place = {"command": FILM, "format": "svg" if kind == "svg" else "png"}
    settings = Settings(**beside({**said, **ours}, said, **place))
    refuse_idle(DRAWING, ours, {**settings.values, **place})
    film = FilmSettings(**{name: understood[name] for name in FILM_OPTIONS if name in understood})
    return ChosenFilm(settings, film, kind, download)


def is_setting(name: str) -> bool:
    """Whether a request can choose something of that name, with - or _ alike."""
    known = name.replace("-", "_")
    return known in OPTIONS or known in OTHERS


def refuse_nonsense(values: Iterable[tuple[str, str]]) -> None:
    """Refuse what is wrong already in a part of a request, whatever the rest of it says.

    Raises:
        SettingError: an unknown name, one given twice, or a value that is refused.
        ProblemError: no such format.
    """
    given = _once(values)
    if "preset" in given:
        find(given.pop("preset"))
    wanted(given.pop("format", None), "*/*")
    _truth("download", given.pop("download", "false"))
    _understood(given, WITH_PHOTO)


def _understood(given: dict[str, str], options: Table) -> dict[str, Any]:
    """Values as the options keep them."""
    found: dict[str, Any] = {}
    for name, text in given.items():
        if name not in options:
            near = nearest(name, [*options, *OTHERS])
            raise SettingError(f"{shown(name)}: no such setting{near}")
        option = options[name]
        value = _truth(name, text) if isinstance(option.kind, Switch) else text
        found[name] = option.check(value)
    return found


def chosen_size(values: Iterable[tuple[str, str]]) -> int | None:
    """The long side that a request wants, where it can choose nothing else.

    Raises:
        SettingError: another name, or a size that is refused.
    """
    given = _once(values)
    refuse_all_but(("size",), given)
    return Settings.choose(**given).size


def chosen_look(values: Iterable[tuple[str, str]]) -> str:
    """The look that a request wants, where it can choose nothing else.

    Raises:
        SettingError: another name, or no such look.
    """
    given = _once(values)
    refuse_all_but(("look",), given)
    return Settings.choose(**given).look


def chosen_reading(values: Iterable[tuple[str, str]]) -> Reading:
    """How a photo is to be read and framed, where nothing else can be chosen.

    Raises:
        SettingError: another name, or a value that is refused.
    """
    given = _once(values)
    refuse_all_but(tuple(WITH_THE_UPLOAD), given)
    return _reading(_understood(given, WITH_THE_UPLOAD))


def _reading(understood: Mapping[str, Any]) -> Reading:
    frame = Frame(**{name: understood[name] for name in FRAMING if name in understood})
    return Reading(understood.get("damaged", False), frame)


def refuse_all_but(known: tuple[str, ...], given: Iterable[str]) -> None:
    """Refuse names that mean nothing here.

    Raises:
        SettingError: names the first.
    """
    for name in given:
        if name not in known:
            there = f"there is {', '.join(known)}" if known else "there is none"
            raise SettingError(f"{shown(name)}: no such setting here; {there}")


def check_size(settings: Settings, height: int, width: int, limits: Limits) -> None:
    """Refuse a drawing with more pixels than a photo may have.

    Raises:
        ProblemError: 413.
    """
    if settings.size is None:
        return
    scale = settings.size / max(height, width)
    if height * width * scale * scale > limits.pixels:
        most = int((limits.pixels * max(height, width) / min(height, width)) ** 0.5)
        raise ProblemError(
            413,
            f"size: {settings.size} makes more than {limits.pixels:,} pixels; "
            f"this photo goes up to {most}",
        )


def check_printed(page: PageSettings, width: int, height: int, limits: Limits) -> None:
    """Refuse a picture on a page with more pixels than a photo may have.

    Raises:
        ProblemError: 413.
        SettingError: see `printed_page`.
    """
    if page.page is None:
        return
    sheet = printed_page(page, width, height)
    if sheet.width * sheet.height > limits.pixels:
        most = int(sheet.dpi * (limits.pixels / (sheet.width * sheet.height)) ** 0.5)
        raise ProblemError(
            413,
            f"dpi: {sheet.dpi} makes more than {limits.pixels:,} pixels of this page; "
            f"it goes up to {most}",
        )


def _once(values: Iterable[tuple[str, str]]) -> dict[str, str]:
    given: dict[str, str] = {}
    for raw, value in values:
        name = raw.replace("-", "_")
        if name in given:
            raise SettingError(f"{shown(name)}: given twice; give it once")
        given[name] = value
    return {name: value for name, value in given.items() if value}


def _without(values: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


def _truth(name: str, value: str) -> bool:
    if value.lower() not in _TRUTH:
        raise SettingError(f"{name}: {shown(value)} is neither true nor false")
    return _TRUTH[value.lower()]


def _refuse_too_fine(page: PageSettings, kind: Format, limits: Limits) -> None:
    """A page of a thousand pen widths is hatched in a blink, one of a million never."""
    longest = longest_side(page, kind.name)
    finest = min(pen.width for pen in page.pen_set)
    if longest / finest > limits.fineness:
        raise SettingError(
            f"pen: {finest:g} mm is too fine for a page of {longest:g} mm here; "
            f"use {longest / limits.fineness:.2g} mm or more"
        )
