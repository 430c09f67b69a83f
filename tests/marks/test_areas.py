"""Shapes traced from steep ink: in their place, whole, and smooth."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from artline.marks.areas import areas
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


@pytest.mark.parametrize("darkness", [0.2, 0.35, 0.5])
def test_a_faint_line_is_whole_and_thinner_than_a_dark_one(darkness):
    """Protects faint lines: never dashed, never dropped, in the tone of all the others."""
    line = (np.abs(ring(50, width=4)) > 0.5).astype(float)
    (shape,) = areas(steep(darkness * line), (1.0, 1.0))
    (dark,) = areas(steep(line), (1.0, 1.0))
    assert len(shape.outlines) == 2 and shape.tone == 1
    assert 0.5 * dark.area < shape.area < dark.area


@pytest.mark.parametrize("lightness", [0.2, 0.35, 0.5])
def test_a_faint_gap_in_black_is_whole_and_thinner_than_a_clear_one(lightness):
    """Protects strands of light in dark hair, which are lines as much as those of ink."""
    gap = (np.abs(ring(40, width=4)) > 0.5).astype(float)
    thin, clear = (areas(steep(disc(60) * (1 - k * gap)), (1.0, 1.0)) for k in (lightness, 1.0))
    assert sum(len(shape.outlines) for shape in thin) == 3
    assert sum(s.area for s in clear) < sum(s.area for s in thin) < np.pi * 60**2


def test_what_is_too_faint_is_not_drawn():
    """Protects white paper from the network's haze."""
    assert areas(steep(0.03 * disc(50)), (1.0, 1.0)) == ()
    soft = 0.4 * np.exp(-(((np.mgrid[:SIDE, :SIDE] - 80) / 40) ** 2).sum(0))
    assert areas(steep(soft), (1.0, 1.0)) == ()
    assert areas(steep(soft), (1.0, 1.0), black=0.2)


def test_a_line_fades_where_it_ends_and_is_not_cut_by_a_level():
    """A line whose tone sinks along it is one shape as far as it can be seen."""
    fading = (np.abs(ring(50, width=4)) > 0.5) * np.linspace(1.0, 0.15, SIDE)
    assert len(areas(steep(fading), (1.0, 1.0))) == 1


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
    shapes = areas(steep(disc(30)), (2.0, 3.0), role="mass", tone=0.4)
    low, high = (pick(shapes[0].outlines[0], axis=0) for pick in (np.min, np.max))
    assert high - low == pytest.approx((120, 180), abs=3)
    assert {(shape.role, shape.tone) for shape in shapes} == {("mass", 0.4)}


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
