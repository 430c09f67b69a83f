"""Ways that tie separate lines into one net, together as short as can be where a line is welcome.

Every place of a grid belongs to the line from which the way to it is cheapest (Dijkstra 1959);
where two of these areas meet there is a way from line to line, and the cheapest of these ways
that tie all lines are a shortest spanning tree (Mehlhorn 1988, "A faster approximation algorithm
for the Steiner problem in graphs").
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.marks.net import Net

Field = NDArray[np.float32]
Points = NDArray[np.float64]

GRID = 2.0
"""Pixels of a pass from place to place of the grid."""
MIDST = 10.0
"""Cost of a way that begins in the midst of a line instead of at its end, in pixels of a pass."""
DIAGONAL = 2**0.5


@dataclass(frozen=True, slots=True, eq=False)
class Tie:
    """A way from one point of a net to another.

    Attributes:
        first: number of the point where it begins.
        last: number of the point where it ends.
        points: float64 N×2, x and y in pixels, both ends among them.
    """

    first: int
    last: int
    points: Points


def ties(net: Net, cost: Field, unit: float) -> list[Tie]:
    """The ways that make one part of a net of several.

    Args:
        net: its parts hang together nowhere.
        cost: float32 h×w, above 0, of a pixel of the way.
        unit: pixels for one of a pass.
    """
    part = net.parts()
    if not part or max(part) == 0:
        return []
    grid = _Grid(cost, GRID * unit)
    cells = grid.cells(np.array(net.places))
    grown = _grown(grid, net, cells, MIDST * unit)
    owner = grown.owner
    meeting = sorted(
        [(0.0, own, k, -1, -1) for k, c in enumerate(cells) if part[own := owner[c]] != part[k]]
        + [
            (way, owner[a], owner[b], a, b)
            for way, a, b in grown.borders
            if part[owner[a]] != part[owner[b]]
        ]
    )
    root = list(range(max(part) + 1))

    def whole(k: int) -> int:
        while root[k] != k:
            root[k] = root[root[k]]
            k = root[k]
        return k

    found = []
    for _, first, last, a, b in meeting:
        one, other = whole(part[first]), whole(part[last])
        if one != other:
            root[one] = other
            inner = [] if a < 0 else grown.back(a)[::-1] + grown.back(b)
            ends = [net.places[first]], [net.places[last]]
            found.append(Tie(first, last, np.concatenate([ends[0], *grid.middles(inner), ends[1]])))
    return found


class _Grid:
    """Places of a picture, numbered row by row, with a border that no way crosses."""

    def __init__(self, cost: Field, step: float) -> None:
        import cv2

        height, width = cost.shape
        rows, columns = max(2, round(height / step)), max(2, round(width / step))
        small = cv2.resize(cost, (columns, rows), interpolation=cv2.INTER_AREA)
        self.size = np.array([width / columns, height / rows])
        self.across = columns + 2
        self._shape = rows, columns
        self.costs: list[float] = np.pad(small, 1, constant_values=np.inf).ravel().tolist()
        straight, slanted = float(self.size.mean()), DIAGONAL * float(self.size.mean())
        down = self.across
        self.steps = (
            *((k, straight) for k in (1, -1, down, -down)),
            *((k, slanted) for k in (down + 1, down - 1, 1 - down, -1 - down)),
        )

    def cells(self, points: Points) -> list[int]:
        """Numbers of the places that points lie in."""
        rows, columns = self._shape
        column, row = (points / self.size).astype(np.intp).T
        row, column = row.clip(0, rows - 1), column.clip(0, columns - 1)
        numbers: list[int] = ((row + 1) * self.across + column + 1).tolist()
        return numbers

    def middles(self, cells: list[int]) -> list[Points]:
        """Middles of places, none where there are no places."""
        if not cells:
            return []
        row, column = np.divmod(np.array(cells), self.across)
        return [(np.stack([column, row], 1) - 0.5) * self.size]


@dataclass(frozen=True, slots=True, eq=False)
class _Grown:
    """To which point of the net each place belongs, and where the areas of two points meet."""

    owner: list[int]
    before: list[int]
    borders: list[tuple[float, int, int]]

    def back(self, cell: int) -> list[int]:
        """Places from one back to the net's point that it belongs to."""
        way = []
        while cell >= 0:
            way.append(cell)
            cell = self.before[cell]
        return way


def _grown(grid: _Grid, net: Net, cells: Sequence[int], midst: float) -> _Grown:
    """Areas around all points of a net, grown until they meet."""
    costs = grid.costs
    far = [float("inf")] * len(costs)
    owner, before = [-1] * len(costs), [-1] * len(costs)
    for k, cell in enumerate(cells):
        begun = 0.0 if len(net.beside[k]) == 1 else midst
        if begun < far[cell]:
            far[cell], owner[cell] = begun, k
    waiting = [(far[cell], cell) for cell in set(cells)]
    heapq.heapify(waiting)
    settled = bytearray(len(costs))
    borders = []
    while waiting:
        way, cell = heapq.heappop(waiting)
        if settled[cell]:
            continue
        settled[cell] = 1
        for step, length in grid.steps:
            other = cell + step
            on = way + 0.5 * length * (costs[cell] + costs[other])
            if settled[other]:
                if owner[other] != owner[cell]:
                    borders.append((on + far[other], cell, other))
            elif on < far[other]:
                far[other], owner[other], before[other] = on, owner[cell], cell
                heapq.heappush(waiting, (on, other))
    return _Grown(owner, before, borders)
