"""Strokes have the width that they were given, and shapes their area."""

import numpy as np
import pytest

from artline.anatomy import pen
from artline.anatomy.curve import spline


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


def test_a_taper_rises_from_its_tip_and_falls_to_it():
    """Protects the look of a stroke: thin at both ends, full between."""
    width = pen.taper(101, 0.2, 0.4, 0.1)
    assert width[0] == pytest.approx(0.1) == pytest.approx(width[-1])
    assert (np.diff(width[:21]) > 0).all() and (np.diff(width[60:]) < 0).all()
    assert width[20:61] == pytest.approx(1)
