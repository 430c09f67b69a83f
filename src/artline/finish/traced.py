"""A look's sheet becomes marks: its steep ink is traced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from artline.finish.cut import enlarge
from artline.finish.settled import settled
from artline.finish.sheet import CutSheet, Sheet, ToneSheet
from artline.finish.steep import steepened
from artline.finish.taper import tapered
from artline.finish.weight import weighted
from artline.marks.areas import areas
from artline.nouns import Ink, Line, Mark, Marks, Shape

if TYPE_CHECKING:
    from artline.marks.hair_marks import HairMarks

U8 = NDArray[np.uint8]
Field = NDArray[np.float32]

BEHIND = 0.45
"""How dark a background that is kept is painted."""
DARK_WASH = 0.5
"""Tone of a wash that is black where no tone can be had."""
HALF = 0.5
"""Where the edge of what is black or paper lies."""
GRAIN = 5
"""Side, pixels of a wash, of the square whose median its shapes follow: they have no grain."""
FINENESS = 2.25
"""Pixels of the steep field for one of a pass, unless the soft ink is finer."""
DRAFT_FINENESS = 1.25
"""The same of a draft: its edges are less smooth, and found in half the time."""


def traced(
    sheet: Sheet,
    ink: Ink,
    strands: HairMarks | None = None,
    taper: float = 0.0,
    over: tuple[Line, ...] = (),
) -> Marks:
    """The shapes of a sheet, what lies behind first, and strands in place of some of them.

    Args:
        sheet: ink at working size.
        ink: what the sheet was made from; the steep form of its tone is kept with it.
        strands: hair as strokes, and where the sheet's ink gives way to them.
        taper: share of its width that a line has lost at its end, 0..1.
        over: lines that are painted last.
    """
    field = tapered(steep(sheet, ink), taper, steep_size(ink)[2])
    if strands is not None:
        field = _giving_way(field, strands)
    lines = () if strands is None else strands.lines
    marks: tuple[Mark, ...] = (*scenery(sheet, ink), *areas(field, _unit(ink)), *lines, *over)
    return Marks(marks, ink.photo.height, ink.photo.width)


def scenery(sheet: Sheet, ink: Ink) -> tuple[Shape, ...]:
    """The shapes of what lies behind the sitter, paler than the sitter.

    Args:
        sheet: ink at working size.
        ink: what the sheet was made from.
    """
    if sheet.behind is None:
        return ()
    lighter = steep(_alone(sheet, sheet.behind), ink)
    return areas(lighter, _unit(ink), role="scene", tone=BEHIND)


def _giving_way(field: U8, strands: HairMarks) -> U8:
    """Steep ink without what strands replace, and with the black beneath them."""
    import cv2

    height, width = field.shape
    core = cv2.resize(strands.core, (width, height), interpolation=cv2.INTER_LINEAR)
    left = np.rint(field * (1 - np.clip(core, 0, 1))).astype(np.uint8)
    return np.asarray(np.maximum(left, enlarge(strands.black, height, width)), np.uint8)


def washed(sheet: ToneSheet, ink: Ink) -> Marks:
    """A sheet whose tone no stroke can carry, as a wash.

    Args:
        sheet: ink at working size.
        ink: what the sheet was made from.
    """
    return Marks((), ink.photo.height, ink.photo.width, steep(sheet, ink))


def cut_out(cover: U8, ink: Ink) -> Marks:
    """Black shapes without holes: paper that they surround would fall out.

    Args:
        cover: uint8 h×w at the size to trace, 255 = black; its paper hangs together.
        ink: what it was made from.
    """
    shapes = areas(cover, _unit(ink), levels=(HALF,))
    whole = tuple(replace(shape, outlines=shape.outlines[:1]) for shape in shapes)
    return Marks(whole, ink.photo.height, ink.photo.width)


def lines_of(
    cover: U8, behind: U8 | None, locks: Sequence[Line], ink: Ink, taper: float = 0.0
) -> Marks:
    """Lines as shapes, what lies behind first, and locks of hair over them.

    Args:
        cover: uint8 h×w at the size to trace, 255 = ink.
        behind: the same, painted lighter; None is nothing.
        locks: lines in pixels of the photo.
        ink: what they were made from.
        taper: share of its width that a line has lost at its end, 0..1.
    """
    unit = _unit(ink)
    lighter: tuple[Shape, ...] = ()
    if behind is not None:
        lighter = areas(behind, unit, role="scene", tone=BEHIND, levels=(HALF,))
    field = tapered(cover, taper, steep_size(ink)[2])
    marks: tuple[Mark, ...] = (*lighter, *areas(field, unit, levels=(HALF,)), *locks)
    return Marks(marks, ink.photo.height, ink.photo.width)


def without_wash(marks: Marks) -> Marks:
    """The same marks, and the dark parts of their wash as shapes: for files that hold no tone."""
    import cv2

    if marks.wash is None:
        return marks
    height, width = marks.wash.shape
    unit = (marks.width / width, marks.height / height)
    even = np.asarray(cv2.medianBlur(marks.wash, GRAIN), np.uint8)
    shapes = areas(even, unit, levels=(DARK_WASH,))
    return Marks((*shapes, *marks.marks), marks.height, marks.width)


def steep(sheet: Sheet, ink: Ink) -> U8:
    """Ink whose edges are a pixel or two wide, at the size to trace.

    Args:
        sheet: ink at working size.
        ink: what the sheet was made from.

    Returns:
        uint8 h×w, 255 = ink.
    """
    height, width, unit = steep_size(ink)
    if isinstance(sheet, CutSheet):
        return enlarge(sheet.field, height, width)
    made = ink.latest(f"finish.steep.{sheet.key[0]}", sheet.key, lambda: _steepened(sheet, ink))

    def keep(name: str, find: Callable[[], NDArray[np.uint16]]) -> NDArray[np.uint16]:
        return ink.latest(f"finish.weight.{name}.{sheet.key[0]}", sheet.key, find)

    return weighted(made, sheet.weight, unit, keep)


def _steepened(sheet: ToneSheet, ink: Ink) -> U8:
    height, width, unit = steep_size(ink)
    made = steepened(sheet.tone, height, width, unit, ink.meshes)
    return settled(made, unit) if sheet.settled else made


def steep_size(ink: Ink) -> tuple[int, int, float]:
    """Height and width of the steep field, and its pixels for one of a pass."""
    scale = max((DRAFT_FINENESS if ink.draft else FINENESS) / ink.pitch, 1.0)
    height, width = ink.shape
    return round(height * scale), round(width * scale), scale * ink.pitch


def _alone(sheet: Sheet, field: Field) -> Sheet:
    """A sheet of the same kind that holds another field and nothing behind it."""
    if isinstance(sheet, CutSheet):
        return CutSheet(field)
    return ToneSheet(field, sheet.weight, (f"{sheet.key[0]}.behind", *sheet.key[1:]))


def _unit(ink: Ink) -> tuple[float, float]:
    """Pixels of the photo for a pixel of the steep field, across and down."""
    height, width, _ = steep_size(ink)
    return ink.photo.width / width, ink.photo.height / height
