"""A look's sheet at the size of the drawing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.finish.enlarge import enlarged
from artline.finish.sheet import CutSheet, Sheet, ToneSheet
from artline.finish.steep import steep_size, steepened
from artline.finish.weight import weighted
from artline.nouns import Ink

U8 = NDArray[np.uint8]


def rendered(sheet: Sheet, ink: Ink, height: int, width: int) -> U8:
    """How dark each pixel of the drawing is.

    Args:
        sheet: ink at working size.
        ink: what the sheet was made from; the steep form of its tone is kept with it.
        height: rows of the drawing.
        width: columns of the drawing.

    Returns:
        uint8 height×width, 255 = full ink.
    """
    if isinstance(sheet, ToneSheet):
        return _toned(sheet, ink, height, width)
    return _cut(sheet, height, width)


def _toned(sheet: ToneSheet, ink: Ink, height: int, width: int) -> U8:
    rows, columns, unit = steep_size(ink.shape, ink.pitch, height, width)
    steep = ink.latest(
        "finish.steep",
        (sheet.key, rows, columns),
        lambda: steepened(sheet.tone, rows, columns, unit, ink.meshes),
    )
    return enlarged(weighted(steep, sheet.weight, unit), height, width)


def _cut(sheet: CutSheet, height: int, width: int) -> U8:
    import cv2

    from artline.finish.cut import enlarge, enlarge_smooth

    cover = enlarge(sheet.field, height, width)
    if sheet.strength is None:
        return cover
    strength = enlarge_smooth(sheet.strength, height, width)
    return np.asarray(cv2.multiply(cover, strength, scale=1 / 255), np.uint8)
