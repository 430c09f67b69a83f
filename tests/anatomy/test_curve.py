"""Curves pass through their points and find the edges that they are sent for."""

import numpy as np
import pytest

from artline.anatomy.curve import ridge, snap, spline


def test_a_spline_passes_through_its_points_evenly():
    points = np.array([[0, 0], [10, 5], [20, 0], [30, -5.0]])
    curve = spline(points, 1.0)
    for point in points:
        assert np.hypot(*(curve - point).T).min() < 0.6
    steps = np.hypot(*np.diff(curve, axis=0).T)
    assert steps.max() < 1.1 and steps.min() > 0.8


@pytest.mark.parametrize("offset", [-4, 0, 3])
def test_a_curve_snaps_to_a_dark_line_nearby(offset):
    field = np.zeros((60, 100), np.float32)
    field[30 + offset] = 1
    curve, energy = snap(spline([(10, 30), (90, 30)]), ridge(field, 1.0), 6.0)
    assert np.abs(curve[5:-5, 1] - (30 + offset)).max() < 0.6
    assert np.median(energy) > 0.9


def test_a_curve_stays_at_home_where_there_is_nothing():
    start = spline([(10, 30), (90, 30)])
    curve, energy = snap(start, ridge(np.zeros((60, 100), np.float32), 1.0), 6.0)
    assert np.abs(curve - start).max() < 0.3 and energy.max() == 0
