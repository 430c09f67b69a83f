"""A short way through all of many places.

Along Hilbert's curve first (Platzman and Bartholdi 1989, "Spacefilling curves and the planar
travelling salesman problem"), then turned round piece by piece wherever that is shorter (2-opt,
Croes 1958), each place looking at its neighbours alone, and only as long as something changes
near it (Bentley 1992, "Fast Algorithms for Geometric Traveling Salesman Problems").
"""

from __future__ import annotations

from collections import deque

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Index = NDArray[np.intp]

NEAR = 7
"""Neighbours that each place looks at."""
LONGEST = 1000
"""Places that are turned round at once, at most."""
LOOKS = 12
"""Looks at a place, on average, after which it is left as it is."""
CELL = 1.6
"""Side of the cells in which neighbours are looked for, in mean distances of places."""
ORDER = 10
"""Cells of Hilbert's curve along each side, as a power of two."""
LEAST_SAVED = 1e-9
"""Shortening that is rounding, not a gain."""


def tour(places: Points) -> Index:
    """The order of a short open way through places, float64 N×2."""
    order = _along_hilbert(places)
    if len(places) < 4:
        return order
    near = _neighbours(places)
    at: list[list[float]] = places.tolist()
    way = order.tolist()
    place = np.argsort(order).tolist()
    count = len(way)
    waiting, queued = deque(way), [True] * count
    looks = LOOKS * count

    def length(a: int, b: int) -> float:
        (ax, ay), (bx, by) = at[a], at[b]
        return float(((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5)

    def improved(here: int) -> list[int]:
        """Make one turn that shortens the way at a place; the places whose ways have changed."""
        for on in (1, -1):
            k = place[here]
            if not 0 <= k + on < count:
                continue
            after = way[k + on]
            now = length(here, after)
            for other in near[here]:
                straight = length(here, other)
                if straight >= now:
                    break
                m = place[other]
                if not 0 <= m + on < count:
                    continue
                beyond = way[m + on]
                if now + length(other, beyond) - straight - length(after, beyond) < LEAST_SAVED:
                    continue
                low, high = (min(k, m) + 1, max(k, m) + 1) if on == 1 else (min(k, m), max(k, m))
                if high - low > LONGEST:
                    continue
                way[low:high] = way[low:high][::-1]
                for number in range(low, high):
                    place[way[number]] = number
                return [here, after, other, beyond]
        return []

    while waiting and looks:
        looks -= 1
        here = waiting.popleft()
        queued[here] = False
        for touched in improved(here):
            if not queued[touched]:
                queued[touched] = True
                waiting.append(touched)
    return np.array(way, np.intp)


def _along_hilbert(places: Points) -> Index:
    """The order in which Hilbert's curve meets places (Hilbert 1891)."""
    low = places.min(axis=0)
    side = max(float(np.ptp(places, axis=0).max()), 1e-9)
    x, y = np.floor((places - low) / side * (2**ORDER - 1)).astype(np.int64).T
    far = np.zeros(len(places), np.int64)
    for power in range(ORDER - 1, -1, -1):
        size = 1 << power
        right, down = (x & size) > 0, (y & size) > 0
        far += size * size * ((3 * right) ^ down)
        flipped = ~down & right
        x, y = (
            np.where(flipped, size - 1 - (x & (size - 1)), x & (size - 1)),
            np.where(flipped, size - 1 - (y & (size - 1)), y & (size - 1)),
        )
        x, y = np.where(down, x, y), np.where(down, y, x)
    return np.argsort(far, kind="stable")


def _neighbours(places: Points) -> list[list[int]]:
    """The nearest few of each place among those of its cell and the cells around."""
    low, high = places.min(axis=0), places.max(axis=0)
    side = max(CELL * float(np.sqrt(max(np.prod(high - low), 1e-9) / len(places))), 1e-6)
    column, row = np.floor((places - low) / side).astype(np.intp).T + 1
    across = int(column.max()) + 2
    cell = row * across + column
    order = np.argsort(cell, kind="stable")
    counts = np.bincount(cell, minlength=across * (int(row.max()) + 2))
    first = np.cumsum(counts) - counts
    most = int(counts.max())
    member = np.full((len(counts), most), -1, np.intp)
    member[cell[order], np.arange(len(cell)) - first[cell[order]]] = order
    around = [cell + down * across + on for down in (-1, 0, 1) for on in (-1, 0, 1)]
    found = np.concatenate([member[each] for each in around], 1)
    away = np.hypot(*(places[found] - places[:, None]).transpose(2, 0, 1))
    away[(found < 0) | (found == np.arange(len(places))[:, None])] = np.inf
    nearest = np.argsort(away, axis=1, kind="stable")[:, :NEAR]
    rows = np.arange(len(places))[:, None]
    return [
        [other for other, way in zip(*pair, strict=True) if way < np.inf]
        for pair in zip(found[rows, nearest].tolist(), away[rows, nearest].tolist(), strict=True)
    ]
