"""The crests of a wave as lines.

A crest crosses an edge of the grid where the phase passes a whole number of turns; within a cell
it goes from one edge to another on which it is the same crest (marching squares, Lorensen and
Cline 1987, in the plane). Between nodes the phase is as good as straight, so that a grid of two
nodes for a wave is fine enough.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from artline.marks.along import Lines
from artline.marks.phases import Steps, Ways

Field = NDArray[np.float32]
Whole = NDArray[np.int64]

TURN = 2 * np.pi
NONE = -1
"""In place of the number of an edge."""


def crests(phase: Field, ways: Ways, wanted: NDArray[np.bool_]) -> Lines:
    """Lines along which the phase is a whole number of turns.

    Args:
        phase: float32 h×w, radians, at the nodes of a grid.
        ways: the steps between the nodes.
        wanted: bool h×w, the nodes around which lines are looked for.

    Returns:
        Places where they cross the grid's edges, x and y in steps of the grid. A closed line ends
        where it begins.
    """
    rises = _rise(phase, ways[0], 0), _rise(phase, ways[1], 1)
    places = _crossed(phase, rises)
    near = (wanted[:-1] | wanted[1:]).ravel(), (wanted[:, :-1] | wanted[:, 1:]).ravel()
    crossed = (places[:, 0] >= 0) & np.concatenate(near)
    order, counts = _chained(_links(phase, ways, rises, crossed), crossed)
    return Lines(places[order], counts)


def _rise(phase: Field, steps: Steps, axis: int) -> Field:
    """By how much the phase really grows on each step: what fits, nearest to what should be."""
    first = phase[:-1] if axis == 0 else phase[:, :-1]
    second = phase[1:] if axis == 0 else phase[:, 1:]
    rest = steps.sign * second - first - steps.turn
    return np.asarray(steps.turn + rest - TURN * np.rint(rest / TURN), np.float32)


def _crossed(phase: Field, rises: tuple[Field, Field]) -> NDArray[np.float32]:
    """Where crests cross the edges, downward ones first: float32 n×2; −1 where none does."""
    found = []
    for axis, rise in enumerate(rises):
        begin = phase[: rise.shape[0], : rise.shape[1]]
        level = _between(begin, rise)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = (level * TURN - begin) / rise
        y, x = np.mgrid[: rise.shape[0], : rise.shape[1]].astype(np.float32)
        place = np.stack([x, y + share] if axis == 0 else [x + share, y], -1)
        found.append(np.where(np.isnan(level)[..., None], -1, place).reshape(-1, 2))
    return np.concatenate(found).astype(np.float32)


def _between(begin: Field, rise: Field) -> NDArray[np.float64]:
    """The first whole number of turns on the way; not a number where there is none."""
    end = begin.astype(np.float64) + rise
    low, high = np.minimum(begin, end) / TURN, np.maximum(begin, end) / TURN
    up = np.ceil(low)
    return np.where(up < high, np.where(rise > 0, up, np.ceil(high) - 1), np.nan)


def _links(
    phase: Field, ways: Ways, rises: tuple[Field, Field], crossed: NDArray[np.bool_]
) -> Whole:
    """The edge to which a crest goes on, through the cell before an edge and that after it: n×2."""
    down, right = rises
    number_down = np.arange(down.size).reshape(down.shape)
    number_right = down.size + np.arange(right.size).reshape(right.shape)
    # corners a b / c d; what lies on the edges b–d and c–d is told in the sign of a
    a, to_c, to_b = phase[:-1, :-1], down[:, :-1], right[:-1]
    sign_b, sign_c = ways[1].sign[:-1], ways[0].sign[:, :-1]
    edges = (
        (number_right[:-1], 1, a, to_b),
        (number_down[:, :-1], 1, a, to_c),
        (number_right[1:], 0, a + to_c, sign_c * right[1:]),
        (number_down[:, 1:], 0, a + to_b, sign_b * down[:, 1:]),
    )
    levels = [
        np.where(crossed[number], _between(begin, rise), np.nan) for number, _, begin, rise in edges
    ]
    links = np.full((len(crossed), 2), NONE, np.int64)
    for one, other in combinations(range(4), 2):
        same = levels[one] == levels[other]
        for here, there in ((one, other), (other, one)):
            links[edges[here][0][same], edges[here][1]] = edges[there][0][same]
        levels[one] = np.where(same, np.nan, levels[one])
        levels[other] = np.where(same, np.nan, levels[other])
    return links


def _chained(links: Whole, crossed: NDArray[np.bool_]) -> tuple[Whole, Whole]:
    """Edges in the order in which crests cross them, and how many belong to each crest."""
    befores, afters = links[:, 0].tolist(), links[:, 1].tolist()
    open_ends = (links == NONE).any(1) & crossed
    unseen = crossed.tolist()
    order: list[int] = []
    counts: list[int] = []
    for first in (*np.flatnonzero(open_ends).tolist(), *np.flatnonzero(crossed).tolist()):
        if not unseen[first]:
            continue
        begun, last, here = len(order), NONE, first
        ahead = befores[first] if befores[first] != NONE else afters[first]
        while here != NONE and unseen[here]:
            unseen[here] = False
            order.append(here)
            last, here = here, ahead
            if here != NONE:
                ahead = afters[here] if befores[here] == last else befores[here]
        if here == first:
            order.append(first)
        counts.append(len(order) - begun)
    return np.array(order, np.int64), np.array(counts, np.int64)
