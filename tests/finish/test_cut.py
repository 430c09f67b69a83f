"""Enlargement: edges stay sharp and smooth at every size, and bands leave no seams."""

import numpy as np
import pytest

from artline.finish import cut as module
from artline.finish.cut import enlarge


def disc(side, radius):
    """A soft disc as a network would draw it: about two pixels from paper to ink."""
    y, x = np.mgrid[:side, :side] - (side - 1) / 2
    return np.clip(0.5 + (radius - np.hypot(y, x)) / 2, 0, 1).astype(np.float32)


@pytest.mark.parametrize("size", [50, 64, 100, 640, 1500])
def test_a_disc_keeps_its_area_and_place(size):
    cover = enlarge(disc(64, 20), size, size) / 255
    assert cover.sum() / size**2 == pytest.approx(np.pi * 20**2 / 64**2, rel=0.03)
    centre = [(cover.sum(axis) * np.arange(size)).sum() / cover.sum() for axis in (0, 1)]
    assert centre == pytest.approx([(size - 1) / 2] * 2, abs=0.02 * size)


@pytest.mark.parametrize("size", [128, 640, 2000])
def test_edges_are_a_pixel_wide_at_every_size(size):
    grey = enlarge(disc(64, 20), size, size)
    grey = ((grey > 20) & (grey < 235)).sum()
    circumference = 2 * np.pi * 20 * size / 64
    assert grey < 1.8 * circumference


def test_a_thin_line_survives_and_keeps_its_width():
    field = np.zeros((64, 64), np.float32)
    field[:, 31], field[:, 30], field[:, 32] = 0.9, 0.45, 0.45
    width = (enlarge(field, 640, 640) / 255).sum(1)[100:500] / 10
    assert width.mean() == pytest.approx(1.8, abs=0.6)
    assert width.std() < 0.02


def test_a_trembling_edge_comes_out_calmer():
    """Would fail if distances were not evened: a staircase of the working grid would show."""
    rows = np.arange(80)
    edge = 40 + 0.5 * (-1.0) ** rows
    field = np.clip(0.5 + (edge[:, None] - np.arange(80)[None]) / 2, 0, 1).astype(np.float32)
    found = (enlarge(field, 800, 800) / 255).sum(1)[100:700] / 10
    assert np.abs(found - found.mean()).max() < 0.12


def test_bands_leave_no_seam(monkeypatch):
    field = disc(64, 20)
    whole = enlarge(field, 700, 500)
    monkeypatch.setattr(module, "BAND_PIXELS", 500 * 16)
    assert np.abs(enlarge(field, 700, 500).astype(int) - whole).max() <= 1


@pytest.mark.parametrize("size", [(1, 1), (1, 300), (300, 1), (7, 3)])
def test_any_size_can_be_asked_for(size):
    assert enlarge(disc(20, 5), *size).shape == size


@pytest.mark.parametrize("shape", [(1, 1), (1, 40), (2, 3)])
def test_any_field_can_be_enlarged(shape):
    assert (enlarge(np.ones(shape, np.float32), 33, 44) == 255).all()
    assert (enlarge(np.zeros(shape, np.float32), 33, 44) == 0).all()
