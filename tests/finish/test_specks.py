"""Specks: dust and pinholes go, small things of a face stay."""

import numpy as np

from artline.finish.specks import swept

NOWHERE = np.zeros((40, 40), bool)


def field(*places):
    out = np.zeros((40, 40), np.float32)
    for y, x, size in places:
        out[y : y + size, x : x + size] = 1
    return out


def test_a_speck_goes_and_a_stroke_stays():
    out = swept(field((5, 5, 2), (20, 20, 8)), 1, NOWHERE) > 0.5
    assert not out[:10, :10].any()
    assert out[20:28, 20:28].all()


def test_a_pinhole_closes_and_a_window_stays():
    black = 1 - field((10, 10, 2), (25, 25, 5))
    out = swept(black, 1, NOWHERE) > 0.5
    assert out[10:12, 10:12].all()
    assert not out[25:30, 25:30].any()


def test_in_a_face_nothing_is_touched():
    spared = ~NOWHERE
    dots = field((5, 5, 2))
    assert np.array_equal(swept(dots, 1, spared), dots)
    assert np.array_equal(swept(1 - dots, 1, spared), 1 - dots)


def test_a_finer_canvas_has_larger_specks():
    dot = field((5, 5, 4))
    assert swept(dot, 1, NOWHERE).max() == 1
    assert swept(dot, 2, NOWHERE).max() < 0.5
