"""Lines one pixel wide as edges between junctions."""

from __future__ import annotations

import numpy as np

from artline.fields.skeleton import edges_of


def test_a_cross_is_four_edges_that_meet_at_one_node() -> None:
    """Protects junctions whose pixels touch: they are one, and not several with stubs between."""
    mask = np.zeros((21, 21), bool)
    mask[10, 2:19] = mask[2:19, 10] = True
    edges = edges_of(mask)
    assert len(edges) == 4
    ends = [name for edge in edges for name in (edge.start, edge.end)]
    assert max(ends.count(name) for name in set(ends)) == 4
    assert sorted(round(edge.length) for edge in edges) == [8, 8, 8, 8]


def test_a_ring_has_no_node() -> None:
    """Protects loops: they are closed, and have no end."""
    mask = np.zeros((12, 12), bool)
    mask[2, 3:9] = mask[9, 3:9] = True
    mask[3:9, 2] = mask[3:9, 9] = True
    (edge,) = edges_of(mask)
    assert edge.start == edge.end == -1
    assert np.array_equal(edge.points[0], edge.points[-1])


def test_nothing_is_no_edge() -> None:
    """Protects white paper."""
    assert edges_of(np.zeros((8, 8), bool)) == []
