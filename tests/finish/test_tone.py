"""Masses are black where the model drew them, and the knob makes more or less of them."""

import numpy as np
import pytest

from artline.finish.tone import masses
from made_ink import SIDE, disc, made_ink


def test_masses_are_left_as_drawn():
    """Protects open strands and decided cloth: dark photos pull nothing into black again."""
    mass = np.where(disc(10) > 0.5, 0.9, 0.35 * disc(30)).astype(np.float32)
    dark = np.zeros((SIDE, SIDE), np.float32)
    assert ((masses(made_ink(mass=mass, lightness=dark), 0) > 0.5) == (disc(10) > 0.5)).all()


@pytest.mark.parametrize(("touch", "blackest"), [(0.2, 1.0), (0.45, 0.5), (0.7, -0.4)])
def test_more_shade_makes_more_black(touch, blackest):
    """A grey is black from the shade that it is dark enough for, and not below it."""
    ink = made_ink(mass=np.full((SIDE, SIDE), touch, np.float32))
    black = [bool((masses(ink, shade) > 0.5).all()) for shade in (blackest - 0.5, blackest)]
    assert black == [False, True]
