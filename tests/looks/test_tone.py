"""Looks that tell tone by true lines: likeness, knobs, and one path for the spiral."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from artline import Artist
from artline.finish import background
from artline.looks.hatch import HATCH_LOOKS
from artline.looks.tone import TONE_LOOKS
from artline.marks.render import rendered
from artline.nouns import Ink
from artline.options import PageSettings
from artline.output import filled

PHOTOS = Path(__file__).parents[2] / "examples" / "photos"
SITTERS = ("faces-037", "faces-056", "faces-067", "faces-079", "faces-083", "faces-096")
NAMES = [look.name for look in (*HATCH_LOOKS, *TONE_LOOKS)]
SIZE = 512
BLUR = 0.015
"""Of the side: Gaussian over what lines and dots are seen as from afar."""


@pytest.fixture(scope="module")
def inks(artist: Artist) -> dict[str, Ink]:
    return {name: artist.see(PHOTOS / f"{name}.jpg", looks=["spiral"]) for name in SITTERS}


@pytest.mark.long
@pytest.mark.parametrize("look", NAMES)
def test_from_afar_it_is_the_photo(artist: Artist, inks: dict[str, Ink], look: str) -> None:
    """Protects likeness: tone blurred as far as lines are apart follows the photo's."""
    import cv2

    found = []
    for ink in inks.values():
        marks = artist.finish(ink, look=look).marks
        height, width = ink.shape
        made = rendered(marks, height, width).astype(np.float32)
        sigma = BLUR * max(ink.shape)
        drawn, seen = (cv2.GaussianBlur(x, (0, 0), sigma) for x in (made, -ink.lightness))
        inside = background.sitter(ink) > 0.5
        found.append(np.corrcoef(drawn[inside], seen[inside])[0, 1])
    assert np.mean(found) >= 0.9


@pytest.mark.long
@pytest.mark.parametrize("look", NAMES)
@pytest.mark.parametrize(
    ("knob", "values"),
    [("weight", (0.5, 1.0, 2.0)), ("detail", (-1.0, 0.0, 1.0)), ("shade", (-1.0, 0.0, 1.0))],
)
def test_each_half_of_a_knob_changes_the_picture(
    artist: Artist, inks: dict[str, Ink], look: str, knob: str, values: tuple[float, ...]
) -> None:
    """Protects from knobs that do nothing: at least 2 % of full scale."""
    ink = inks["faces-056"]
    low, plain, high = (
        artist.finish(ink, look=look, size=SIZE, **{knob: value}).pixels.astype(int)
        for value in values
    )
    assert np.abs(low - plain).mean() >= 0.02 * 255
    assert np.abs(high - plain).mean() >= 0.02 * 255


@pytest.mark.parametrize("sitter", SITTERS)
def test_the_spiral_is_one_path_of_one_pen(
    artist: Artist, inks: dict[str, Ink], sitter: str
) -> None:
    """Protects its promise: the pen is set down once, whatever the photo and its frame."""
    drawing = artist.finish(inks[sitter], look="spiral")
    assert len(drawing.strokes(PageSettings(page="a4")).paths) == 1


def test_a_picture_of_nobody_is_one_path_too(artist: Artist) -> None:
    """Protects scenes: wide, without a face, and kept as a whole."""
    scene = np.repeat(np.tile(np.linspace(0, 255, 300), (120, 1))[..., None], 3, 2)
    drawing = artist.draw(scene.astype(np.uint8), look="spiral")
    assert len(drawing.strokes(PageSettings()).paths) == 1


@pytest.mark.long
@pytest.mark.parametrize("look", NAMES)
def test_another_renderer_draws_the_same_picture(
    artist: Artist, inks: dict[str, Ink], look: str
) -> None:
    """Protects print and cutters: resvg's picture of the filled file is ours."""
    import resvg_py
    from skimage.metrics import structural_similarity

    drawing = artist.finish(inks["faces-056"], look=look, size=1024)
    text = filled.encode(drawing.strokes(PageSettings(svg="fill"))).decode()
    size = f'width="{drawing.width}" height="{drawing.height}"'
    sized = re.sub(r'width="[0-9.]+mm" height="[0-9.]+mm"', size, text, count=1)
    data = bytes(resvg_py.svg_to_bytes(svg_string=sized, background="white"))
    theirs = np.asarray(Image.open(io.BytesIO(data)).convert("L"))
    assert structural_similarity(theirs, np.asarray(drawing.to_pil().convert("L"))) >= 0.97
