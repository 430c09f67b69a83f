"""Shapes traced from steep ink: in their place, whole, and smooth."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from artline.marks.areas import LEVELS, TONES, areas
from artline.marks.render import rendered
from artline.nouns import Marks
from made_ink import SIDE, disc, ring


def steep(field: np.ndarray, blur: float = 0.6) -> np.ndarray:
    """As the shock filter leaves it: edges a pixel or two wide."""
    return np.rint(255 * gaussian_filter(field.astype(np.float64), blur)).astype(np.uint8)


def marks(field: np.ndarray, scale: float = 1.0) -> Marks:
    side = round(SIDE * scale)
    return Marks(areas(field, (scale, scale)), side, side)


@pytest.mark.parametrize("side", [SIDE // 2, SIDE, 5 * SIDE])
def test_a_disc_with_a_hole_keeps_its_place_and_its_area(side):
    """Protects drawings of any size from lying beside their photo."""
    hard = (disc(50) > 0.5) & (disc(20) < 0.5)
    picture = rendered(marks(steep(hard)), side, side) / 255
    assert picture.mean() == pytest.approx(hard.mean(), rel=0.02)
    middle = (picture.sum(0) * (np.arange(side) + 0.5)).sum() / picture.sum() / side * SIDE
    assert middle == pytest.approx(80.5, abs=0.1)


@pytest.mark.parametrize("darkness", [0.25, 0.45, 1.0])
def test_a_light_line_is_light_and_whole(darkness):
    """Protects faint lines: never dashed, never dropped, as light as the nearest tone."""
    line = darkness * (np.abs(ring(50, width=4)) > 0.5)
    nearest = TONES[int(np.searchsorted(LEVELS, darkness)) - 1]
    assert nearest in {shape.tone for shape in areas(steep(line), (1.0, 1.0))}
    picture = rendered(marks(steep(line)), SIDE, SIDE)
    crest = picture[ring(50, width=1) > 0.9]
    assert np.median(crest) == pytest.approx(255 * nearest, abs=30)
    assert crest.min() > 0.5 * np.median(crest)


def test_a_black_line_is_one_black_shape():
    """Protects filled SVG from rims of grey under every line."""
    shapes = areas(steep(ring(50, width=4) > 0.5), (1.0, 1.0))
    assert [shape.tone for shape in shapes] == [1.0]
    assert len(shapes[0].outlines) == 2


def test_no_paper_shines_through_where_two_tones_meet():
    """Protects tone that changes along a line: the lighter shape reaches under the darker one."""
    half = np.where(np.arange(SIDE) < SIDE // 2, 0.45, 1.0) * np.ones((SIDE, 1))
    bar = half * ((np.arange(SIDE) > 60) & (np.arange(SIDE) < 100))[:, None]
    picture = rendered(marks(steep(bar)), 4 * SIDE, 4 * SIDE)
    assert picture[4 * 80, 40:-40].min() >= 255 * 0.35


def test_fewer_levels_are_fewer_tones():
    """Protects files without tone: what is dark enough is black, and nothing else is there."""
    made = areas(steep(np.maximum(0.3 * disc(50), disc(20))), (1.0, 1.0), levels=(0.5,))
    assert [shape.tone for shape in made] == [1.0]
    assert made[0].area == pytest.approx(np.pi * 20**2, rel=0.05)


def test_outlines_have_no_tremor():
    """The steps of a raster are gone: a straight slanting edge is straight."""
    y, x = np.mgrid[:SIDE, :SIDE]
    edge = steep((x + 0.3 * y) > 90)
    (shape,) = areas(edge, (1.0, 1.0))
    points = shape.outlines[0]
    inner = points[(points.min(1) > 12) & (points.max(1) < SIDE - 12)]
    away = (inner @ np.array([1, 0.3]) - (90.0 + 0.65)) / np.hypot(1, 0.3)
    assert np.abs(away - np.median(away)).max() < 0.12


def test_scale_and_role_are_those_asked_for():
    shapes = areas(steep(disc(30)), (2.0, 3.0), role="scene", tone=0.5)
    low, high = (pick(shapes[0].outlines[0], axis=0) for pick in (np.min, np.max))
    assert high - low == pytest.approx((120, 180), abs=3)
    assert {(shape.role, shape.tone) for shape in shapes} == {("scene", 0.5)}


def test_paper_has_no_shapes():
    assert areas(np.zeros((SIDE, SIDE), np.uint8), (1.0, 1.0)) == ()


def test_black_to_the_picture_s_edge_stays_black_there():
    """Protects cloth and hair that leave the picture from a rim of paper."""
    picture = rendered(marks(np.full((SIDE, SIDE), 255, np.uint8)), SIDE, SIDE)
    assert (picture == 255).all()


def test_the_share_of_ink_is_that_of_the_picture():
    """`ink_share` tells blank paper, and must not be fooled by holes."""
    made = marks(steep((disc(50) > 0.5) & (disc(20) < 0.5)))
    picture = rendered(made, SIDE, SIDE)
    assert made.ink_share == pytest.approx(picture.mean() / 255, rel=0.02)
    assert replace(made, wash=picture).ink_share == pytest.approx(2 * made.ink_share, rel=0.02)
