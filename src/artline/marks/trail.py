"""Stretches of line drawn one after the other in one go, as straight on as can be at each knot.

At every knot the stretches that meet there are paired, the straightest first; so they make trails.
Trails that meet at a knot exchange partners there and are one, until there is a single trail
(Hierholzer 1873).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

SIGHT = 4
"""Points over which the direction of a stretch at its end is taken."""
RETRACED = 0.5
"""Cosine by which it counts as less straight to go back along the same points."""

End = int
"""End of a stretch: 2k where stretch k begins, 2k + 1 where it ends."""


def trail(places: Points, stretches: Sequence[Sequence[int]]) -> list[End]:
    """The ends at which each stretch is begun, in the order of drawing.

    Args:
        places: float64 N×2, x and y of every point.
        stretches: numbers of points; they hang together, and but for two knots at most an even
            number of them meets everywhere.
    """
    knots: dict[int, list[End]] = {}
    for k, stretch in enumerate(stretches):
        knots.setdefault(stretch[0], []).append(2 * k)
        knots.setdefault(stretch[-1], []).append(2 * k + 1)
    turns = _Turns(places, stretches)
    partner: dict[End, End] = {}
    for ends in knots.values():
        for _, one, other in sorted((turns.sharp(*two), *two) for two in combinations(ends, 2)):
            if one not in partner and other not in partner:
                partner[one], partner[other] = other, one
    while True:
        trails = _walked(partner, len(stretches))
        if len(trails) == 1:
            return trails[0]
        _merge(trails, knots, partner, turns)


class _Turns:
    """How sharp the pen turns from one stretch to another."""

    def __init__(self, places: Points, stretches: Sequence[Sequence[int]]) -> None:
        ways = []
        for stretch in stretches:
            on = min(SIGHT, len(stretch) - 1)
            ways += [
                places[stretch[on]] - places[stretch[0]],
                places[stretch[-1 - on]] - places[stretch[-1]],
            ]
        leaving = np.array(ways)
        leaving /= np.maximum(np.hypot(*leaving.T), 1e-9)[:, None]
        self._leaving: list[tuple[float, float]] = [(float(x), float(y)) for x, y in leaving]
        self._inner = [(min(s[0], s[-1]), max(s[0], s[-1]), len(s)) for s in stretches]

    def sharp(self, one: End, other: End) -> float:
        """−1 straight on to 1 right back, and more along the very points that it came by."""
        (ax, ay), (bx, by) = self._leaving[one], self._leaving[other]
        return ax * bx + ay * by + RETRACED * (self._inner[one // 2] == self._inner[other // 2])


def _walked(partner: dict[End, End], count: int) -> list[list[End]]:
    """The trails that partners make, open ones from one of their ends."""
    seen = [False] * count
    trails = []
    loose = [end for end in range(2 * count) if end not in partner]
    for begin in (*loose, *range(0, 2 * count, 2)):
        if seen[begin // 2]:
            continue
        found: list[End] = []
        end: End | None = begin
        while end is not None and not seen[end // 2]:
            seen[end // 2] = True
            found.append(end)
            end = partner.get(end ^ 1)
        trails.append(found)
    return trails


def _merge(
    trails: list[list[End]], knots: dict[int, list[End]], partner: dict[End, End], turns: _Turns
) -> None:
    """Let trails that meet exchange partners, each with one other, the straightest first."""
    of = {end // 2: k for k, found in enumerate(trails) for end in found}
    ways = []
    for ends in knots.values():
        if len({of[end // 2] for end in ends}) < 2:
            continue
        # each passage through the knot once; of one that ends here, the far side is None
        passages = [(end, partner.get(end)) for end in ends if partner.get(end, end) >= end]
        for (a, b), (c, d) in combinations(passages, 2):
            if of[a // 2] == of[c // 2]:
                continue
            for new in (((a, c), (b, d)), ((a, d), (b, c))):
                kept = [(x, y) for x, y in new if x is not None and y is not None]
                ways.append((sum(turns.sharp(*two) for two in kept), a, c, (b, d), kept))
    busy = set[int]()
    for _, a, c, far, kept in sorted(ways, key=lambda way: way[0]):
        if of[a // 2] in busy or of[c // 2] in busy:
            continue
        busy |= {of[a // 2], of[c // 2]}
        for end in (a, c, *far):
            if end is not None:
                partner.pop(end, None)
        for one, other in kept:
            partner[one], partner[other] = other, one
