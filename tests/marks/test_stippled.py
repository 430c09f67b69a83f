"""Stippling: dots evenly spread, as many and as large as tone asks for, always the same."""

from __future__ import annotations

import numpy as np
import pytest

from artline.marks.render import rendered
from artline.marks.stippled import stippled
from artline.nouns import Marks


def ramp() -> np.ndarray:
    return np.repeat(np.linspace(0, 0.8, 200, dtype=np.float32)[None], 120, 0)


def test_it_has_the_tone_of_the_picture() -> None:
    """Protects tone: number and size of dots together cover what it asks for."""
    dots = stippled(ramp(), 3.0, 1.0, 2.0)
    made = rendered(Marks(dots, 240, 400), 240, 400) / 255
    for left in range(40, 400, 60):
        strip = slice(left, left + 40)
        assert made[:, strip].mean() == pytest.approx(ramp()[:, left // 2 + 10].mean(), abs=0.05)


def test_dots_keep_their_distance() -> None:
    """Protects from clumps and holes, which dots thrown by chance have."""
    from scipy.spatial import cKDTree

    even = np.full((120, 120), 0.4, np.float32)
    places = np.array([dot.points.mean(0) for dot in stippled(even, 3.0, 1.0, 1.0)])
    near = cKDTree(places).query(places, 2)[0][:, 1]
    usual = np.sqrt(120 * 120 / len(places))
    assert np.percentile(near, 2) > 0.6 * usual and np.percentile(near, 98) < 1.25 * usual


def test_it_is_the_same_every_time() -> None:
    """Protects golden pictures, and two files of one drawing."""
    first, second = (stippled(ramp(), 3.0, 1.0, 1.0) for _ in range(2))
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one.points, other.points)
        np.testing.assert_array_equal(one.widths, other.widths)


def test_white_paper_has_no_dots() -> None:
    assert stippled(np.zeros((40, 40), np.float32), 3.0, 1.0, 1.0) == ()
