"""Grain: strokes along the flow, as dark as the tone they stand for, the same every time."""

import numpy as np
import pytest

from artline.finish.grain import grain, grained


def bars(vertical: bool) -> np.ndarray:
    """Soft light and dark bars, as hair that hangs or blows."""
    wave = 0.5 + 0.3 * np.sin(np.arange(160, dtype=np.float32) / 3)
    page = np.tile(wave, (160, 1))
    return page if vertical else page.T.copy()


@pytest.mark.parametrize("vertical", [True, False])
def test_strokes_run_along_the_hair(vertical):
    """Neighbours along the flow are alike, across it they are not."""
    height = grain(bars(vertical), 1.0, 1.0)
    down, across = (np.abs(np.diff(height, axis=axis)).mean() for axis in (0, 1))
    assert (across / down > 1.7) if vertical else (down / across > 1.7)


def test_flat_places_are_hatched_at_one_angle():
    """The strokes of a plain wall rise to the right: alike up that diagonal, not the other."""
    height = grain(np.full((160, 160), 0.5, np.float32), 1.0, 1.0)
    rising = np.abs(height[1:, :-1] - height[:-1, 1:]).mean()
    falling = np.abs(height[1:, 1:] - height[:-1, :-1]).mean()
    assert rising < 0.7 * falling


def test_paper_height_is_evenly_spread_and_the_same_again():
    height = grain(bars(True), 1.0, 1.0)
    share, _ = np.histogram(height, bins=4, range=(0, 1))
    assert share.min() > 0.15 * height.size
    assert np.array_equal(height, grain(bars(True), 1.0, 1.0))


def test_tone_keeps_its_order_paper_stays_paper_and_black_black():
    height = grain(bars(True), 1.0, 1.0)
    steps = (0, 0.25, 0.5, 0.75, 1)
    tones = [
        grained(np.full_like(height, t), height, 1.0, relief=0.75, soft=0.26).mean() for t in steps
    ]
    assert tones[0] == 0
    assert all(np.diff(tones) > 0.08)
    assert tones[-1] > 0.95


def test_on_a_paper_of_deep_relief_black_leaves_some_free():
    """Protects hair from becoming a helmet: its strokes are black, what lies between is not."""
    height = grain(bars(True), 1.0, 1.0)
    hair = grained(np.ones_like(height), height, 1.0, relief=1.25, soft=0.15)
    assert (hair > 0.9).mean() > 0.3
    assert (hair < 0.1).mean() > 0.1


def test_without_grain_tone_stays_tone():
    tone = np.full((160, 160), 0.4, np.float32)
    height = grain(bars(True), 1.0, 1.0)
    assert np.array_equal(grained(tone, height, 0.0, relief=1.0, soft=0.2), tone)
