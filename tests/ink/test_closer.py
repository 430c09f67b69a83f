"""A closer look: small faces are seen from near, and no seam shows where the looks meet."""

import numpy as np
import pytest

from artline.ink.closer import CLOSEST, MOST_LOOKS, close_ups, look_closer
from artline.nouns import Face

EYES = ((0.4, 0.4), (0.6, 0.4))


def face(left, top, right, bottom):
    return Face(left, top, right, bottom, 0.9, EYES)


def test_a_portrait_needs_no_closer_look():
    assert close_ups([face(0.3, 0.2, 0.7, 0.6)], 448, 336, enough=10) == []


def test_a_small_face_is_seen_as_large_as_the_network_likes_it():
    (look,) = close_ups([face(0.4, 0.4, 0.5, 0.5)], 448, 448, enough=10)
    assert look.closer == pytest.approx(min(CLOSEST, 190 / 44.8))
    assert look.box[0] < 0.4 < 0.5 < look.box[2]


def test_the_photo_must_have_the_pixels_for_it():
    assert close_ups([face(0.4, 0.4, 0.5, 0.5)], 448, 448, enough=1.1) == []
    (look,) = close_ups([face(0.4, 0.4, 0.41, 0.41)], 448, 448, enough=100)
    assert look.closer == CLOSEST


def test_a_crowd_is_bounded():
    crowd = [face(x / 50, 0.1, x / 50 + 0.02, 0.12) for x in range(45)]
    assert len(close_ups(crowd, 448, 448, enough=10)) == MOST_LOOKS


def test_a_closer_look_equals_the_whole_where_both_are_certain():
    """With a network that copies its input, the closer canvas is the photo itself: no seams."""
    y, x = np.mgrid[:600, :600] / 600
    photo = (0.5 + 0.3 * np.sin(9 * x) * np.cos(7 * y)).astype(np.float32)

    def crop(box, h, w):
        from PIL import Image

        part = tuple(600 * edge for edge in box)
        small = Image.fromarray(photo).resize((w, h), Image.Resampling.BICUBIC, box=part)
        return np.asarray(small)[..., None].repeat(3, 2)

    def see(rgb):
        return {"line": rgb[..., 0]}, np.ones(rgb.shape[:2], np.float32)

    whole = see(crop((0, 0, 1, 1), 200, 200))
    closer = close_ups([face(0.45, 0.4, 0.6, 0.55)], 200, 200, enough=10)
    (channels, matte), finer = look_closer(see, crop, whole, closer)
    expected = crop((0, 0, 1, 1), *matte.shape)[..., 0]
    assert matte.shape == (round(200 * finer), round(200 * finer))
    assert np.abs(channels["line"] - expected)[8:-8, 8:-8].max() < 0.01
    assert matte.min() > 0.999


def test_no_closer_looks_leave_the_whole_untouched():
    whole = ({"line": np.zeros((3, 3), np.float32)}, np.zeros((3, 3), np.float32))
    assert look_closer(None, None, whole, []) == (whole, 1.0)
