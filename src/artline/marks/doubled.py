"""Which lines a pen draws twice, so that it can draw a whole net without being lifted.

A net can be drawn in one go where lines end at two of its knots at most an odd number of times
(Euler 1736). All other odd knots are paired, and the way between the two of a pair is drawn once
more, along lines that are there or, where that is shorter, straight across: the Chinese postman's
problem (Kwan Mei-Ko 1962).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.marks.net import Net
from artline.marks.paired import FOREVER, paired

Field = NDArray[np.float32]
Points = NDArray[np.float64]

NEAR = 16
"""Other odd knots along the lines that each may be paired with."""
JUMP = 60.0
"""Longest way straight across, pixels of a pass."""
PLACES = 24
"""Places of a way straight across where its cost is read."""
ACROSS = 1.0
"""Share of its cost by which a way is dearer that runs across the flow of the picture."""


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What a way straight across lies on, float32 h×w each.

    Attributes:
        cost: above 0, of a pixel of a way that ties lines together, of which there must be one.
        shy: above 0, of a pixel of a way straight across, that may be drawn along lines instead.
        flow: direction of the picture's own lines, radians.
        unit: pixels for one of a pass.
    """

    cost: Field
    shy: Field
    flow: Field
    unit: float


@dataclass(frozen=True, slots=True)
class Doubled:
    """What is drawn besides every chain once.

    Attributes:
        chains: numbers of chains that are drawn once more.
        jumps: pairs of knots between which the pen goes straight across.
    """

    chains: list[int]
    jumps: list[tuple[int, int]]


def doubled(net: Net, chains: list[list[int]], ground: Ground) -> Doubled:
    """The ways that leave two odd knots at most.

    Args:
        net: of one part.
        chains: of the net.
        ground: what lies between the lines.
    """
    roads = _Roads(net, chains)
    odd = [knot for knot, ways in roads.ways.items() if len(ways) % 2]
    if len(odd) <= 2:
        return Doubled([], [])
    along, backs = roads.between(odd)
    straight = _straight(np.array([net.places[k] for k in odd]), ground)
    costs = np.minimum(along, straight)
    found = Doubled([], [])
    for one, other in paired(costs):
        if straight[one, other] < along[one, other]:
            found.jumps.append((odd[one], odd[other]))
        else:
            back = backs[one] if odd[other] in backs[one] else roads.reached(odd[one], {odd[other]})
            found.chains.extend(roads.walk(back, odd[one], odd[other]))
    return found


Back = dict[int, tuple[int, int]]
"""Knot → the knot before it on the way there, and the chain between them."""


class _Roads:
    """Knots, and the chains between them."""

    def __init__(self, net: Net, chains: list[list[int]]) -> None:
        places = np.array(net.places)
        self.ways: dict[int, list[tuple[int, int, float]]] = {}
        for number, chain in enumerate(chains):
            length = float(np.hypot(*np.diff(places[chain], axis=0).T).sum())
            self.ways.setdefault(chain[0], []).append((chain[-1], number, length))
            self.ways.setdefault(chain[-1], []).append((chain[0], number, length))

    def between(self, odd: list[int]) -> tuple[Points, list[Back]]:
        """Lengths of the ways along lines between near odd knots, n×n, and the ways back."""
        number = {knot: k for k, knot in enumerate(odd)}
        costs = np.full((len(odd), len(odd)), FOREVER)
        backs = []
        for k, knot in enumerate(odd):
            far: dict[int, float] = {}
            backs.append(self.reached(knot, number.keys() - {knot}, far))
            for other, length in far.items():
                if other in number and other != knot:
                    costs[k, number[other]] = costs[number[other], k] = length
        return costs, backs

    def reached(self, knot: int, wanted: set[int], far: dict[int, float] | None = None) -> Back:
        """The ways from a knot to the nearest that are wanted (Dijkstra 1959)."""
        best, back, settled = {knot: 0.0}, Back(), set[int]()
        waiting = [(0.0, knot)]
        missing = min(NEAR, len(wanted))
        while waiting and missing:
            way, here = heapq.heappop(waiting)
            if here in settled:
                continue
            settled.add(here)
            missing -= here in wanted
            if far is not None:
                far[here] = way
            for other, chain, length in self.ways[here]:
                if way + length < best.get(other, FOREVER):
                    best[other], back[other] = way + length, (here, chain)
                    heapq.heappush(waiting, (way + length, other))
        return back

    def walk(self, back: Back, first: int, last: int) -> list[int]:
        """Numbers of the chains on the way from one knot to another."""
        found = []
        while last != first:
            last, chain = back[last]
            found.append(chain)
        return found


def _straight(places: Points, ground: Ground) -> Points:
    """Costs of the ways straight across, n×n."""
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    i, j = np.nonzero(np.triu(apart < JUMP * ground.unit, 1))
    at = places[i] + np.linspace(0, 1, PLACES)[:, None, None] * (places[j] - places[i])
    height, width = ground.shy.shape
    x = at[..., 0].astype(np.intp).clip(0, width - 1)
    y = at[..., 1].astype(np.intp).clip(0, height - 1)
    way = np.arctan2(*(places[j] - places[i]).T[::-1])
    turned = 1 + ACROSS * np.abs(np.sin(way - ground.flow[y, x]))
    costs = np.full(apart.shape, FOREVER)
    costs[i, j] = costs[j, i] = (turned * ground.shy[y, x]).mean(0) * apart[i, j]
    return costs
