"""The order of drawing: short ways from one stroke to the next.

Nearest neighbour first, then 2-opt (Croes 1958) over near neighbours with don't-look bits
(Bentley, "Fast Algorithms for Geometric Traveling Salesman Problems", 1992). A stroke may be
drawn from either end, a loop from any of its points.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from artline.nouns import Pen, Stroke
from artline.strokes.layers import LAYERS
from artline.strokes.path import Points

NEIGHBOURS = 10
"""Ends of other strokes that 2-opt tries for each end."""
ROUNDS = 20
"""2-opt looks at each end at most about so often."""


def ordered(strokes: Sequence[Stroke], pens: Sequence[Pen], order: str) -> list[Stroke]:
    """The same strokes, some of them turned round, in the order of drawing.

    Args:
        strokes: in any order.
        pens: their order is kept: all strokes of a pen together.
        order: "travel", or "artist": face, hair, body, background within each pen.
    """
    numbers = {pen.name: k for k, pen in enumerate(pens)}

    def group(stroke: Stroke) -> tuple[int, int]:
        return numbers[stroke.pen], LAYERS.index(stroke.layer) if order == "artist" else 0

    result: list[Stroke] = []
    at = np.zeros(2)
    for _, members in groupby(sorted(strokes, key=group), key=group):
        result += shortened(list(members), at)
        at = result[-1].points[-1]
    return result


def shortened(strokes: Sequence[Stroke], start: Points) -> list[Stroke]:
    """Strokes in an order with short ways between them, from a pen at `start` (x and y)."""
    if not strokes:
        return []
    ends = np.array([[stroke.points[0], stroke.points[-1]] for stroke in strokes])
    tour = _nearest(ends.reshape(-1, 2), start)
    tour = _two_opt(ends.reshape(-1, 2), tour, start)
    chosen = [
        _turned(strokes[end // 2]) if end % 2 else strokes[end // 2] for end in tour[::2].tolist()
    ]
    return _loops_begun_near(chosen, start)


def _nearest(ends: Points, start: Points) -> NDArray[np.intp]:
    """Ends in the order in which the pen meets them, always going to the nearest one left."""
    from scipy.spatial import cKDTree

    count = len(ends) // 2
    alive = np.ones(len(ends), bool)
    members = np.arange(len(ends))
    tree = cKDTree(ends)
    tour = np.empty(len(ends), np.intp)
    at = start
    for k in range(count):
        if 4 * (count - k) < len(members):  # half of the tree's strokes are drawn: grow a new one
            members = np.flatnonzero(alive)
            tree = cKDTree(ends[members])
        end = _nearest_left(tree, members, alive, at)
        tour[2 * k : 2 * k + 2] = end, end ^ 1
        alive[[end, end ^ 1]] = False
        at = ends[end ^ 1]
    return tour


def _nearest_left(
    tree: object, members: NDArray[np.intp], alive: NDArray[np.bool_], at: Points
) -> int:
    near = 8
    while True:
        near = min(near, len(members))
        found = members[np.atleast_1d(tree.query(at, k=near)[1])]  # type: ignore[attr-defined]
        left = found[alive[found]]
        if len(left):
            return int(left[0])
        near *= 4


def _two_opt(ends: Points, tour: NDArray[np.intp], start: Points) -> NDArray[np.intp]:
    """Turn stretches of the tour round wherever that makes the ways shorter.

    The tour holds ends: place 2k is where stroke k is begun and 2k+1 where it is left; turning a
    stretch round turns its strokes too. The last stroke leads nowhere.
    """
    from scipy.spatial import cKDTree

    n = len(tour)
    if n < 4:
        return tour
    near = cKDTree(ends).query(ends, k=min(NEIGHBOURS + 2, n))[1].tolist()
    xs, ys = ends[:, 0].tolist(), ends[:, 1].tolist()
    sequence, place = tour.tolist(), [0] * n
    for k, end in enumerate(sequence):
        place[end] = k
    home = (float(start[0]), float(start[1]))

    def gap(a: int, b: int) -> float:
        """Length of the way between two ends; -1 is the pen's start, -2 nowhere."""
        if a == -2 or b == -2:
            return 0.0
        ax, ay = home if a < 0 else (xs[a], ys[a])
        bx, by = home if b < 0 else (xs[b], ys[b])
        return float(((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5)

    def before(k: int) -> int:
        return sequence[k - 1] if k else -1

    def after(k: int) -> int:
        return sequence[k + 1] if k + 1 < n else -2

    def turn(first: int, last: int) -> None:
        sequence[first : last + 1] = sequence[first : last + 1][::-1]
        for k in range(first, last + 1):
            place[sequence[k]] = k

    def improve(end: int) -> tuple[int, ...]:
        """Make one better turn at this end if there is any; the ends that it touched."""
        k = place[end]
        leaving = bool(k % 2)
        partner = after(k) if leaving else before(k)
        now = gap(end, partner)
        for other in near[end]:
            way = gap(end, other)
            if way >= now:
                break
            m = place[other]
            if m % 2 != k % 2 or other == end:
                continue
            theirs = after(m) if leaving else before(m)
            if now + gap(other, theirs) - way - gap(partner, theirs) > 1e-9:
                low, high = min(k, m), max(k, m)
                turn(low + 1, high) if leaving else turn(low, high - 1)
                return tuple(e for e in (end, other, partner, theirs) if e >= 0)
        return ()

    waiting = deque(sequence)
    queued = [True] * n
    looks = ROUNDS * n
    while waiting and looks:
        looks -= 1
        end = waiting.popleft()
        queued[end] = False
        for touched in improve(end):
            if not queued[touched]:
                queued[touched] = True
                waiting.append(touched)
    return np.array(sequence, np.intp)


def _turned(stroke: Stroke) -> Stroke:
    curve = None if stroke.curve is None else stroke.curve[::-1]
    return replace(stroke, points=stroke.points[::-1], widths=stroke.widths[::-1], curve=curve)


def _loops_begun_near(strokes: Sequence[Stroke], start: Points) -> list[Stroke]:
    """Begin each loop where the ways to it and from it are shortest together."""
    result: list[Stroke] = []
    at = start
    for k, stroke in enumerate(strokes):
        turned = stroke
        if stroke.closed and stroke.curve is None:
            ring = stroke.points[:-1]
            ways = np.hypot(*(ring - at).T)
            if k + 1 < len(strokes):
                ways = ways + np.hypot(*(ring - strokes[k + 1].points[0]).T)
            turned = _begun_at(stroke, int(ways.argmin()))
        result.append(turned)
        at = turned.points[-1]
    return result


def _begun_at(stroke: Stroke, first: int) -> Stroke:
    points, widths = stroke.points[:-1], stroke.widths[:-1]
    points, widths = np.roll(points, -first, axis=0), np.roll(widths, -first)
    return replace(
        stroke,
        points=np.concatenate([points, points[:1]]),
        widths=np.concatenate([widths, widths[:1]]),
    )
