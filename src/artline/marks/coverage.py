"""How much of each pixel an outline covers: exactly, at any size.

Every edge is divided where it crosses the borders of pixels. A piece within one pixel covers the
area between itself and the pixel's right border, and all of the pixels farther right as far as it
is high: summed up along a row, this is the area of the polygon in each pixel (the scan conversion
of FreeType and of Anti-Grain Geometry; Levoy 1997, "LibArt"). Only pixels on an edge are worked
on, and those between two edges of a row are filled in runs, so that time follows the ink and not
the paper.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

ROUNDING = 1e-4
"""Share of a pixel that counts as rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """Which pixels polygons cover.

    Attributes:
        edge: int64 n, flat indices of the pixels on an edge, each once.
        share: float64 n, how much of each of them is covered, 0..1.
        start: int64 m, flat indices of the first pixels of the runs between two edges.
        length: int64 m, how many pixels follow in the same row, all covered.
    """

    edge: Integers
    share: Floats
    start: Integers
    length: Integers

    def inside(self) -> Integers:
        """Flat indices of all pixels of the runs, ascending."""
        return _runs(self.start, self.length)


def coverage(begin: Floats, end: Floats, height: int, width: int) -> Coverage:
    """What closed polygons cover, wherever they wind around a place (the nonzero rule).

    Args:
        begin: float64 n×2, where each edge begins: x and y in pixels, 0, 0 the upper left corner.
        end: float64 n×2, where it ends; the edges must close.
        height: rows of the picture; what reaches over its edge is cut off.
        width: columns of the picture.

    Returns:
        Of a picture height×width. Pixels in which two polygons touch sum up to at most 1.
    """
    x0, y0, x1, y1 = _within(begin, end, height, width)
    y0, x0, y1, x1 = _divided(y0, x0, y1, x1)
    x0, y0, x1, y1 = _divided(x0, y0, x1, y1)
    middle = 0.5 * (x0 + x1)
    column = np.minimum(np.floor(middle), width - 1).astype(np.int64)
    row = np.minimum(np.floor(0.5 * (y0 + y1)), height - 1).astype(np.int64)
    rise = y1 - y0
    # one column more than the picture has: what lies at its right edge covers nothing beyond
    cells, place = np.unique(row * (width + 1) + column, return_inverse=True)
    own = np.bincount(place, (column + 1 - middle) * rise, len(cells))
    risen = np.bincount(place, rise, len(cells))
    beyond = np.cumsum(risen)
    share = np.minimum(np.abs(beyond - risen + own), 1)
    rows, columns = np.divmod(cells, width + 1)
    flat = rows * width + columns
    inside = np.abs(beyond)
    gap = np.append(np.diff(cells), 1) - 1
    run = np.append(rows[1:] == rows[:-1], False) & (gap > 0) & (inside > ROUNDING)
    whole = run & (inside > 1 - ROUNDING)
    part = run & ~whole  # beside an edge that runs level within a row
    covered = (share > ROUNDING) & (columns < width)
    edge = np.concatenate([flat[covered], _runs(flat[part] + 1, gap[part])])
    shares = np.concatenate([share[covered], np.repeat(inside[part], gap[part])])
    return Coverage(edge, shares, flat[whole] + 1, gap[whole])


def _runs(start: Integers, length: Integers) -> Integers:
    """All the numbers of runs, one run after the other."""
    first = np.cumsum(length) - length
    return np.asarray(np.arange(int(length.sum())) + np.repeat(start - first, length), np.int64)


def _within(
    begin: Floats, end: Floats, height: int, width: int
) -> tuple[Floats, Floats, Floats, Floats]:
    """The edges moved to the picture's border where they lie outside, level ones left out.

    Of an edge that crosses the upper or the lower border, the part outside goes; one that crosses
    the left or the right border is divided there, and its part outside is drawn along the border.
    """
    x0, y0, x1, y1 = begin[:, 0], begin[:, 1], end[:, 0], end[:, 1]
    seen = (np.maximum(y0, y1) > 0) & (np.minimum(y0, y1) < height) & (y0 != y1)
    x0, y0, x1, y1 = (side[seen] for side in (x0, y0, x1, y1))
    slope = (x1 - x0) / (y1 - y0)
    low, high = np.clip(y0, 0, height), np.clip(y1, 0, height)
    x0, x1, y0, y1 = x0 + (low - y0) * slope, x1 + (high - y1) * slope, low, high
    for border in (0.0, float(width)):
        x0, y0, x1, y1 = _divided_at(x0, y0, x1, y1, border)
    return np.clip(x0, 0, width), y0, np.clip(x1, 0, width), y1


def _divided_at(
    x0: Floats, y0: Floats, x1: Floats, y1: Floats, border: float
) -> tuple[Floats, Floats, Floats, Floats]:
    across = (x0 - border) * (x1 - border) < 0
    if not across.any():
        return x0, y0, x1, y1
    share = (border - x0[across]) / (x1[across] - x0[across])
    x, y = np.full(len(share), border), y0[across] + share * (y1[across] - y0[across])
    far = (x, y, x1[across], y1[across])
    near = (x0, y0, np.where(across, border, x1), y1.copy())
    near[3][across] = y
    a, b, c, d = (np.concatenate(pair) for pair in zip(near, far, strict=True))
    return a, b, c, d


def _divided(
    p0: Floats, q0: Floats, p1: Floats, q1: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Pieces from (p0, q0) to (p1, q1), each divided at every whole number between p0 and p1."""
    low, high = np.minimum(p0, p1), np.maximum(p0, p1)
    first = np.floor(low)
    count = np.maximum(np.ceil(high) - first, 1).astype(np.int64)
    many = count > 1
    if not many.any():
        return p0, q0, p1, q1
    of = np.repeat(np.flatnonzero(many), count[many])
    number = np.arange(len(of)) - np.repeat(np.cumsum(count[many]) - count[many], count[many])
    lower = np.maximum(first[of] + number, low[of])
    upper = np.minimum(first[of] + number + 1, high[of])
    falls = p0[of] > p1[of]
    begin, end = np.where(falls, upper, lower), np.where(falls, lower, upper)
    slope = (q1[of] - q0[of]) / (p1[of] - p0[of])
    one = ~many
    a, b, c, d = (
        np.concatenate(parts)
        for parts in (
            (p0[one], begin),
            (q0[one], q0[of] + (begin - p0[of]) * slope),
            (p1[one], end),
            (q1[one], q0[of] + (end - p0[of]) * slope),
        )
    )
    return a, b, c, d
