"""A net drawn in one go: lines tied together, some of them twice, one after the other."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from artline.marks.doubled import Ground, doubled
from artline.marks.net import Net, Piece
from artline.marks.oneline import course
from artline.marks.ties import ties
from artline.marks.trail import trail

SHAPE = (100, 120)


def ground(cost: float = 4.0) -> Ground:
    flat = np.full(SHAPE, cost, np.float32)
    return Ground(flat, flat, np.zeros(SHAPE, np.float32), 1.0)


def line(x0: float, y0: float, x1: float, y1: float, *names: int) -> Piece:
    count = max(2, round(float(np.hypot(x1 - x0, y1 - y0)) / 1.5))
    points = np.stack([np.linspace(x0, x1, count), np.linspace(y0, y1, count)], 1)
    return Piece(points, *names)


def ring(x: float, y: float, radius: float) -> Piece:
    turn = np.linspace(0, 2 * np.pi, 40)
    points = np.stack([x + radius * np.cos(turn), y + radius * np.sin(turn)], 1)
    points[-1] = points[0]
    return Piece(points)


def scattered(seed: int) -> list[Piece]:
    """Rings, crosses and single lines by chance."""
    rng = np.random.default_rng(seed)
    pieces = [ring(*rng.uniform(15, 85, 2), 6.0) for _ in range(3)]
    for name in range(4):
        x, y = rng.uniform(20, 80, 2)
        pieces += [line(x, y, *rng.uniform(5, 95, 2), name) for _ in range(rng.integers(1, 5))]
    return pieces + [line(*rng.uniform(5, 95, 4)) for _ in range(6)]


def test_lines_that_name_the_same_meet() -> None:
    """Protects junctions: three arms of one name are one part with one knot."""
    net = Net.of([line(50, 50, *end, 7) for end in ((10, 50), (90, 40), (50, 90))])
    assert set(net.parts()) == {0}
    assert sorted(len(others) for others in net.beside)[-1] == 3
    assert len(net.chains()) == 3


def test_a_ring_is_a_chain_of_its_own() -> None:
    """Protects a face's outline alone: it has no knot to be cut at."""
    (chain,) = Net.of([ring(50, 50, 20)]).chains()
    assert chain[0] == chain[-1] and len(set(chain)) == len(chain) - 1


def test_ties_make_one_part_by_the_cheapest_way() -> None:
    """Protects light skin: the way goes round a dear place."""
    net = Net.of([line(20, 20, 20, 80), line(100, 20, 100, 80)])
    cost = np.ones(SHAPE, np.float32)
    cost[:85, 50:70] = 50
    (tie,) = ties(net, cost, 1.0)
    middle = tie.points[(tie.points[:, 0] > 52) & (tie.points[:, 0] < 68)]
    assert len(middle) and middle[:, 1].min() > 80


def test_lines_in_one_place_of_the_grid_are_tied_too() -> None:
    """Protects small lines: two that lie closer than the grid is fine."""
    net = Net.of([line(50, 50, 51, 50), line(50.2, 50.4, 51.2, 50.4), line(50, 51, 51, 51)])
    assert len(ties(net, np.ones(SHAPE, np.float32), 1.0)) == 2


@pytest.mark.parametrize("seed", range(12))
def test_every_line_is_drawn_and_the_pen_never_lifted(seed: int) -> None:
    """Protects the promise of one line, for nets of all kinds."""
    pieces = scattered(seed)
    way = course(pieces, ground())
    assert np.hypot(*np.diff(way, axis=0).T).max() < 4
    for piece in pieces:
        far = np.hypot(*(piece.points[:, None] - way[None]).transpose(2, 0, 1)).min(1)
        assert far.max() < 1e-6


def test_what_is_drawn_twice_is_short() -> None:
    """Protects from scribbling: a comb's back is not run along for each of its teeth."""
    teeth = [line(x, 50, x, 20, x) for x in range(20, 100, 20)]
    back = [line(x, 50, x + 20, 50, x, x + 20) for x in range(20, 80, 20)]
    net = Net.of([*teeth, *back])
    chains = net.chains()
    more = doubled(net, chains, ground(40.0))
    lengths = [np.hypot(*np.diff(np.array(net.places)[c], axis=0).T).sum() for c in chains]
    assert not more.jumps
    assert sum(lengths[k] for k in more.chains) <= 0.6 * sum(lengths)


def test_the_pen_goes_straight_on_where_lines_cross() -> None:
    """Protects smooth curves: a cross is drawn as two lines, not as two corners."""
    places = np.array([[0, 0], [-9, 0], [9, 0], [0, -9], [0, 9], [9, -9]], float)
    arms = [[1, 0], [0, 2], [3, 0], [0, 4], [2, 5], [5, 3]]
    order = trail(places, arms)
    assert sorted(end // 2 for end in order) == list(range(6))
    drawn = [arms[end // 2][:: -1 if end % 2 else 1] for end in order]
    assert all(one[-1] == other[0] for one, other in pairwise(drawn))
    assert [1, 0, 2] in [one[:1] + other for one, other in pairwise(drawn)] or [2, 0, 1] in [
        one[:1] + other for one, other in pairwise(drawn)
    ]
