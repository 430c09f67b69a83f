"""Broad grey becomes black or paper; lines keep their tone."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from artline.finish.settled import FIRMER, settled
from made_ink import SIDE, disc, ring

UNIT = 3.0


def bytes_of(ink: np.ndarray) -> np.ndarray:
    return np.rint(255 * gaussian_filter(ink.astype(np.float64), 0.8)).astype(np.uint8)


def test_a_grey_patch_goes_and_a_dark_one_is_black():
    """Protects faces from smears: nothing broad is left between paper and ink."""
    for tone, wanted in ((0.25, 0), (0.7, 255)):
        made = settled(bytes_of(tone * disc(40)), UNIT)
        assert (made[disc(36) > 0.9] == wanted).all()


def test_strands_within_a_grey_patch_stay():
    """Protects beards: what is drawn within the grey is told from it."""
    strand = ring(20, width=2.5) > 0.5
    made = settled(bytes_of(np.where(strand, 0.75, 0.35) * disc(45)), UNIT)
    assert made[ring(20, width=0.8) > 0.8].mean() > 200
    assert made[(disc(14) > 0.9)].mean() < 80


@pytest.mark.parametrize("tone", [0.1, 0.2, 0.3])
def test_a_light_line_stays_light(tone):
    """Protects the fading ends of lines, which judges like: firmer, but in proportion."""
    made = settled(bytes_of(tone * (ring(50, width=3) > 0.5)), UNIT)
    crest = made[ring(50, width=0.7) > 0.9]
    assert np.median(crest) == pytest.approx(255 * tone * FIRMER, rel=0.1)


def test_a_line_of_middle_tone_is_black():
    """Protects thin lines from greying where the network was half sure: judges want them whole."""
    made = settled(bytes_of(0.55 * (ring(50, width=3) > 0.5)), UNIT)
    assert np.median(made[ring(50, width=0.7) > 0.9]) == 255


def test_black_and_paper_stay():
    assert not settled(np.zeros((SIDE, SIDE), np.uint8), UNIT).any()
    assert (settled(np.full((SIDE, SIDE), 255, np.uint8), UNIT) == 255).all()
