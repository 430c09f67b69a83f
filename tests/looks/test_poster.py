"""Posters: as many layers as inks, each with its registration marks; knobs that do something."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from artline import Artist
from artline.errors import SettingError
from artline.nouns import Ink
from artline.options import PageSettings, Settings
from artline.output import filled

PHOTOS = Path(__file__).parents[2] / "examples" / "photos"


@pytest.fixture(scope="module")
def ink(artist: Artist) -> Ink:
    return artist.see(PHOTOS / "faces-056.jpg", looks=["poster"])


@pytest.mark.parametrize("inks", [2, 3, 4])
def test_a_layer_for_each_ink_with_the_same_registration_marks(
    artist: Artist, ink: Ink, inks: int
) -> None:
    """Protects the print: every screen has the marks that it is registered by, at one place."""
    drawing = artist.finish(ink, Settings(look="poster", inks=inks))
    layers = dict.fromkeys(mark.layer for mark in drawing.marks.marks)
    assert len(layers) == inks
    places = [
        [m.points for m in drawing.marks.marks if m.layer == layer and m.role == "scene"]
        for layer in layers
    ]
    assert all(len(marks) == 12 for marks in places)
    for marks in places:
        assert all(np.array_equal(a, b) for a, b in zip(marks, places[0], strict=True))
    text = filled.encode(drawing.strokes(PageSettings(svg="fill"))).decode()
    assert all(f'inkscape:label="{layer}"' in text for layer in layers)


def test_colours_are_flat(artist: Artist, ink: Ink) -> None:
    """Protects screens: but for antialiased edges, paper and inks are all there is."""
    pixels = artist.finish(ink, look="poster").pixels.reshape(-1, 3)
    _, counts = np.unique(pixels, axis=0, return_counts=True)
    assert np.sort(counts)[-4:].sum() > 0.85 * len(pixels)


def test_inks_are_refused_in_other_looks_and_numbers() -> None:
    """Protects from an option that does nothing."""
    with pytest.raises(SettingError, match="inks: does nothing in look ink"):
        Settings(look="ink", inks=2)
    with pytest.raises(SettingError, match="inks"):
        Settings(look="poster", inks=5)


@pytest.mark.long
@pytest.mark.parametrize("knob", ["weight", "detail", "shade"])
def test_each_half_of_a_knob_changes_the_picture(artist: Artist, ink: Ink, knob: str) -> None:
    """Protects from knobs that do nothing: at least 2 % of full scale."""
    low, plain, high = (
        artist.finish(ink, look="poster", size=512, **{knob: value}).pixels.astype(int)
        for value in ((0.5, 1.0, 2.0) if knob == "weight" else (-1.0, 0.0, 1.0))
    )
    assert np.abs(low - plain).mean() >= 0.02 * 255
    assert np.abs(high - plain).mean() >= 0.02 * 255


def test_registration_marks_are_seen_on_dark_corners(artist: Artist) -> None:
    """Protects the print: every mark lies on paper, whatever the photo has in its corners."""
    night = np.full((400, 300, 3), 12, np.uint8)
    pixels = artist.draw(night, look="poster", background="keep").pixels.astype(int)
    assert pixels[200, 150].sum() < 120
    radius = 0.014 * 400
    for x in (1.5 * radius, 300 - 1.5 * radius):
        for y in (1.5 * radius, 400 - 1.5 * radius):
            corner = pixels[int(y - radius) : int(y + radius), int(x - radius) : int(x + radius)]
            assert (corner.sum(-1) > 600).mean() > 0.3


def test_another_renderer_draws_the_same_picture(artist: Artist, ink: Ink) -> None:
    """Protects print: resvg's picture of the filled file is ours."""
    import resvg_py
    from skimage.metrics import structural_similarity

    drawing = artist.finish(ink, look="poster", size=1024)
    text = filled.encode(drawing.strokes(PageSettings(svg="fill"))).decode()
    size = f'width="{drawing.width}" height="{drawing.height}"'
    sized = re.sub(r'width="[0-9.]+mm" height="[0-9.]+mm"', size, text, count=1)
    data = bytes(resvg_py.svg_to_bytes(svg_string=sized, background="white"))
    theirs = np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
    ours = np.asarray(drawing.to_pil().convert("RGB"))
    assert structural_similarity(theirs, ours, channel_axis=2) >= 0.97
