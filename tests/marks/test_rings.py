"""Outlines of a surface: closed, between the pixels, holes with what they are in."""

import numpy as np
import pytest
from skimage.measure import find_contours

from artline.marks.rings import rings

SIDE = 120


def area(ring: np.ndarray) -> float:
    x, y = ring.T
    return float(x @ np.roll(y, -1) - np.roll(x, -1) @ y) / 2


def away(x: float, y: float) -> np.ndarray:
    """Distance from a place, h×w."""
    rows, columns = np.indices((SIDE, SIDE))
    return np.hypot(columns - x, rows - y).astype(np.float32)


def noise(seed: int) -> np.ndarray:
    """Pieces, holes and corners that touch, of every kind there is."""
    made = np.random.default_rng(seed).normal(size=(SIDE, SIDE)).astype(np.float32)
    made[[0, -1]] = made[:, [0, -1]] = -1
    return made


def test_a_circle_is_where_it_is():
    """Protects outlines from stairs: points lie between pixels."""
    ((outline,),) = rings(30 - away(60, 55), 5, 2)
    assert np.hypot(*(outline - (60, 55)).T) == pytest.approx(30, abs=0.02)
    assert area(outline) == pytest.approx(np.pi * 900, rel=1e-3)


def test_holes_come_with_their_polygon_and_islands_in_them_are_their_own():
    """Protects eyes: ring, pupil and light are told from each other."""
    surface = np.minimum(40 - away(60, 60), away(60, 60) - 30)
    surface = np.maximum(surface, np.minimum(20 - away(60, 60), away(52, 60) - 4))
    surface = np.minimum(surface, away(67, 60) - 4)
    (wide, inner), (island, *lights) = sorted(rings(surface, 5, 2), key=len)
    assert [round(np.sqrt(abs(area(ring)) / np.pi)) for ring in (wide, inner, island)] == [
        40,
        30,
        20,
    ]
    assert sorted(ring[:, 0].mean() for ring in lights) == pytest.approx([52, 67], abs=0.1)
    assert all(area(ring) > 0 for ring in (wide, island))
    assert all(area(ring) < 0 for ring in (inner, *lights))


@pytest.mark.parametrize("seed", range(4))
def test_every_outline_of_a_wild_surface_is_found(seed):
    """Protects hair, where corners touch: the same points as another program's, each once."""
    surface = noise(seed)
    found = [ring for polygon in rings(surface, 0, 0) for ring in polygon]
    theirs = np.concatenate([ring[:-1, ::-1] for ring in find_contours(surface, 0)])
    mine = np.concatenate(found)
    assert len(mine) == len(theirs)
    order, other = (np.lexsort(points.T.round(6)) for points in (mine, theirs))
    assert mine[order] == pytest.approx(theirs[other], abs=1e-4)
    # steps no longer than the diagonal of a square: no outline jumps
    assert max(np.abs(ring - np.roll(ring, 1, 0)).max() for ring in found) <= 1 + 1e-9


@pytest.mark.parametrize("seed", range(4))
def test_polygons_are_whole(seed):
    """Protects black from holes that are painted elsewhere: each lies in its own polygon."""
    for outer, *holes in rings(noise(seed), 0, 0):
        assert area(outer) > 0
        for hole in holes:
            assert area(hole) < 0
            assert (hole.min(0) > outer.min(0)).all()
            assert (hole.max(0) < outer.max(0)).all()


def test_corners_that_touch_hang_together_where_their_middle_is_within():
    surface = np.full((6, 6), -1, np.float32)
    surface[2, 2] = surface[3, 3] = 0.5
    assert len(list(rings(surface, 0, 0))) == 2
    surface[2, 2] = surface[3, 3] = 1.5
    assert len(list(rings(surface, 0, 0))) == 1


def test_crumbs_and_pinholes_are_left_out():
    crumb, hole = 2.2 - away(20, 20), away(80, 80) - 2.2
    surface = np.maximum(crumb, np.minimum(20 - away(80, 80), hole))
    assert len(list(rings(surface, 30, 1))) == 1
    assert [len(polygon) for polygon in rings(surface, 5, 30)] == [1, 1]


def test_paper_has_none():
    assert not list(rings(np.full((5, 5), -1, np.float32), 0, 0))
