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
"""Mean number of looks at an end after which 2-opt stops."""

LONGEST_TURN = 5_000
"""Most places of a tour that are turned round at once: among tens of thousands of dots, longer
turns would take nearly all the time."""

LEAST_SAVED = 1e-9
"""Shortening in mm below which a turn is rounding, not a gain."""


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
    ends = np.array([[stroke.points[0], stroke.points[-1]] for stroke in strokes]).reshape(-1, 2)
    near = _neighbours(ends)
    tour = _nearest(ends, near, start)
    tour = _two_opt(ends, near, tour, start)
    chosen = [
        _turned(strokes[end // 2]) if end % 2 else strokes[end // 2] for end in tour[::2].tolist()
    ]
    return _loops_begun_near(chosen, start)


def _neighbours(ends: Points) -> list[list[int]]:
    """The ends nearest to each, itself and perhaps its stroke's other end among them."""
    from scipy.spatial import cKDTree

    count = min(NEIGHBOURS + 2, len(ends))
    near: list[list[int]] = cKDTree(ends).query(ends, k=count)[1].tolist()
    return near


def _nearest(ends: Points, near: Sequence[Sequence[int]], start: Points) -> NDArray[np.intp]:
    """Ends in the order in which the pen meets them, always going to the nearest one left."""
    from scipy.spatial import cKDTree

    count = len(ends) // 2
    alive = [True] * len(ends)
    members = np.arange(len(ends))
    tree = cKDTree(ends)
    tour: list[int] = []
    for k in range(count):
        end = next((each for each in near[tour[-1]] if alive[each]), None) if tour else None
        if end is None:
            if 4 * (count - k) < len(members):  # most of the tree's ends are drawn: a new one
                members = np.flatnonzero(alive)
                tree = cKDTree(ends[members])
            end = _nearest_left(tree, members, alive, ends[tour[-1]] if tour else start)
        tour += [end, end ^ 1]
        alive[end] = alive[end ^ 1] = False
    return np.array(tour, np.intp)


def _nearest_left(
    tree: object, members: NDArray[np.intp], alive: Sequence[bool], at: Points
) -> int:
    near = 8
    while True:
        near = min(near, len(members))
        found = members[np.atleast_1d(tree.query(at, k=near)[1])]  # type: ignore[attr-defined]
        left = next((end for end in found.tolist() if alive[end]), None)
        if left is not None:
            return int(left)
        near *= 4


def _two_opt(
    ends: Points, near: Sequence[Sequence[int]], tour: NDArray[np.intp], start: Points
) -> NDArray[np.intp]:
    """Turn stretches of the tour round wherever that makes the ways shorter."""
    n = len(tour)
    if n < 4:
        return tour
    improved = _Tour(tour, ends, start)
    waiting = deque(tour.tolist())
    queued = [True] * n
    looks = ROUNDS * n
    while waiting and looks:
        looks -= 1
        end = waiting.popleft()
        queued[end] = False
        for touched in improved.shortened_at(end, near[end]):
            if not queued[touched]:
                queued[touched] = True
                waiting.append(touched)
    return np.array(improved.sequence, np.intp)


class _Tour:
    """Ends of strokes in the order in which the pen meets them.

    Place 2k is where the k-th stroke is begun and 2k + 1 where it is left; turning a stretch round
    turns its strokes too. The way to place 0 comes from the pen's start; none leads on from the
    last place.
    """

    def __init__(self, tour: NDArray[np.intp], ends: Points, start: Points) -> None:
        self.sequence: list[int] = tour.tolist()
        self._place: list[int] = np.argsort(tour).tolist()
        self._points: list[list[float]] = np.vstack([ends, start]).tolist()
        self._start = len(ends)

    def shortened_at(self, end: int, near: Sequence[int]) -> list[int]:
        """Make one turn at an end that shortens the ways, where there is one.

        Args:
            end: whose way is to become shorter.
            near: ends to go to instead, nearest to `end` at the beginning.

        Returns:
            The ends whose ways have changed, none where no turn helps.
        """
        place = self._place[end]
        partner = self._partner(place)
        now = self._way(end, partner)
        for other in near:
            way = self._way(end, other)
            if way >= now:
                break
            other_place = self._place[other]
            if other == end or other_place % 2 != place % 2:
                continue
            theirs = self._partner(other_place)
            saved = now + self._way(other, theirs) - way - self._way(partner, theirs)
            if saved > LEAST_SAVED:
                low, high = min(place, other_place), max(place, other_place)
                if high - low > LONGEST_TURN:
                    continue
                leaving = place % 2
                self._turn(low + leaving, high + leaving)
                changed = (end, other, partner, theirs)
                return [each for each in changed if each is not None and each != self._start]
        return []

    def _partner(self, place: int) -> int | None:
        """The end, or the pen's start, at the far side of the way at a place; None for no way."""
        if place == 0:
            return self._start
        if place == len(self.sequence) - 1:
            return None
        return self.sequence[place + 1 if place % 2 else place - 1]

    def _way(self, a: int | None, b: int | None) -> float:
        """Length of the way between two ends in mm; a way that leads nowhere has none."""
        if a is None or b is None:
            return 0.0
        (ax, ay), (bx, by) = self._points[a], self._points[b]
        return float(((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5)

    def _turn(self, begin: int, end: int) -> None:
        """Turn round the places from `begin` up to, not including, `end`."""
        self.sequence[begin:end] = self.sequence[begin:end][::-1]
        for place in range(begin, end):
            self._place[self.sequence[place]] = place


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
