"""Turned, straightened, cropped: what is kept is the photo's own pixels, in the right place."""

from __future__ import annotations

from math import radians

import numpy as np
import pytest

from artline.errors import SettingError
from artline.nouns import Photo
from artline.options.frame import CROP, Frame
from artline.photo.frame import framed, largest_inside


@pytest.fixture
def photo():
    """A picture of which every pixel is known by its colour, and its alpha."""
    y, x = np.mgrid[:60, :100]
    return Photo(np.dstack([x, y, x + y]).astype(np.uint8), (x + 1).astype(np.uint8))


def test_a_crop_is_the_same_pixels(photo):
    """None is resampled, and transparency is cut alike."""
    cut = framed(photo, Frame(crop=(0.1, 0.25, 0.5, 0.5)))
    assert np.array_equal(cut.rgb, photo.rgb[15:45, 10:60])
    assert np.array_equal(cut.alpha, photo.alpha[15:45, 10:60])


def test_a_turn_is_clockwise_and_comes_before_the_crop(photo):
    """The lower left corner goes to the upper left, and stays in a crop of it."""
    turned = framed(photo, Frame(turn=90))
    assert (turned.height, turned.width) == (100, 60)
    assert np.array_equal(turned.rgb[0, 0], photo.rgb[59, 0])
    cut = framed(photo, Frame(turn=90, crop=(0, 0, 0.5, 0.1)))
    assert np.array_equal(cut.rgb, turned.rgb[:10, :30])


def test_straightened_pixels_stand_where_they_should():
    """A disc right of the middle goes clockwise; its place is known by hand."""
    y, x = np.mgrid[:201, :201]
    disc = (x - 140) ** 2 + (y - 100) ** 2 < 8**2
    photo = Photo(np.repeat(np.where(disc, 255, 0).astype(np.uint8)[..., None], 3, 2))
    tilted = framed(photo, Frame(straighten=30, crop=(0.25, 0.25, 0.5, 0.5)))
    rows, columns = np.nonzero(tilted.rgb[..., 0] > 127)
    left = 0.25 * 201
    assert columns.mean() + left == pytest.approx(100 + 40 * np.cos(radians(30)), abs=0.6)
    assert rows.mean() + left == pytest.approx(100 + 40 * np.sin(radians(30)), abs=0.6)


@pytest.mark.parametrize("angle", [-45, -7, 3, 20])
def test_straightening_alone_leaves_no_empty_corner(angle):
    """The largest part of the photo's shape; a hundredth more would reach beyond it."""
    white = Photo(np.full((90, 160, 3), 255, np.uint8))
    kept = framed(white, Frame(straighten=angle))
    assert kept.rgb.min() == 255
    assert kept.width / kept.height == pytest.approx(160 / 90, rel=0.02)
    left, top, wide, high = largest_inside(9000, 16000, radians(angle))
    big = Photo(np.zeros((900, 1600, 3), np.uint8))
    larger = (left - 0.005, top - 0.005, wide + 0.01, high + 0.01)
    with pytest.raises(SettingError, match="beyond the straightened photo"):
        framed(big, Frame(straighten=angle, crop=larger))


@pytest.mark.parametrize("text", ["1", "0,0,1", "0,0,0,1", "-0.1,0,1,1", "0.5,0,0.6,1", "a,b,c,d"])
def test_a_box_outside_of_the_photo_is_refused(text):
    """One line says how it is written."""
    with pytest.raises(SettingError, match="fractions of it, such as"):
        CROP.check(text)
