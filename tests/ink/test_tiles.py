"""Tiles: a picture seen in pieces is the picture seen whole, and memory failing is met."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from artline.errors import MemoryShortError
from artline.ink.tiles import LARGEST_PASS, SMALLEST_PASS, see_tiled


def blurred(rgb):
    """A stand-in for a network whose answer depends on 8 pixels around, and no more."""
    from scipy.ndimage import uniform_filter

    grey = uniform_filter(rgb.mean(2), 17, mode="nearest")
    return {"line": grey.astype(np.float32)}, (1 - grey).astype(np.float32)


@settings(max_examples=25, deadline=None)
@given(height=st.integers(1, 200), width=st.integers(1, 300), side=st.integers(64, 128))
def test_tiled_equals_whole(height, width, side):
    rgb = np.random.default_rng(height * 1000 + width).random((height, width, 3), np.float32)
    whole, subject = blurred(rgb)
    channels, matte = see_tiled(blurred, rgb, halo=12, side=side)
    assert np.abs(channels["line"] - whole["line"]).max() < 1e-5
    assert np.abs(matte - subject).max() < 1e-5


def test_the_real_network_tiles_without_seams(artist, portrait):
    from artline.photo.size import resized

    rgb = resized(portrait, 640, 640)
    halo = artist._loaded.network.contract.halo
    whole, _ = see_tiled(artist._loaded.network, rgb, halo, side=640)
    tiled, _ = see_tiled(artist._loaded.network, rgb, halo, side=448)
    for name in ("line", "scene"):
        assert np.abs(tiled[name] - whole[name]).mean() < 0.02
        assert ((tiled[name] > 0.45) != (whole[name] > 0.45)).mean() < 0.01


def test_small_pictures_take_one_pass():
    seen = []

    def see(rgb):
        seen.append(rgb.shape)
        return blurred(rgb)

    see_tiled(see, np.zeros((LARGEST_PASS, 10, 3), np.float32), halo=16)
    assert seen == [(LARGEST_PASS, 10, 3)]


def test_short_memory_is_met_with_smaller_tiles_and_then_said():
    sides = []

    def see(rgb):
        sides.append(max(rgb.shape[:2]))
        if max(rgb.shape[:2]) > 300:
            raise MemoryShortError("too large")
        return blurred(rgb)

    rgb = np.random.default_rng(0).random((700, 700, 3), np.float32)
    channels, _ = see_tiled(see, rgb, halo=16)
    assert np.abs(channels["line"] - blurred(rgb)[0]["line"]).max() < 1e-5
    assert max(sides[2:]) <= 300

    def never(rgb):
        raise MemoryShortError("not even this")

    with pytest.raises(MemoryShortError, match="not even this"):
        see_tiled(never, rgb, halo=16)
    assert SMALLEST_PASS < LARGEST_PASS
