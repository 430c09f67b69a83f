"""Page, pens, tracing and machine: what the user chose for strokes, and for prints."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from artline.errors import SettingError
from artline.options.checked import Checked
from artline.options.files import (
    ANIMATE,
    BEYOND_REACH,
    MACHINE,
    PLAIN,
    POWER,
    STROKE_FILE_OPTIONS,
    SVG,
)
from artline.options.option import Table
from artline.options.page import (
    DEFAULT_MARGIN,
    DPI,
    FIT,
    LANDSCAPE,
    MARGIN,
    PAGE,
    PAGE_OPTIONS,
    page_size,
)
from artline.options.pens import PEN, PEN_OPTIONS, PENS, Pen, hex_colour, pens_named
from artline.options.places import PLOTTER_FILES
from artline.options.tracing import (
    INK_LENGTH,
    MASSES,
    ORDER,
    POLYLINE,
    STROKES,
    TOLERANCE,
    TRACING_OPTIONS,
)

ON_PAGE: Table = MappingProxyType(
    {**PAGE_OPTIONS, **PEN_OPTIONS, **TRACING_OPTIONS, **STROKE_FILE_OPTIONS}
)
"""Every option of a page and of what is drawn on it."""

BLACK = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class PageSettings(Checked):
    """How a drawing lies on a page, and becomes strokes; each field is an option of `ON_PAGE`.

    Lengths are millimetres, as numbers or as text with a unit (mm, cm, m, in, pt). Every value is
    checked when the object is made, and so is that it does something: `landscape` without `page`
    is refused.

    Raises:
        SettingError: names the setting, what is wrong and what is allowed.
    """

    OPTIONS: ClassVar[Table] = ON_PAGE

    page: str | None = PAGE.default
    margin: float | None = MARGIN.default
    landscape: bool = LANDSCAPE.default
    fit: bool = FIT.default
    dpi: int | None = DPI.default
    pen: float = PEN.default
    pens: str | None = PENS.default
    masses: str = MASSES.default
    polyline: bool = POLYLINE.default
    tolerance: float = TOLERANCE.default
    strokes: int | None = STROKES.default
    ink_length: float | None = INK_LENGTH.default
    order: str = ORDER.default
    svg: str = SVG.default
    animate: bool = ANIMATE.default
    machine: str | None = MACHINE.default
    plain: bool = PLAIN.default
    power: str = POWER.default
    beyond_reach: bool = BEYOND_REACH.default

    def _check_together(self) -> None:
        size = self.page_size
        if size is not None and min(size) - 2 * self.edge < 1:
            raise SettingError(
                f"margin: {self.edge:g} mm on both sides leave nothing of a page of "
                f"{size[0]:g}×{size[1]:g} mm; make it smaller"
            )

    @property
    def page_size(self) -> tuple[float, float] | None:
        """Width and height of the page in mm, or None for the photo's frame."""
        if self.page is None:
            return None
        width, height = page_size("page", self.page)
        if self.landscape:
            width, height = max(width, height), min(width, height)
        return width, height

    @property
    def edge(self) -> float:
        """The margin that counts, mm."""
        if self.margin is not None:
            return self.margin
        return 0.0 if self.page is None else DEFAULT_MARGIN

    def for_machine(self, kind: str) -> bool:
        """Whether a file of that format is written for a machine."""
        return kind in PLOTTER_FILES or self.machine is not None

    @property
    def pen_set(self) -> tuple[Pen, ...]:
        """The pens, from dark to light; without `pens`, a black one."""
        return self.pens_in("black", BLACK)

    def pens_in(self, name: str, ink: tuple[int, int, int]) -> tuple[Pen, ...]:
        """The pens, from dark to light; without `pens`, one of the ink's name and colour.

        Args:
            name: what the ink is called.
            ink: its red, green and blue, 0..255.
        """
        if self.pens is None:
            return (Pen(name, self.pen, hex_colour(ink)),)
        return pens_named("pens", self.pens)
