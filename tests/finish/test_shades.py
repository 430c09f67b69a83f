"""Tone of the looks that are made of true lines: set against the sitter, features sharpened."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from artline import Artist
from artline.finish import background
from artline.finish.form import form
from artline.finish.shades import shades
from artline.nouns import Ink
from artline.options import Settings

PHOTO = Path(__file__).parents[2] / "examples" / "photos" / "faces-056.jpg"


@pytest.fixture(scope="module")
def ink(artist: Artist) -> Ink:
    return artist.see(PHOTO, looks=["spiral"])


def test_tone_follows_the_photo(ink: Ink) -> None:
    """Protects likeness: darker where the photo is, white where it is lightest."""
    inside = background.sitter(ink) > 0.99
    tone = shades(ink, Settings())
    assert np.corrcoef(tone[inside], 1 - ink.lightness[inside])[0, 1] > 0.9
    assert tone[inside].min() == 0 and tone[inside].max() > 0.95


def test_a_dim_photo_has_white_paper_and_dark_skin_its_own_tone(ink: Ink) -> None:
    """Protects both: all is lifted by the paper's lightness, and no farther than that."""
    face = background.faces(ink) & (background.sitter(ink) > 0.99)
    plain = shades(ink, Settings())[face].mean()
    dim = replace(ink, lightness=ink.lightness * np.float32(0.85))
    dark = replace(ink, lightness=ink.lightness * np.float32(0.5))
    assert shades(dim, Settings())[face].mean() == pytest.approx(plain, abs=0.1)
    assert shades(dark, Settings())[face].mean() > plain + 0.1


def test_shade_darkens_and_background_is_left_out(ink: Ink) -> None:
    """Protects the knob, and paper behind the sitter."""
    light, plain, dark = (shades(ink, Settings(shade=s)).mean() for s in (-1.0, 0.0, 1.0))
    assert light + 0.02 < plain < dark - 0.02
    behind = background.sitter(ink) == 0
    assert shades(ink, Settings())[behind].max() == 0
    assert shades(ink, Settings(background="keep"))[behind].max() > 0.1


def test_what_is_erased_stays_white(ink: Ink) -> None:
    """Protects the user's word over the photo's."""
    erased = np.zeros(ink.shape, bool)
    erased[: ink.shape[0] // 2] = True
    assert shades(replace(ink, erased=erased), Settings())[erased].max() == 0


def test_form_is_smooth_and_highest_in_the_face(ink: Ink) -> None:
    """Protects engraved lines from kinks, and roundness where a head is seen."""
    high = form(ink)
    assert max(np.abs(slope).max() for slope in np.gradient(high)) < 1.5
    assert high[background.faces(ink)].mean() > high.mean() + 5
