"""Chalk: light on dark paper, unless colours are chosen; knobs that do something."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from artline import Artist
from artline.finish import background
from artline.nouns import Ink
from artline.options import PageSettings, Settings
from artline.output import filled

PHOTOS = Path(__file__).parents[2] / "examples" / "photos"


@pytest.fixture(scope="module")
def ink(artist: Artist) -> Ink:
    return artist.see(PHOTOS / "faces-056.jpg", looks=["chalk"])


def test_paper_is_dark_and_white_lies_where_light_falls(artist: Artist, ink: Ink) -> None:
    """Protects its meaning: the photo's lights are drawn, not its darks."""
    import cv2

    pixels = artist.finish(ink, look="chalk").pixels
    height, width = ink.shape
    drawn = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)[..., 2]
    inside = background.sitter(ink) > 0.5
    drawn, seen = (
        cv2.GaussianBlur(x.astype(np.float32), (0, 0), 9) for x in (drawn, ink.lightness)
    )
    assert pixels[0, 0].max() < 64
    assert np.corrcoef(drawn[inside], seen[inside])[0, 1] > 0.6


def test_colours_that_are_chosen_count() -> None:
    """Protects the user's choice: both, one of them, and exchanged."""
    own = Settings(look="chalk")
    assert sum(own.paper_rgb) < 200 < 600 < sum(own.ink_rgb)
    assert Settings(look="chalk", invert=True).paper_rgb == own.ink_rgb
    assert Settings(look="chalk", paper="navy").paper_rgb == (0, 0, 128)
    assert Settings(look="chalk", ink="gold", paper="black").ink_rgb == (255, 215, 0)
    assert Settings(look="ink").paper_rgb == (255, 255, 255)


def test_the_colour_is_a_layer_of_its_own(artist: Artist, ink: Ink) -> None:
    """Protects print: what is not white is strokes, in a layer that can be hidden."""
    drawing = artist.finish(ink, look="chalk")
    text = filled.encode(drawing.strokes(PageSettings(svg="fill"))).decode()
    assert sum(mark.layer == "colour" for mark in drawing.marks.marks) > 100
    assert 'inkscape:label="colour"' in text


@pytest.mark.long
@pytest.mark.parametrize("knob", ["weight", "detail", "shade"])
def test_each_half_of_a_knob_changes_the_picture(artist: Artist, ink: Ink, knob: str) -> None:
    """Protects from knobs that do nothing: at least 2 % of full scale."""
    low, plain, high = (
        artist.finish(ink, look="chalk", size=512, **{knob: value}).pixels.astype(int)
        for value in ((0.5, 1.0, 2.0) if knob == "weight" else (-1.0, 0.0, 1.0))
    )
    assert np.abs(low - plain).mean() >= 0.02 * 255
    assert np.abs(high - plain).mean() >= 0.02 * 255
