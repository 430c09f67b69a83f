"""Stencils: what is left when the black is cut away hangs together in one piece."""

import numpy as np
import pytest
from scipy.ndimage import label

from artline.finish.stencil import draw
from artline.options import Settings
from made_ink import disc, made_ink, ring


def sheets():
    eye = np.maximum(disc(60) - disc(40), 0)
    nested = np.maximum.reduce([disc(70) - disc(55), disc(40) - disc(25)])
    return {"ring": eye, "nested": nested, "plain": disc(20, (45, 80))}


@pytest.mark.parametrize("name", sheets())
def test_paper_is_one_piece(name):
    ink = made_ink(mass=np.clip(sheets()[name], 0, 1), line=0 * ring(5), subject=disc(90))
    black = draw(ink, Settings(look="stencil")).field > 0.5
    assert black.any()
    assert label(~black)[1] == 1


def test_the_real_portrait_is_one_piece_too(artist, ink):
    black = np.asarray(artist.finish(ink, look="stencil")) < 128
    parts, count = label(~black)
    sizes = np.bincount(parts.ravel())[1:]
    assert sizes.max() / sizes.sum() > 0.999
    assert 0.02 < black.mean() < 0.6
    assert count < 4
