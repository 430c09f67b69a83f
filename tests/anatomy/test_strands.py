"""Strands: light is found along dark hair, and noise or flat cloth is left black."""

import numpy as np

from artline.anatomy.strands import strands


def test_a_bright_hair_on_dark_hair_is_a_strand_whatever_its_direction():
    y, x = np.mgrid[:120, :120]
    for angle in np.linspace(0, np.pi, 7):
        across = (x - 60) * np.sin(angle) - (y - 60) * np.cos(angle)
        hair = (0.12 + 0.15 * np.exp(-((across / 1.5) ** 2))).astype(np.float32)
        found = strands(hair)
        assert found[60, 60] > 0.45
        assert (found[np.abs(across) > 5] > 0.45).mean() < 0.02


def test_flat_and_noisy_black_has_none():
    noise = 0.1 + 0.002 * np.random.default_rng(0).standard_normal((100, 100))
    assert (strands(noise.astype(np.float32)) > 0.45).mean() < 0.01


def test_light_does_not_matter_only_contrast_does():
    """Hair in shade shows the strands that it shows in light."""
    y, x = np.mgrid[:100, :100]
    hair = (0.3 + 0.06 * np.sin(x * 0.8 + y * 0.2)).astype(np.float32)
    bright, dim = strands(hair) > 0.45, strands(hair * 0.6) > 0.45
    assert (bright != dim).mean() < 0.05


def test_a_flat_picture_has_finite_answers():
    """Running sums may leave less than nothing on flat ground; its root must still exist."""
    page = np.full((300, 200), 1.0, np.float32)
    page[140:150, 90:110] = 0.02
    assert np.isfinite(strands(page)).all()
