"""Many lines as one array: evenly spaced points, and no tremor."""

from __future__ import annotations

import numpy as np

from artline.marks.along import Lines

TWO = Lines(
    np.array([[0, 0], [1, 0], [9, 0], [50, 50], [50, 51], [50, 70.5]], np.float32),
    np.array([3, 3]),
)


def test_points_lie_evenly_and_ends_stay() -> None:
    """Protects strokes from knots where a line crosses many cells, and from shrinking."""
    even = TWO.even(1.5, 0)
    assert even.counts.tolist() == [7, 15]
    first = even.points[:7]
    assert np.allclose(np.diff(first[:, 0]), 1.5) and np.allclose(first[:, 1], 0)
    assert np.allclose(even.points[[7, -1]], [[50, 50], [50, 70.5]], atol=1e-4)


def test_short_lines_go() -> None:
    """Protects paper from specks."""
    assert TWO.even(1.5, 12).counts.tolist() == [15]
    assert len(TWO.even(1.5, 100).points) == 0


def test_tremor_goes_and_ends_stay() -> None:
    """Protects calm strokes: every second point to the other side is drawn level."""
    x = np.arange(40, dtype=np.float32)
    shaken = Lines(np.stack([x, 0.5 * (-1.0) ** x], -1).astype(np.float32), np.array([40]))
    calm = shaken.smooth()
    assert np.abs(calm.points[4:-4, 1]).max() < 0.05
    assert np.array_equal(calm.points[[0, -1]], shaken.points[[0, -1]])


def test_no_lines() -> None:
    """Protects pictures in which nothing is dark."""
    none = Lines(np.zeros((0, 2), np.float32), np.zeros(0, np.int64))
    assert len(none.even(1.0, 0).smooth().points) == 0
