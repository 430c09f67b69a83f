"""Marks as pixels, at any size."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from artline.marks.coverage import Coverage, coverage
from artline.marks.outline import edges, rings_of
from artline.nouns import Line, Mark, Marks

U8 = NDArray[np.uint8]


def rendered(marks: Marks, height: int, width: int, *, beneath: U8 | None = None) -> U8:
    """How dark each pixel is, antialiased exactly: by the area that is covered.

    Args:
        marks: what is painted.
        height: rows of the picture.
        width: columns of the picture.
        beneath: uint8 height×width, what the marks are painted on; None is paper.

    Returns:
        uint8 height×width, 255 = full ink.
    """
    picture = np.zeros((height, width), np.uint8) if beneath is None else beneath.copy()
    scale = (width / marks.width, height / marks.height)
    # lines may run round the other way than shapes: summed together they would cancel each other
    for (tone, _), alike in groupby(marks.marks, key=lambda mark: (_tone(mark), type(mark))):
        _paint(picture, _covered(list(alike), scale, height, width), tone)
    return picture


def _tone(mark: Mark) -> float:
    return 0.0 if isinstance(mark, Line) and mark.paper else mark.tone


def _covered(
    marks: Sequence[Mark], scale: tuple[float, float], height: int, width: int
) -> Coverage:
    """What marks of one tone cover together."""
    rings = rings_of([mark for mark in marks if isinstance(mark, Line)])
    for mark in marks:
        rings += () if isinstance(mark, Line) else mark.outlines
    # outlines are alike in both directions but for the rounding of the drawing's size
    unit = np.array([1.0, scale[1] / scale[0]])
    begin, end = edges(rings, scale[0])
    return coverage(begin * unit, end * unit, height, width)


def _paint(picture: U8, covered: Coverage, tone: float) -> None:
    """Paint over a picture, in place."""
    flat = picture.reshape(-1)
    value = 255 * tone
    before = flat[covered.edge]
    flat[covered.edge] = np.rint(before + covered.share * (value - before)).astype(np.uint8)
    flat[covered.inside()] = round(value)
