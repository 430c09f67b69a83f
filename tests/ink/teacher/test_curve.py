"""Curves find the edges that they are sent for, and strokes have the width they were given."""

import numpy as np
import pytest

from artline.anatomy import pen
from artline.anatomy.curve import ridge, snap, spline
from artline.fields.coherent import coherent, lasting


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


def test_a_stroke_covers_its_width_and_tapers():
    canvas = np.zeros((40, 120), np.float32)
    curve = spline([(10.5, 20.5), (110.5, 20.5)])
    pen.stroke(canvas, curve, 4.0 * pen.taper(len(curve), 0.3, 0.3))
    widths = canvas.sum(0)
    assert widths[55:65].mean() == pytest.approx(4.0, abs=0.4)
    assert widths[12] < 2 and widths[108] < 2
    assert widths[:8].max() == 0


def test_strokes_off_the_canvas_do_nothing():
    canvas = np.zeros((20, 20), np.float32)
    pen.stroke(canvas, spline([(-50, -50), (-40, -40)]), 3.0)
    assert canvas.max() == 0
    assert pen.shape((20, 20), [(100, 100), (120, 100), (110, 120)]).max() == 0


def test_a_shape_has_its_area():
    assert pen.shape((40, 40), [(10, 10), (30, 10), (30, 30), (10, 30)]).sum() == pytest.approx(
        400, rel=0.06
    )


def test_coherent_lines_follow_a_dark_line_and_leave_paper_white():
    light = np.full((64, 64), 0.9, np.float32)
    light[30:33] = 0.2
    line = coherent(light)
    assert line[31, 10:-10].min() > 0.5 and line[:20].max() < 0.05


def test_short_and_shallow_lines_do_not_last():
    depth = np.zeros((40, 80), np.float32)
    depth[10, 5:60], depth[20, 5:60], depth[30, 5:9] = 0.05, 0.008, 0.05
    line = lasting(depth, 0.0035, 0.012, 0.02, 20)
    assert line[10, 30] == 1 and line[20].max() == 0 and line[30].max() == 0
