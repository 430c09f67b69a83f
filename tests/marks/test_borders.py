"""Borders of regions: each once, from junction to junction."""

from __future__ import annotations

import numpy as np

from artline.marks.borders import OUTSIDE, borders


def test_three_regions_have_three_borders_within_and_three_at_the_edge() -> None:
    """Protects closed outlines: every border ends where another begins."""
    labels = np.ones((8, 10), np.int32)
    labels[4:, :5], labels[4:, 5:] = 2, 3
    found = borders(labels)
    inner = [border for border in found if OUTSIDE not in border.sides]
    assert sorted(border.sides for border in inner) == [(1, 2), (1, 3), (2, 3)]
    assert len(found) == 6
    ends = [tuple(border.points[k]) for border in found for k in (0, -1)]
    assert all(ends.count(end) == 3 for end in ends)


def test_an_island_has_a_closed_border() -> None:
    labels = np.ones((9, 9), np.int32)
    labels[3:6, 3:6] = 2
    island = next(border for border in borders(labels) if border.sides == (1, 2))
    assert island.closed
    assert (island.points[0] == island.points[-1]).all()
    assert len(island.points) == 13
