"""Linocut: cuts of paper in black, readable faces, knobs that do something, one picture in SVG."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from artline import Artist
from artline.finish import background
from artline.finish.linocut.light import eyes
from artline.marks.render import rendered
from artline.nouns import Ink, Line
from artline.options import PageSettings
from artline.output import filled

PHOTOS = Path(__file__).parents[2] / "examples" / "photos"


@pytest.fixture(scope="module")
def ink(artist: Artist) -> Ink:
    return artist.see(PHOTOS / "faces-056.jpg", looks=["linocut"])


def test_cuts_are_strokes_of_paper_that_taper(artist: Artist, ink: Ink) -> None:
    """Protects the carved character: hundreds of strokes, pointed at their ends."""
    marks = artist.finish(ink, look="linocut").marks.marks
    cuts = [mark for mark in marks if isinstance(mark, Line) and mark.paper]
    assert len(cuts) > 300
    widest = np.array([cut.widths.max() for cut in cuts])
    ends = np.array([max(cut.widths[0], cut.widths[-1]) for cut in cuts])
    assert np.median(ends / widest) < 0.5


def test_light_is_white_and_eyes_look_out_of_black(artist: Artist, ink: Ink) -> None:
    """Protects likeness: the drawn tone follows the photo's, and eyes have whites."""
    import cv2

    made = rendered(artist.finish(ink, look="linocut").marks, *ink.shape).astype(np.float32)
    inside = background.sitter(ink) > 0.5
    drawn, seen = (cv2.GaussianBlur(x, (0, 0), 9) for x in (made, -ink.lightness))
    assert np.corrcoef(drawn[inside], seen[inside])[0, 1] > 0.6
    assert (made[eyes(ink) > 0.5] < 64).mean() > 0.15


@pytest.mark.long
@pytest.mark.parametrize("knob", ["weight", "detail", "shade"])
def test_each_half_of_a_knob_changes_the_picture(artist: Artist, ink: Ink, knob: str) -> None:
    """Protects from knobs that do nothing: at least 2 % of full scale."""
    low, plain, high = (
        artist.finish(ink, look="linocut", size=512, **{knob: value}).pixels.astype(int)
        for value in ((0.5, 1.0, 2.0) if knob == "weight" else (-1.0, 0.0, 1.0))
    )
    assert np.abs(low - plain).mean() >= 0.02 * 255
    assert np.abs(high - plain).mean() >= 0.02 * 255


@pytest.mark.long
def test_another_renderer_draws_the_same_picture(artist: Artist, ink: Ink) -> None:
    """Protects print: resvg's picture of the filled file is ours."""
    import resvg_py
    from skimage.metrics import structural_similarity

    drawing = artist.finish(ink, look="linocut", size=1024)
    text = filled.encode(drawing.strokes(PageSettings(svg="fill"))).decode()
    size = f'width="{drawing.width}" height="{drawing.height}"'
    sized = re.sub(r'width="[0-9.]+mm" height="[0-9.]+mm"', size, text, count=1)
    data = bytes(resvg_py.svg_to_bytes(svg_string=sized, background="white"))
    theirs = np.asarray(Image.open(io.BytesIO(data)).convert("L"))
    assert structural_similarity(theirs, np.asarray(drawing.to_pil().convert("L"))) >= 0.97
