"""A look's sheet becomes marks: its steep ink is traced."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.finish.cut import enlarge, enlarge_smooth
from artline.finish.sheet import CutSheet, Sheet, ToneSheet
from artline.finish.steep import steepened
from artline.finish.weight import weighted
from artline.marks.areas import areas
from artline.nouns import Ink, Marks

U8 = NDArray[np.uint8]

FINENESS = 2.0
"""Pixels of the steep field for one of a pass, unless the soft ink is finer."""


def traced(sheet: Sheet, ink: Ink) -> Marks:
    """The shapes of a sheet.

    Args:
        sheet: ink at working size.
        ink: what the sheet was made from; the steep form of its tone is kept with it.
    """
    shapes = areas(steep(sheet, ink), _unit(ink))
    return Marks(shapes, ink.photo.height, ink.photo.width)


def washed(sheet: ToneSheet, ink: Ink) -> Marks:
    """A sheet whose tone no stroke can carry, as a wash.

    Args:
        sheet: ink at working size.
        ink: what the sheet was made from.
    """
    return Marks((), ink.photo.height, ink.photo.width, steep(sheet, ink))


def without_wash(marks: Marks) -> Marks:
    """The same marks, their wash traced: for files that hold shapes alone."""
    if marks.wash is None:
        return marks
    height, width = marks.wash.shape
    shapes = areas(marks.wash, (marks.width / width, marks.height / height))
    return Marks((*shapes, *marks.marks), marks.height, marks.width)


def steep(sheet: Sheet, ink: Ink) -> U8:
    """Ink whose edges are a pixel or two wide, uint8 h×w, 255 = ink, at the size to trace."""
    height, width, unit = steep_size(ink)
    if isinstance(sheet, CutSheet):
        return _cut(sheet, height, width)
    made = ink.latest(
        "finish.steep",
        sheet.key,
        lambda: steepened(sheet.tone, height, width, unit, ink.meshes),
    )
    return weighted(made, sheet.weight, unit)


def steep_size(ink: Ink) -> tuple[int, int, float]:
    """Height and width of the steep field, and its pixels for one of a pass."""
    scale = max(FINENESS / ink.pitch, 1.0)
    height, width = ink.shape
    return round(height * scale), round(width * scale), scale * ink.pitch


def _unit(ink: Ink) -> tuple[float, float]:
    """Pixels of the photo for a pixel of the steep field, across and down."""
    height, width, _ = steep_size(ink)
    return ink.photo.width / width, ink.photo.height / height


def _cut(sheet: CutSheet, height: int, width: int) -> U8:
    import cv2

    cover = enlarge(sheet.field, height, width)
    if sheet.strength is None:
        return cover
    strength = enlarge_smooth(sheet.strength, height, width)
    return np.asarray(cv2.multiply(cover, strength, scale=1 / 255), np.uint8)
