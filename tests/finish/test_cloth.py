"""Dark cloth is black as a whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from artline.finish.cloth import whole
from artline.nouns import Ink
from made_ink import SIDE, disc, made_ink

HOLE = disc(3.5, (110, 80))
FOLD = np.zeros((SIDE, SIDE), np.float32)
FOLD[95:130, 58:62] = 1


def _dressed(lightness: float = 0.2) -> Ink:
    """A sitter whose clothes fill the lower half of the picture."""
    cloth = np.zeros((SIDE, SIDE), np.float32)
    cloth[SIDE // 2 :] = 1
    made = made_ink(
        subject=np.ones((SIDE, SIDE), np.float32),
        lightness=np.full((SIDE, SIDE), lightness, np.float32),
    )
    return replace(made, channels={**made.channels, "cloth": cloth})


def _tone(ink: Ink) -> np.ndarray:
    """Its black, with a hole and a fold in it."""
    return np.asarray(ink.channels["cloth"] * (1 - np.maximum(HOLE, FOLD)), np.float32)


def test_a_hole_is_filled_and_a_fold_stays() -> None:
    """A blob of paper in a black jacket is a chip; a long light line is its lapel."""
    ink = _dressed()
    made = whole(_tone(ink), ink)
    assert made[HOLE > 0.5].min() > 0.9
    assert made[FOLD > 0.5].max() < 0.1


def test_a_button_stays() -> None:
    """What is much lighter than the cloth in the photo is drawn light."""
    ink = _dressed()
    ink = replace(ink, lightness=np.maximum(ink.lightness, 0.9 * HOLE))
    tone = _tone(ink)
    assert np.array_equal(whole(tone, ink), tone)


@pytest.mark.parametrize("lightness", [0.6, 0.9])
def test_light_cloth_is_left_alone(lightness: float) -> None:
    """Black on a light shirt is a pattern, whose gaps belong to it."""
    ink = _dressed(lightness)
    tone = _tone(ink)
    assert np.array_equal(whole(tone, ink), tone)
