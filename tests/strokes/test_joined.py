"""The pen stays down where its way lies in the ink, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from artline.strokes.joined import joined
from artline.strokes.path import Path


def path(*points: tuple[float, float], closed: bool = False, reach: float = 12.0) -> Path:
    places = np.array(points, float)
    return Path(places, np.ones(len(places)), closed, reach)


ONE = path((5, 20), (30, 20))
OTHER = path((38, 22), (60, 22))
INK = np.ones((40, 80), bool)


def test_ends_are_joined_through_ink_alone() -> None:
    """Protects paper from lines that the drawing does not have."""
    (whole,) = joined([ONE, OTHER], "aa", INK, 0)
    assert len(whole[0].points) == 4 and whole[1] == "a"
    gap = INK.copy()
    gap[:, 33:35] = False
    assert len(joined([ONE, OTHER], "aa", gap, 0)) == 2


def test_only_like_paths_within_reach_are_joined() -> None:
    """Protects pens and layers, and hatching from ways across it."""
    assert len(joined([ONE, OTHER], "ab", INK, 0)) == 2
    short = path((38, 22), (60, 22), reach=4)
    assert len(joined([ONE, short], "aa", INK, 0)) == 2


def test_a_loop_is_begun_where_a_line_ends() -> None:
    """Protects rings and outlines from a lift of the pen of their own."""
    loop = path((60, 5), (70, 15), (60, 25), (50, 15), (60, 5), closed=True)
    line = path((20, 15), (45, 15))
    (whole,) = joined([loop, line], "aa", INK, 0)
    assert whole[0].length == pytest.approx(loop.length + line.length + 5)


def test_a_short_branch_is_drawn_out_and_back() -> None:
    """Protects from a lift for every hair that leaves a strand; long ones are their own."""
    along = path(*((x, 20.0) for x in range(5, 75)))
    branch = path((40, 22), (40, 30))
    (whole,) = joined([along, branch], "aa", INK, 10)
    assert whole[0].length == pytest.approx(along.length + 2 * (branch.length + 2))
    assert (whole[0].points[-1] == along.points[-1]).all()
    assert len(joined([along, branch], "aa", INK, 5)) == 2
