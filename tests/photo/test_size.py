"""Working size: the drawing's character must not depend on the photo's pixels."""

import numpy as np
import pytest

from artline.photo.size import LONGEST_SIDE, SHORTEST_SIDE, lightness, resized, working_size


@pytest.mark.parametrize("long", [30, 300, 3000, 30_000])
def test_a_portrait_is_seen_at_one_size_whatever_its_own(long):
    height, width = working_size(long, long * 3 // 4, 576)
    assert height == 576
    assert width == pytest.approx(432, abs=10)


def test_a_long_picture_keeps_enough_of_its_short_side():
    assert working_size(1000, 3000, 448) == (SHORTEST_SIDE, 3 * SHORTEST_SIDE)


@pytest.mark.parametrize("size", [(1, 1), (1, 20_000), (20_000, 1), (3, 2)])
def test_absurd_shapes_have_a_size(size):
    height, width = working_size(*size, 448)
    assert 1 <= height <= LONGEST_SIDE
    assert 1 <= width <= LONGEST_SIDE


def test_resizing_keeps_the_mean_and_the_range():
    noise = np.random.default_rng(0).integers(0, 256, (900, 600, 3), dtype=np.uint8)
    small = resized(noise, 90, 60)
    assert small.shape == (90, 60, 3)
    assert small.dtype == np.float32
    assert small.mean() == pytest.approx(noise.mean() / 255, abs=0.01)
    assert small.min() >= 0
    assert small.max() <= 1


@pytest.mark.parametrize(
    ("rgb", "expected"),
    # CIE L* of sRGB primaries and greys, from skimage.color.rgb2lab and the CIE formula alike
    [((0, 0, 0), 0), ((1, 1, 1), 1), ((0.4, 0.4, 0.4), 0.4325), ((1, 0, 0), 0.5324)],
)
def test_lightness_is_cie(rgb, expected):
    pixel = np.array(rgb, np.float32).reshape(1, 1, 3)
    assert lightness(pixel)[0, 0] == pytest.approx(expected, abs=1e-3)


def test_a_face_that_fills_the_picture_is_seen_smaller():
    assert working_size(800, 600, 576, tallest_face=0.3) == (576, 432)
    height, width = working_size(800, 600, 576, tallest_face=0.6)
    assert height * 0.6 == pytest.approx(0.47 * 576, abs=2)
    assert width / height == pytest.approx(0.75, abs=0.01)
