"""Options of the page that a drawing lies on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType, UnionType
from typing import ClassVar

from artline.errors import SettingError, shown
from artline.options.applies import GIVEN, among, when, within
from artline.options.kinds import Length, Switch, Whole, millimetres, nearest
from artline.options.option import Option, Table, table
from artline.options.places import DRAW, PICTURES, PLOTTER_FILES, STROKE_FILES

PAGES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "a3": (297.0, 420.0),
        "a4": (210.0, 297.0),
        "a5": (148.0, 210.0),
        "a6": (105.0, 148.0),
        "letter": (215.9, 279.4),
        "legal": (215.9, 355.6),
        "tabloid": (279.4, 431.8),
    }
)
"""Width and height in mm, upright (ISO 216; ANSI/ASME Y14.1)."""
SMALLEST_PAGE = 5.0
"""Shortest side of a page, mm."""
LARGEST_PAGE = 5_000.0
"""Longest side of a page, mm."""
DEFAULT_MARGIN = 10.0
"""Margin of a page that was asked for, mm; the photo's own frame has none."""
PRINTED_DPI = 300
"""Pixels per inch of a picture on a page, where none were asked for."""
_PRINTED = when(format=within(PICTURES), page=GIVEN, command=among(DRAW))
"""A picture on a page."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """The name of a page, or its width and height."""

    accepts: ClassVar[type | UnionType] = str

    def check(self, setting: str, value: object, /) -> str:
        """The page as it was written."""
        page_size(setting, str(value))
        return str(value)


PAGE: Option[str | None] = Option(
    "page",
    PageSize(),
    None,
    f"{', '.join(PAGES)} or WxHmm; without it, strokes have the photo's frame, long side 200 mm.",
    "a4",
    (
        when(format=within(STROKE_FILES)),
        # a picture lies on the page as it will be printed
        when(format=within(PICTURES), command=among(DRAW)),
    ),
)
MARGIN: Option[float | None] = Option(
    "margin",
    Length(0, LARGEST_PAGE),
    None,
    "Margin of the page, in mm or with a unit; without it, 10 on a page, else 0.",
    "12mm",
    (when(format=within(STROKE_FILES)), _PRINTED),
)
LANDSCAPE: Option[bool] = Option(
    "landscape",
    Switch(),
    False,
    "Turn the page on its side.",
    True,
    (when(format=within(STROKE_FILES), page=GIVEN), _PRINTED),
)
FIT: Option[bool] = Option(
    "fit",
    Switch(),
    True,
    "Fill the page, or the machine's bed; --no-fit keeps the long side at 200 mm.",
    False,
    (
        when(format=within(STROKE_FILES), page=GIVEN),
        when(format=within(PLOTTER_FILES)),
        when(format=among("svg", "dxf"), machine=GIVEN),
    ),
)

DPI: Option[int | None] = Option(
    "dpi",
    Whole(10, 2400, "dpi"),
    None,
    f"Pixels per inch; without it, those of the photo, and {PRINTED_DPI} on a page.",
    200,
    (when(format=within(PICTURES), command=among(DRAW)),),
)

PAGE_OPTIONS: Table = table(PAGE, MARGIN, LANDSCAPE, FIT, DPI)


def page_size(setting: str, text: str) -> tuple[float, float]:
    """Width and height of a page in mm, from its name or as "120x80mm".

    Raises:
        SettingError: no such page, or one that is too small or too large.
    """
    if text.lower() in PAGES:
        return PAGES[text.lower()]
    found = re.fullmatch(r"([0-9.]+)\s*[x×]\s*([0-9.]+)\s*(mm|cm|in)", text.lower())
    if found is None:
        known = tuple(PAGES)
        raise SettingError(
            f"{setting}: no {shown(text)}{nearest(text.lower(), known)}; there are "
            f"{', '.join(known)}, or write 120x80mm"
        )
    width, height = (
        millimetres(setting, found[k] + found[3], SMALLEST_PAGE, LARGEST_PAGE) for k in (1, 2)
    )
    return width, height
