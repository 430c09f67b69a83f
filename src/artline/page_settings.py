"""Page, pens and machine: what the user chose for strokes, validated once."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any

from artline.errors import SettingError, shown
from artline.nouns import Pen
from artline.settings import nearest, one_of, parse_colour, whole

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

UNITS: Mapping[str, float] = MappingProxyType(
    {"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": 25.4, "pt": 25.4 / 72}
)
SVG_KINDS = ("strokes", "variable", "fill")
MASSES = ("hatch", "outline", "fill", "none")
ORDERS = ("travel", "artist")
LARGEST_PAGE = 5_000.0
MARGIN = 10.0
"""Margin of a page that was asked for, mm; the photo's own frame has none."""

PAGE_HELP: Mapping[str, str] = MappingProxyType(
    {
        "page": f"{', '.join(PAGES)} or WxHmm; without it, the photo's frame, long side 200 mm.",
        "margin": "Margin of the page, in mm or with a unit; without it, 10 on a page, else 0.",
        "landscape": "Turn the page on its side.",
        "fit": "Fill the page, or the machine's bed; --no-fit keeps the long side at 200 mm.",
        "pen": "Width of the pen's line, in mm or with a unit.",
        "pens": "Several pens, dark to light, as black:0.3,grey:0.5 (colour:width).",
        "svg": "strokes: paths of a constant pen; variable: as wide as drawn; fill: filled areas.",
        "masses": "What becomes of black areas.",
        "polyline": "Straight pieces instead of Bézier curves.",
        "tolerance": "How far a curve may be from the traced line, mm.",
        "strokes": "At most so many strokes, the face's first.",
        "ink_length": "At most so much line, as 6m, the face's first.",
        "order": "travel: short ways between strokes; artist: face, hair, body, background.",
        "machine": "A machine by name, for HPGL and G-code (`artline machines`).",
        "plain": "G-code with a command word and all coordinates in every line.",
        "animate": "SVG that draws itself.",
    }
)


@dataclass(frozen=True, slots=True)
class PageSettings:
    """How a drawing becomes strokes on a page. Every value is checked when the object is made.

    Lengths are millimetres, as numbers or as text with a unit (mm, cm, m, in, pt).

    Attributes:
        page: a name from `PAGES`, or "120x80mm"; None is the photo's frame, long side 200 mm.
        margin: mm; None is 10 on a page that was asked for, else 0.
        landscape: turn the page on its side.
        fit: fill the page inside its margins; else keep the long side at 200 mm. Plotter files
            without a page are fitted to the machine's bed, likewise.
        pen: width of the pen's line, mm.
        pens: several pens from dark to light, "black:0.3,grey:0.5".
        svg: "strokes", "variable" or "fill".
        masses: "hatch", "outline", "fill" or "none".
        polyline: straight pieces instead of curves.
        tolerance: of curves and polylines, mm.
        strokes: at most so many, or None.
        ink_length: at most so much line, mm, or None.
        order: "travel" or "artist".
        machine: name of a machine for plotter files.
        plain: G-code without modal state.
        animate: SVG that draws itself.

    Raises:
        SettingError: names the setting, what is wrong and what is allowed.
    """

    page: str | None = None
    margin: float | None = None
    landscape: bool = False
    fit: bool = True
    pen: float = 0.35
    pens: str | None = None
    svg: str = "strokes"
    masses: str = "hatch"
    polyline: bool = False
    tolerance: float = 0.1
    strokes: int | None = None
    ink_length: float | None = None
    order: str = "travel"
    machine: str = "servo"
    plain: bool = False
    animate: bool = False

    def __post_init__(self) -> None:
        for name, allowed in (("svg", SVG_KINDS), ("masses", MASSES), ("order", ORDERS)):
            one_of(name, getattr(self, name), allowed)
        for name in ("landscape", "fit", "polyline", "plain", "animate"):
            if getattr(self, name) not in (True, False):
                raise SettingError(
                    f"{name}: {shown(getattr(self, name))} is neither true nor false"
                )
        self._set("pen", millimetres("pen", self.pen, 0.01, 20))
        self._set("tolerance", millimetres("tolerance", self.tolerance, 0.001, 5))
        if self.margin is not None:
            self._set("margin", millimetres("margin", self.margin, 0, LARGEST_PAGE))
        if self.strokes is not None:
            self._set("strokes", whole("strokes", self.strokes, 1, 1_000_000))
        if self.ink_length is not None:
            self._set("ink_length", millimetres("ink_length", self.ink_length, 1, 10_000_000))
        self.pen_set  # noqa: B018 - a wrong pen is refused here
        if self.animate and self.svg != "strokes":
            raise SettingError(f"animate: only --svg strokes draws itself, not {self.svg}")
        size = self.page_size
        if size is not None:
            _refuse_wide_margin(self.edge, size)

    @classmethod
    def choose(cls, **values: Any) -> PageSettings:
        """Settings from names and values; an unknown name is refused with the nearest one."""
        known = [f.name for f in fields(cls)]
        for name in values:
            if name not in known:
                raise SettingError(f"{shown(name)}: no such option{nearest(name, known)}")
        return cls(**values)

    @property
    def page_size(self) -> tuple[float, float] | None:
        """Width and height of the page in mm, or None for the photo's frame."""
        if self.page is None:
            return None
        width, height = _page_size(str(self.page))
        if self.landscape:
            width, height = max(width, height), min(width, height)
        return width, height

    @property
    def edge(self) -> float:
        """The margin that counts, mm."""
        if self.margin is not None:
            return self.margin
        return 0.0 if self.page is None else MARGIN

    @property
    def pen_set(self) -> tuple[Pen, ...]:
        """The pens, from dark to light."""
        if self.pens is None:
            return (Pen("black", self.pen),)
        pens = tuple(_pen(part) for part in str(self.pens).split(","))
        if len({pen.name for pen in pens}) < len(pens):
            raise SettingError(f"pens: {shown(self.pens)} names a colour twice")
        return pens

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)


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


def _page_size(text: str) -> tuple[float, float]:
    if text.lower() in PAGES:
        return PAGES[text.lower()]
    found = re.fullmatch(r"([0-9.]+)\s*[x×]\s*([0-9.]+)\s*(mm|cm|in)", text.lower())
    if found is None:
        known = tuple(PAGES)
        raise SettingError(
            f"page: no {shown(text)}{nearest(text.lower(), known)}; there are "
            f"{', '.join(known)}, or write 120x80mm"
        )
    width, height = (millimetres("page", found[k] + found[3], 5, LARGEST_PAGE) for k in (1, 2))
    return width, height


def _refuse_wide_margin(margin: float, size: tuple[float, float]) -> None:
    if min(size) - 2 * margin < 1:
        raise SettingError(
            f"margin: {margin:g} mm on both sides leave nothing of a page of "
            f"{size[0]:g}×{size[1]:g} mm; make it smaller"
        )


def _pen(part: str) -> Pen:
    name, _, width = part.strip().partition(":")
    if not width:
        raise SettingError(f"pens: {shown(name)} has no width; write it as black:0.35")
    rgb = parse_colour("pens", name)
    return Pen(name, millimetres("pens", width, 0.01, 20), "#{:02x}{:02x}{:02x}".format(*rgb))
