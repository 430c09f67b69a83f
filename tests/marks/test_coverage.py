"""Exact coverage: every pixel as dark as the share of it that lies within the outlines."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from artline.marks.coverage import coverage

HEIGHT, WIDTH = 12, 17


def painted(*rings: list[tuple[float, float]], size: tuple[int, int] = (HEIGHT, WIDTH)):
    """Shares of all pixels, float64 height×width."""
    points = [np.array(ring, np.float64) for ring in rings]
    begin = np.concatenate(points)
    end = np.concatenate([np.roll(ring, -1, axis=0) for ring in points])
    found = coverage(begin, end, *size)
    picture = np.zeros(size[0] * size[1])
    picture[found.edge] = found.share
    inside = found.inside()
    assert not np.isin(inside, found.edge).any()
    picture[inside] = 1
    return picture.reshape(size)


def box(left: float, top: float, right: float, bottom: float) -> list[tuple[float, float]]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def test_a_box_covers_its_share_of_every_pixel():
    """Protects the tone of edges: products of the shares across and down are known by hand."""
    across = np.clip(
        np.minimum(9.6, np.arange(WIDTH) + 1) - np.maximum(2.25, np.arange(WIDTH)), 0, 1
    )
    down = np.clip(
        np.minimum(7.5, np.arange(HEIGHT) + 1) - np.maximum(1.5, np.arange(HEIGHT)), 0, 1
    )
    assert painted(box(2.25, 1.5, 9.6, 7.5)) == pytest.approx(np.outer(down, across), abs=2e-4)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-4, WIDTH + 4), st.floats(-4, HEIGHT + 4)), min_size=3, max_size=3)
)
def test_triangles_cover_what_sampling_them_says(corners):
    """An independent decoder: points of a fine grid told to be inside by three half planes."""
    fine = 32
    y, x = (np.mgrid[: HEIGHT * fine, : WIDTH * fine] + 0.5) / fine
    sides = []
    for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
        sides.append((bx - ax) * (y - ay) - (by - ay) * (x - ax))
    inside = np.all([side > 0 for side in sides], 0) | np.all([side < 0 for side in sides], 0)
    sampled = inside.reshape(HEIGHT, fine, WIDTH, fine).mean((1, 3))
    assert np.abs(painted(corners) - sampled).max() < 0.06


def test_holes_are_paper_and_overlaps_are_full():
    """Protects lights in eyes, and two outlines that meet."""
    hole = painted(box(1, 1, 11, 11), box(4, 4, 8, 8)[::-1])
    assert hole[5, 5] == 0 and hole[2, 2] == 1 and hole[6, 9] == 1
    twice = painted(box(1, 1, 8, 8), box(5, 5, 11, 11))
    assert twice.max() == 1 and twice[6, 6] == 1


@pytest.mark.parametrize("shift", [(-20.0, 0.0), (40.0, 0.0), (0.0, -20.0), (0.0, 40.0)])
def test_what_lies_beside_the_picture_covers_nothing_in_it(shift):
    moved = [(x + shift[0], y + shift[1]) for x, y in box(2, 2, 9, 9)]
    assert not painted(moved).any()


def test_what_reaches_over_every_edge_covers_the_picture():
    assert (painted(box(-5, -5, 40, 40)) == 1).all()
