"""Outlines of where a surface is above 0, between its pixels.

Marching squares (Lorensen and Cline 1987, "Marching Cubes", in the plane): an outline crosses each
edge between a pixel within and one without, and turns in each square of four pixels by what the two
pixels ahead are. Only crossings are worked on, so that time follows the outlines.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Surface = NDArray[Any]
Points = NDArray[np.float64]
Integers = NDArray[np.int64]


def rings(surface: Surface, least: float, least_hole: float) -> Iterator[list[Points]]:
    """The polygons of a surface: an outline each, with the outlines of its holes.

    Outlines run so that what is within lies to their right, as one sees them: outer ones clockwise.

    Args:
        surface: int16 or float32 h×w; what is above 0 is within. Not above 0 at its rim.
        least: square pixels; smaller polygons are left out.
        least_hole: square pixels; smaller holes are left out.

    Returns:
        N×2 each: x and y, 0 in the middle of the first pixel.
    """
    width = surface.shape[1]
    flat = np.ascontiguousarray(surface).reshape(-1)
    within = flat > 0
    beside = np.flatnonzero(within[1:] != within[:-1])
    below = np.flatnonzero(within[width:] != within[:-width])
    if not len(beside):
        return
    order, first = _walked(_next(flat, within, beside, below, width), len(beside))
    points = np.concatenate([_crossed(flat, beside, 1, width), _crossed(flat, below, width, width)])
    points = points[order]
    area = _areas(points, first)
    found = np.split(points, first[1:])
    for outer, holes in _nested(order, first, area > 0, len(beside)).items():
        if area[outer] >= least:
            yield [found[outer], *(found[hole] for hole in holes if -area[hole] >= least_hole)]


def _next(
    flat: Surface, within: NDArray[np.bool_], beside: Integers, below: Integers, width: int
) -> Integers:
    """The number of the crossing that follows each, int64 n.

    Those to the right of a pixel are numbered first, then those below one. On its way an outline
    has a pixel within to its right and one without to its left, and enters the square of these two
    and the two ahead of them.

    Args:
        flat: the surface, row after row.
        within: bool, where it is above 0.
        beside: int64, the pixels whose neighbour to the right is on the other side.
        below: int64, the pixels whose neighbour below is on the other side.
        width: pixels of a row.
    """
    up, right = within[beside + 1], within[below + width]
    count, step = len(beside), np.where(up, -width, width)
    here = np.concatenate([np.where(up, beside + 1, beside), np.where(right, below + width, below)])
    left = np.concatenate([np.where(up, beside, beside + 1), np.where(right, below, below + width)])
    ahead = np.concatenate([step, np.where(right, 1, -1)])
    far, far_left = within[here + ahead], within[left + ahead]
    corners = (here, left, here + ahead, left + ahead)
    middle = np.sum([flat[corner] for corner in corners], axis=0, dtype=np.float32)
    turns_left = far_left & (far | (middle > 0))
    straight = far & ~far_left
    # the pair of pixels that the outline goes on between
    one = np.where(turns_left, left, here + ahead)
    other = np.where(turns_left | straight, left + ahead, here)
    pixel = np.minimum(one, other)
    is_beside = np.abs(one - other) == 1
    return np.where(
        is_beside, np.searchsorted(beside, pixel), count + np.searchsorted(below, pixel)
    )


def _walked(following: Integers, count: int) -> tuple[Integers, Integers]:
    """Crossings in the order of the outlines, and where in it each outline begins.

    Every outline begins at the first of its crossings, of which the first `count` are asked for.
    """
    after, seen = following.tolist(), bytearray(len(following))
    order: list[int] = []
    first: list[int] = []
    for start in range(count):
        if not seen[start]:
            first.append(len(order))
            place = start
            while not seen[place]:
                seen[place] = 1
                order.append(place)
                place = after[place]
    return np.array(order), np.array(first)


def _crossed(flat: Surface, pixel: Integers, step: int, width: int) -> Points:
    """Where the surface is 0 between pixels and those `step` farther on, float64 n×2."""
    here, there = flat[pixel].astype(np.float64), flat[pixel + step].astype(np.float64)
    row, column = np.divmod(pixel, width)
    part = here / (here - there)
    return np.stack([column + part, row] if step == 1 else [column, row + part], 1)


def _areas(points: Points, first: Integers) -> NDArray[np.float64]:
    """The area within each outline, below 0 of holes (the shoelace formula)."""
    after = np.arange(1, len(points) + 1)
    after[np.append(first[1:], len(points)) - 1] = first
    x, y = points.T
    return np.asarray(np.add.reduceat(x * y[after] - x[after] * y, first) / 2)


def _nested(
    order: Integers, first: Integers, is_outer: NDArray[np.bool_], count: int
) -> dict[int, list[int]]:
    """The holes of each outer outline.

    The crossing before a hole's first one, in its row, is of the same polygon: of its outer
    outline, or of another hole that begins farther up.
    """
    own = np.empty(len(order), np.int64)
    own[order] = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(order))))
    before = own[np.maximum(order[first] - 1, 0)].tolist()
    found: dict[int, list[int]] = {}
    parent: list[int] = []
    for number, outer in enumerate(is_outer.tolist()):
        parent.append(number if outer else parent[before[number]])
        found.setdefault(parent[number], []).extend([] if outer else [number])
    return found
