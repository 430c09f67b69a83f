"""Bézier curves stay within the tolerance of the points, and need few pieces."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from artline.strokes.fit import fit


def flat(curve: NDArray[np.float64], steps: int = 800) -> NDArray[np.float64]:
    t = np.linspace(0, 1, steps)[:, None]
    s = 1 - t
    return np.concatenate(
        [
            s**3 * curve[k]
            + 3 * s * s * t * curve[k + 1]
            + 3 * s * t * t * curve[k + 2]
            + t**3 * curve[k + 3]
            for k in range(0, len(curve) - 1, 3)
        ]
    )


def farthest(points: NDArray[np.float64], curve: NDArray[np.float64]) -> float:
    from scipy.spatial import cKDTree

    return float(cKDTree(flat(curve)).query(points)[0].max())


def test_a_circle_takes_few_curves() -> None:
    """Protects size: a circle to a thousandth needs about eight curves, not hundreds."""
    angle = np.linspace(0, 2 * np.pi, 400)
    points = np.stack([np.cos(angle), np.sin(angle)], 1) * 50
    points[-1] = points[0]
    (curve,) = fit([(points, True)], 0.05)
    assert (len(curve) - 1) // 3 <= 12
    assert farthest(points, curve) < 0.08


def test_a_straight_line_is_one_curve() -> None:
    """Protects the simplest case, and two points alone."""
    points = np.stack([np.linspace(0, 9, 30), np.linspace(0, 3, 30)], 1)
    for chosen in (points, points[[0, -1]]):
        (curve,) = fit([(chosen, False)], 0.01)
        assert len(curve) == 4
        assert curve[0] == pytest.approx(chosen[0]) and curve[-1] == pytest.approx(chosen[-1])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(2, 60), min_size=1, max_size=5), st.integers(0, 2**32 - 1))
def test_every_path_keeps_its_ends_and_its_tolerance(counts: list[int], seed: int) -> None:
    """Protects the fitting of many paths at once: none gets another's curves."""
    rng = np.random.default_rng(seed)
    paths = [rng.normal(0, 1, (n, 2)).cumsum(axis=0) for n in counts]
    curves = fit([(points, False) for points in paths], 0.2)
    assert len(curves) == len(paths)
    for points, curve in zip(paths, curves, strict=True):
        assert np.isfinite(curve).all() and len(curve) % 3 == 1
        assert curve[0] == pytest.approx(points[0]) and curve[-1] == pytest.approx(points[-1])
        assert farthest(points, curve) < 0.35
