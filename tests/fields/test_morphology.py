"""The small functions that every finish stands on do what their names say."""

import numpy as np
import pytest

from artline.fields.components import components, components_with
from artline.fields.morphology import blur, dilate, local_max
from made_ink import SIDE, disc, ring


@pytest.mark.parametrize("sigma", [0.8, 3, 6, 14])
def test_a_wide_blur_is_the_gaussian_it_stands_for(sigma):
    from scipy.ndimage import gaussian_filter

    exact = gaussian_filter(disc(40), sigma, mode="nearest")
    assert np.abs(blur(disc(40), sigma) - exact).max() < 0.03


@pytest.mark.parametrize("radius", [0.5, 1.0, 2.3, 3.3])
def test_an_edge_moves_out_by_the_radius_that_was_asked(radius):
    grown = dilate(disc(20), radius) > 0.5
    assert np.sqrt(grown.sum() / np.pi) == pytest.approx(20 + radius, abs=0.7)


def test_no_radius_changes_nothing():
    assert dilate(disc(20), 0) is not None
    assert np.array_equal(dilate(disc(20), -1), disc(20))


def test_a_crest_is_the_height_of_the_ridge_nearby():
    line = (0.6 * ring(50)).astype(np.float32)
    assert local_max(line, 2.5)[line > 0.3].min() > 0.5
    assert local_max(line, 2.5)[80, 80] == 0


def test_pieces_touch_by_sides_or_by_corners():
    mask = np.eye(5, dtype=bool)
    assert components(mask)[1] == 5
    assert components(mask, corners=True)[1] == 1


def test_only_pieces_with_a_seed_are_joined():
    mask = (disc(10, (40, 40)) > 0.5) | (disc(10, (120, 120)) > 0.5)
    seeds = np.zeros((SIDE, SIDE), bool)
    seeds[40, 40] = True
    held = components_with(mask, seeds)
    assert held[45, 40]
    assert not held[120, 120]
