"""Points become cubic Bézier curves.

P. J. Schneider, "An Algorithm for Automatically Fitting Digitized Curves", Graphics Gems, 1990:
least squares for the lengths of the two handles, Newton steps for the parameters, and a cut at
the worst point where that is not enough. Cuts keep their tangent, so curves join smoothly.

All pieces of all strokes go through each step together, as arrays: that is fifty times as fast
as one after another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from artline.strokes.path import Points

Index = NDArray[np.intp]

ROUNDS = 3
"""Newton rounds before a cut."""

HOPELESS = 16.0
"""Squared error above which a piece is cut at once, in squares of the tolerance."""

SIGHT = 4
"""Points over which the tangent at an end is taken."""

SIGHT_AT_CUT = 3
"""Points on each side over which the tangent at a cut is taken."""


@dataclass(slots=True)
class _Pieces:
    """Pieces of the points, from point `first` to point `last`, leaving along unit vectors."""

    first: Index
    last: Index
    left: Points
    right: Points

    def only(self, chosen: NDArray[np.bool_]) -> _Pieces:
        return _Pieces(self.first[chosen], self.last[chosen], self.left[chosen], self.right[chosen])


def fit(paths: Sequence[tuple[Points, bool]], tolerance: float) -> list[Points]:
    """Cubic Bézier curves through the points of paths.

    Args:
        paths: float64 N×2 with N ≥ 2, and whether the path is closed (ends on its first point).
        tolerance: how far a point may be from the curve, in the points' unit.

    Returns:
        For each path float64 (3k+1)×2: knot, handle, handle, knot, … of k curves.
    """
    if not paths:
        return []
    each = [_distinct(points) for points, _ in paths]
    closed = [is_closed for _, is_closed in paths]
    points = np.concatenate(each)
    ends = np.cumsum([len(one) for one in each])
    pieces = _Pieces(ends - [len(one) for one in each], ends - 1, *_tangents(each, closed))
    found: list[tuple[Index, Points]] = []
    while len(pieces.first):
        pieces = _level(points, pieces, tolerance, found)
    starts = np.concatenate([first for first, _ in found])
    curves = np.concatenate([curve for _, curve in found])
    order = np.argsort(starts, kind="stable")
    bounds = np.searchsorted(starts[order], [0, *ends])
    curves = curves[order]
    return [
        np.concatenate([curves[a, :1], curves[a:b, 1:].reshape(-1, 2)])
        for a, b in pairwise(bounds.tolist())
    ]


def _level(
    points: Points, pieces: _Pieces, tolerance: float, found: list[tuple[Index, Points]]
) -> _Pieces:
    """Fit every piece; what fits goes to `found`, what does not comes back cut in two."""
    arc = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    limit = tolerance * tolerance
    members, begin = _members(pieces)
    of = np.repeat(np.arange(len(begin)), np.diff([*begin, len(members)]))
    t = (arc[members] - arc[pieces.first][of]) / (arc[pieces.last] - arc[pieces.first])[of]
    uncut: list[_Pieces] = []
    places: list[Index] = []
    for k in range(ROUNDS):
        length = arc[pieces.last] - arc[pieces.first]
        curves = _least_squares(points, pieces, (members, begin, of), t, length)
        away = _at(curves[of], t) - points[members]
        errors = np.einsum("ij,ij->i", away, away)
        largest = np.maximum.reduceat(errors, begin)
        good = largest <= limit
        found.append((pieces.first[good], curves[good]))
        lost = ~good & ((largest > HOPELESS * limit) | (k == ROUNDS - 1))
        worst = np.where(errors == largest[of], members, len(points))
        uncut.append(pieces.only(lost))
        places.append(np.minimum.reduceat(worst, begin)[lost])
        going = ~good & ~lost
        if not going.any():
            break
        mine = going[of]
        t = _newton(curves[of[mine]], t[mine], away[mine])
        pieces = pieces.only(going)
        members, begin = _members(pieces)
        of = np.repeat(np.arange(len(begin)), np.diff([*begin, len(members)]))
    return _cut(points, uncut, np.concatenate(places))


def _members(pieces: _Pieces) -> tuple[Index, Index]:
    """Numbers of the points of all pieces in a row, and where each piece begins in it."""
    counts = pieces.last - pieces.first + 1
    begin = np.cumsum(counts) - counts
    members = np.arange(counts.sum()) + np.repeat(pieces.first - begin, counts)
    return members, begin


def _cut(points: Points, parts: list[_Pieces], at: Index) -> _Pieces:
    first, last, left, right = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("first", "last", "left", "right")
    )
    after = np.minimum(at + SIGHT_AT_CUT, last)
    through = _unit(points[after] - points[np.maximum(at - SIGHT_AT_CUT, first)])
    return _Pieces(
        np.concatenate([first, at]),
        np.concatenate([at, last]),
        np.concatenate([left, through]),
        np.concatenate([-through, right]),
    )


def _least_squares(
    points: Points,
    pieces: _Pieces,
    rows: tuple[Index, Index, Index],
    t: Points,
    length: Points,
) -> Points:
    """n×4×2: for each piece the curve whose handles have the best lengths.

    `rows` are the points of all pieces in a row, where each piece begins in it, and the piece
    that each belongs to.
    """
    members, begin, of = rows
    s = 1 - t
    b1, b2 = 3 * s * s * t, 3 * s * t * t
    start, end = points[pieces.first], points[pieces.last]
    rest = points[members]
    rest = rest - (s**3 + b1)[:, None] * start[of] - (t**3 + b2)[:, None] * end[of]
    along_left = np.einsum("ij,ij->i", rest, pieces.left[of])
    along_right = np.einsum("ij,ij->i", rest, pieces.right[of])
    c11, c22, c12, x1, x2 = np.add.reduceat(
        np.stack([b1 * b1, b2 * b2, b1 * b2, b1 * along_left, b2 * along_right], 1), begin
    ).T
    c12 = c12 * np.einsum("ij,ij->i", pieces.left, pieces.right)
    determinant = c11 * c22 - c12 * c12
    solvable = np.abs(determinant) > 1e-12
    safe = np.where(solvable, determinant, 1)
    alpha, beta = (x1 * c22 - x2 * c12) / safe, (c11 * x2 - c12 * x1) / safe
    # handles that point back or overshoot: Schneider's own rule of a third
    sound = solvable & (np.minimum(alpha, beta) > 1e-3 * length)
    sound &= np.maximum(alpha, beta) < length
    third = np.maximum(np.hypot(*(end - start).T), length / 3) / 3
    alpha, beta = np.where(sound, alpha, third), np.where(sound, beta, third)
    handles = (start + alpha[:, None] * pieces.left, end + beta[:, None] * pieces.right)
    return np.stack([start, *handles, end], 1)


def _at(curves: Points, t: Points) -> Points:
    s = 1 - t
    basis = np.stack([s**3, 3 * s * s * t, 3 * s * t * t, t**3], 1)
    return np.asarray(np.einsum("ik,ikj->ij", basis, curves))


def _newton(curves: Points, t: Points, away: Points) -> Points:
    """Each parameter one step nearer to the foot of its point; the ends stay."""
    d1 = 3 * np.diff(curves, axis=1)
    d2 = 2 * np.diff(d1, axis=1)
    s = 1 - t
    first = np.einsum("ik,ikj->ij", np.stack([s * s, 2 * s * t, t * t], 1), d1)
    second = np.einsum("ik,ikj->ij", np.stack([s, t], 1), d2)
    down = np.einsum("ij,ij->i", first, first) + np.einsum("ij,ij->i", away, second)
    step = np.einsum("ij,ij->i", away, first) / np.where(np.abs(down) > 1e-12, down, np.inf)
    inside = (t > 0) & (t < 1)
    return np.asarray(np.where(inside, np.clip(t - step, 1e-9, 1 - 1e-9), t))


def _distinct(points: Points) -> Points:
    """Without points that repeat the one before."""
    kept = np.concatenate([[True], np.any(np.diff(points, axis=0) != 0, axis=1)])
    distinct = points[kept]
    return distinct if len(distinct) > 1 else points[:2]


def _tangents(each: Sequence[Points], closed: Sequence[bool]) -> tuple[Points, Points]:
    """Unit vectors along which each path leaves its first and its last point."""
    left, right = [], []
    for points, is_closed in zip(each, closed, strict=True):
        far = min(SIGHT, len(points) - 1)
        if is_closed and len(points) > 3:
            left.append(points[1] - points[-2])
            right.append(points[-2] - points[1])
        else:
            left.append(points[far] - points[0])
            right.append(points[-1 - far] - points[-1])
    return _unit(np.array(left)), _unit(np.array(right))


def _unit(vectors: Points) -> Points:
    size = np.hypot(*vectors.T)[:, None]
    # two points in one place have no direction: any will do
    return np.asarray(np.where(size > 1e-12, vectors / np.maximum(size, 1e-12), [1.0, 0.0]))
