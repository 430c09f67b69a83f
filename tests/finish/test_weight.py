"""Line weight: edges move by an exact distance, and no line is lost."""

import numpy as np
import pytest
from scipy.ndimage import label
from skimage.morphology import skeletonize

from artline.finish.weight import HALF_WIDTH, weighted

SIDE = 240
RADIUS = 80.0
WIDEST_SHARE = 0.6  # of its width that half the weight leaves of a line three pixels wide


def ring(width: float, tone: float = 1.0) -> np.ndarray:
    """A line around the middle with steep edges: uint8, each pixel as dark as it is covered."""
    y, x = np.mgrid[:SIDE, :SIDE] - (SIDE - 1) / 2
    away = np.abs(np.hypot(y, x) - RADIUS)
    return np.rint(255 * tone * np.clip(width / 2 - away + 0.5, 0, 1)).astype(np.uint8)


def disc(radius: float) -> np.ndarray:
    """A mass with steep edges, uint8."""
    y, x = np.mgrid[:SIDE, :SIDE] - (SIDE - 1) / 2
    return np.rint(255 * np.clip(radius - np.hypot(y, x) + 0.5, 0, 1)).astype(np.uint8)


def width_of(cover: np.ndarray, tone: float = 1.0) -> float:
    """Area over length, in pixels."""
    return float(cover.sum() / (255 * tone) / (2 * np.pi * RADIUS))


def radius_of(cover: np.ndarray) -> float:
    return float(np.sqrt(cover.sum() / 255 / np.pi))


def thinned(cover: np.ndarray, tone: float) -> np.ndarray:
    return skeletonize(cover > 255 * tone / 3)


@pytest.mark.parametrize("tone", [1.0, 0.3])
@pytest.mark.parametrize("unit", [1.5, 2.0, 3.0])
def test_half_the_weight_is_half_the_width_and_no_line_is_lost(unit, tone):
    """Protects thin and light lines: they keep their length, and get thinner with the others."""
    line = ring(2 * HALF_WIDTH * unit, tone)
    thin = weighted(line, 0.5, unit)
    assert 0.45 <= width_of(thin) / width_of(line) <= (0.6 if unit >= 2.5 else WIDEST_SHARE)
    before, after = (thinned(cover, tone) for cover in (line, thin))
    assert after.sum() >= 0.95 * before.sum()
    assert label(after, np.ones((3, 3)))[1] == 1


@pytest.mark.parametrize("tone", [1.0, 0.3])
@pytest.mark.parametrize("unit", [1.5, 2.0, 3.0])
def test_twice_the_weight_is_wider_by_the_width_of_a_line(unit, tone):
    """Whatever its tone: by half a width on either side."""
    line = ring(2 * HALF_WIDTH * unit, tone)
    more = width_of(weighted(line, 2, unit), tone) - width_of(line, tone)
    assert more == pytest.approx(2 * HALF_WIDTH * unit, rel=0.15)


@pytest.mark.parametrize("weight", [0.5, 0.75, 1.5, 2, 3])
@pytest.mark.parametrize("unit", [1.5, 3.0])
def test_the_edge_of_a_mass_moves_by_the_exact_distance(weight, unit):
    """Protects eyes and lips at every weight: what is black grows and shrinks with the lines."""
    moved = radius_of(weighted(disc(40), weight, unit)) - radius_of(disc(40))
    assert moved == pytest.approx(HALF_WIDTH * unit * (weight - 1), abs=0.3)


def test_weight_one_is_the_ink_itself():
    """Protects the default from a filter that it does not need."""
    line = ring(5, 0.4)
    assert weighted(line, 1, 2.0) is line


@pytest.mark.parametrize("weight", [0.5, 2])
def test_edges_stay_steep(weight):
    """Protects from fur: no more grey at the edge than before, up to the change in length."""
    before, after = disc(40), weighted(disc(40), weight, 3.0)
    grey = [((cover > 20) & (cover < 235)).sum() for cover in (before, after)]
    assert grey[1] < 1.4 * grey[0]


@pytest.mark.parametrize("weight", [0.5, 2])
@pytest.mark.parametrize("tone", [0, 90, 255])
def test_a_sheet_without_an_edge_stays_as_it_is(weight, tone):
    """Protects paper, black and flat tone, which have no edge to move."""
    sheet = np.full((40, 40), tone, np.uint8)
    assert np.array_equal(weighted(sheet, weight, 2.0), sheet)
