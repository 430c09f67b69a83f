"""Steep ink at the size of the drawing: its edges stay a pixel wide, and paper is white."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from artline.evaluate.metrics.edge_width import edge_width
from artline.finish import enlarge as module
from artline.finish.enlarge import PAPER, RAMP, enlarged

SIDE = 96


def disc(radius: float = 30.0, ramp: float = RAMP) -> np.ndarray:
    """A black disc whose edge takes `ramp` pixels from paper to ink, uint8."""
    y, x = np.mgrid[:SIDE, :SIDE] - (SIDE - 1) / 2
    return np.rint(255 * np.clip((radius - np.hypot(y, x)) / ramp + 0.5, 0, 1)).astype(np.uint8)


def grain() -> np.ndarray:
    """Something everywhere: strokes of every direction and tone."""
    rough = gaussian_filter(np.random.default_rng(1).random((SIDE, SIDE)), 1.5)
    return np.clip(2000 * (rough - 0.5) + 128, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("scale", [2, 6])
def test_edges_are_as_steep_as_a_pixel_allows(scale):
    """Protects large drawings from blur: an edge enlarged alone is six times as wide at 6×."""
    side = scale * SIDE
    assert edge_width(255 - enlarged(disc(), side, side), pass_side=SIDE // 4).median <= 1.3


@pytest.mark.parametrize("size", [50, 96, 200, 576])
def test_a_disc_keeps_its_area_and_place(size):
    """Protects the drawing from moving or swelling with its size."""
    cover = enlarged(disc(), size, size) / 255
    assert cover.sum() / size**2 == pytest.approx(np.pi * 30**2 / SIDE**2, rel=0.02)
    centre = [(cover.sum(axis) * np.arange(size)).sum() / cover.sum() for axis in (0, 1)]
    assert centre == pytest.approx([(size - 1) / 2] * 2, abs=0.01 * size)


def test_the_same_size_is_the_same_ink():
    """But for what is too faint to be ink."""
    ink = grain()
    made = enlarged(ink, SIDE, SIDE)
    assert np.array_equal(made[ink > PAPER], ink[ink > PAPER])
    assert not made[ink <= PAPER].any()


def test_shrinking_takes_the_mean_of_what_a_pixel_covers():
    """Protects thin lines in small drawings: one line in four becomes a quarter grey everywhere."""
    stripes = np.zeros((SIDE, SIDE), np.uint8)
    stripes[:, ::4] = 255
    small = enlarged(stripes, SIDE // 4, SIDE // 4)
    assert np.abs(small.astype(int) - 64).max() <= 1


@pytest.mark.parametrize("size", [48, 96, 300])
def test_paper_is_white(size):
    """Protects printed paper from a veil: no pixel holds less ink than can be seen."""
    made = enlarged(grain(), size, size)
    assert not ((made >= 1) & (made < PAPER)).any()
    assert (made == 0).any() and (made > PAPER).any()


@pytest.mark.parametrize("tone", [0, 90, 255])
def test_flat_tone_stays_as_it_is(tone):
    sheet = np.full((20, 30), tone, np.uint8)
    assert (enlarged(sheet, 70, 105) == tone).all()


def test_a_slow_wash_is_not_cut_in_steps():
    """Protects shading: where tone fades slowly there is no edge to be made steep."""
    wash = np.tile(np.linspace(40, 250, SIDE), (SIDE, 1)).astype(np.uint8)
    large = enlarged(wash, 6 * SIDE, 6 * SIDE)[SIDE].astype(int)
    assert np.diff(large).max() <= 5
    assert large[3:-3] == pytest.approx(np.linspace(40, 250, 6 * SIDE)[3:-3], abs=4)


@pytest.mark.parametrize("ink", [disc(), grain()], ids=["disc", "grain"])
def test_bands_leave_no_seam(monkeypatch, ink):
    """Protects large drawings, which are made band by band, from lines across them.

    Rounding is multiplied like any difference, so that single pixels at edges change by a few per
    cent: no more at the seams than elsewhere.
    """
    whole = enlarged(ink, 720, 500).astype(int)
    monkeypatch.setattr(module, "BAND_PIXELS", 500 * 16)
    changed = np.abs(enlarged(ink, 720, 500) - whole)
    assert changed.mean() < 0.6
    by_row = changed.reshape(-1, 16, 500).mean(axis=(0, 2))
    assert max(by_row[0], by_row[-1]) <= 1.3 * by_row.mean() + 0.01


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1), (7, 3), (100, 60)])
def test_any_size_can_be_asked_for(size):
    """Protects odd photos: a row of pixels is a drawing too."""
    for shape in ((20, 20), (1, 1), (1, 40)):
        assert enlarged(np.full(shape, 200, np.uint8), *size).shape == size
