"""Marks as pixels, at any size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from artline.marks.coverage import Coverage, coverage
from artline.marks.outline import edges, rings_of
from artline.nouns import Line, Mark, Marks, Window

U8 = NDArray[np.uint8]

LONG_RUN = 100
"""Pixels of a run, in the mean, from which painting it by itself takes less time and memory than
listing the pixels of all."""


def rendered(
    marks: Marks,
    height: int,
    width: int,
    *,
    beneath: U8 | None = None,
    window: Window | None = None,
) -> U8:
    """How dark each pixel is, antialiased exactly: by the area that is covered.

    Args:
        marks: what is painted.
        height: rows of the picture.
        width: columns of the picture.
        beneath: uint8 height×width or as the window, what the marks are painted on; None is
            paper.
        window: the part of the picture that is wanted; None is all of it.

    Returns:
        uint8 height×width or as the window, 255 = full ink.
    """
    shape = (height, width) if window is None else (window.height, window.width)
    picture = np.zeros(shape, np.uint8) if beneath is None else beneath.copy()
    paint(picture[..., None], marks, lambda mark: (255 * tone(mark),), (height, width), window)
    return picture


def paint(
    picture: U8,
    marks: Marks,
    value: Callable[[Mark], tuple[float, ...]],
    size: tuple[int, int],
    window: Window | None = None,
) -> None:
    """Paint marks over a picture of any number of channels, in place.

    Args:
        picture: uint8 H×W×C, the whole of it or a part.
        marks: what is painted; each mark covers what lies beneath it.
        value: what a mark paints, 0..255 in each of the C channels.
        size: rows and columns of the whole picture.
        window: which part of it `picture` is; None is all of it.
    """
    height, width = size
    scale = (width / marks.width, height / marks.height)
    # lines may run round the other way than shapes: summed together they would cancel each other
    for (painted, _), alike in groupby(marks.marks, key=lambda mark: (value(mark), type(mark))):
        _paint(picture, _covered(list(alike), scale, size, window), painted)


def tone(mark: Mark) -> float:
    """How dark a mark is painted, 0..1; paper is 0."""
    return 0.0 if isinstance(mark, Line) and mark.paper else mark.tone


def _covered(
    marks: Sequence[Mark],
    scale: tuple[float, float],
    size: tuple[int, int],
    window: Window | None,
) -> Coverage:
    """What marks of one value cover together of the picture, or of its part."""
    rings = rings_of([mark for mark in marks if isinstance(mark, Line)])
    for mark in marks:
        rings += () if isinstance(mark, Line) else mark.outlines
    # outlines are alike in both directions but for the rounding of the drawing's size
    unit = np.array([1.0, scale[1] / scale[0]])
    if window is None:
        begin, end = edges(rings, scale[0])
        return coverage(begin * unit, end * unit, *size)
    corner = np.array([window.left, window.top], np.float64)
    box = np.stack([corner, corner + np.array([window.width, window.height])]) / scale
    begin, end = edges(rings, scale[0], box)
    return coverage(begin * unit - corner, end * unit - corner, window.height, window.width)


def _paint(picture: U8, covered: Coverage, value: tuple[float, ...]) -> None:
    flat = picture.reshape(-1, picture.shape[-1])
    before = flat[covered.edge]
    share = covered.share[:, None]
    flat[covered.edge] = np.rint(before + share * (np.array(value) - before)).astype(np.uint8)
    full = np.rint(value).astype(np.uint8)
    if covered.length.sum() < LONG_RUN * len(covered.length):
        flat[covered.inside()] = full
        return
    for start, length in zip(covered.start.tolist(), covered.length.tolist(), strict=True):
        flat[start : start + length] = full
