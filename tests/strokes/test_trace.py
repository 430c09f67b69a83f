"""Tracing: lines are found in their middle, in one stroke, with their width."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from artline.strokes.trace import trace


def drawn(*lines: list[tuple[float, float]], width: int = 5, side: int = 120) -> NDArray[np.bool_]:
    image = Image.new("L", (side, side))
    draw = ImageDraw.Draw(image)
    for line in lines:
        draw.line(line, 255, width)
    return np.asarray(image) > 127


def test_a_line_is_one_stroke_in_its_middle() -> None:
    """Protects place, width and length; round ends are shorter by about half a width."""
    (path,) = trace(drawn([(20, 60), (100, 60)]))
    assert not path.closed
    assert path.points[:, 1] == pytest.approx(60.5, abs=1.1)
    assert path.length == pytest.approx(80, abs=6)
    assert float(np.median(path.widths)) == pytest.approx(5, abs=0.8)


def test_a_crossing_is_two_strokes_that_go_straight_on() -> None:
    """Protects the joining: four arms are two lines, each as long as it was drawn."""
    paths = trace(drawn([(15, 60), (105, 60)], [(60, 15), (60, 105)]))
    assert len(paths) == 2
    assert min(path.length for path in paths) > 80


def test_a_ring_stays_closed() -> None:
    """Protects loops: one stroke, ending where it began."""
    y, x = np.mgrid[:120, :120]
    (path,) = trace(np.abs(np.hypot(x - 60, y - 60) - 40) < 2.5)
    assert path.closed
    assert (path.points[0] == path.points[-1]).all()
    assert path.length == pytest.approx(2 * np.pi * 40, rel=0.05)


def test_a_small_gap_is_bridged_and_a_wide_one_is_not() -> None:
    """Protects continuity without inventing lines."""
    assert len(trace(drawn([(10, 60), (55, 60)], [(62, 60), (110, 60)]))) == 1
    assert len(trace(drawn([(10, 60), (40, 60)], [(80, 60), (110, 60)]))) == 2
    # as near, but not in the same direction
    assert len(trace(drawn([(10, 60), (55, 60)], [(62, 64), (62, 110)]))) == 2


def test_a_bump_is_no_stroke() -> None:
    """Protects against spurs: a bump on a line is not drawn on its own."""
    ink = drawn([(10, 60), (110, 60)], width=7)
    ink[54:57, 58:62] = True
    assert len(trace(ink)) == 1


def test_nothing_and_everything() -> None:
    """No ink has no strokes; a black sheet ends in something finite."""
    assert trace(np.zeros((20, 30), bool)) == []
    for path in trace(np.ones((20, 30), bool)):
        assert np.isfinite(path.points).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0.05, 0.7))
def test_strokes_of_anything_lie_in_the_picture(seed: int, share: float) -> None:
    """Protects every file from places outside the page and from values that are no numbers."""
    ink = np.random.default_rng(seed).random((24, 31)) < share
    for path in trace(ink):
        assert len(path.points) == len(path.widths) >= 2
        assert np.isfinite(path.points).all() and np.isfinite(path.widths).all()
        assert (path.points >= 0).all() and (path.points <= (31, 24)).all()
        assert path.closed == bool((path.points[0] == path.points[-1]).all() and path.closed)
