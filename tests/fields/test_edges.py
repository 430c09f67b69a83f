"""Edges at halves: no level cuts a line, and faint ones are thin."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter, label

from artline.fields.edges import black_or_paper, extremes, neighbours
from made_ink import SIDE, disc, ring


def soft(ink: np.ndarray) -> np.ndarray:
    return gaussian_filter(ink, 0.8).astype(np.float32)


def test_extremes_hold_the_ink_between_them():
    ink = soft(disc(30))
    most, least = extremes(ink, *neighbours(ink))
    assert (least <= ink).all() and (ink <= most).all()


@pytest.mark.parametrize("darkness", [0.2, 0.3])
def test_a_faint_line_is_whole_and_thinner_than_a_dark_one(darkness):
    """Protects faint lines: never dashed, never dropped."""
    line = (ring(50, width=4) > 0.5).astype(float)
    faint, dark = (black_or_paper(soft(k * line)) > 0 for k in (darkness, 1.0))
    assert label(faint, np.ones((3, 3)))[1] == 1
    assert 0.4 * dark.sum() < faint.sum() < dark.sum()


def test_a_faint_gap_in_black_is_thinner_than_a_clear_one():
    """Protects strands of light in dark hair, which are lines as much as those of ink."""
    gap = (ring(40, width=4) > 0.5).astype(float)
    faint, clear = (black_or_paper(soft(disc(60) * (1 - k * gap))) < 0 for k in (0.25, 1.0))
    inside = disc(55) > 0.5
    assert 0 < (faint & inside).sum() < (clear & inside).sum()


def test_a_place_without_edges_is_black_from_one_level():
    for tone, black in ((0.3, False), (0.6, True)):
        flat = np.full((SIDE, SIDE), tone, np.float32)
        assert ((black_or_paper(flat) > 0) == black).all()
