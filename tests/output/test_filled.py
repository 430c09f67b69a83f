"""Filled SVG: the same picture as the pixels, whoever renders it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from artline import Artist
from artline.errors import OutputError
from artline.nouns import Drawing
from artline.options import PageSettings
from artline.output import filled
from made_strokes import made_strokes

PHOTO = Path(__file__).parents[2] / "examples" / "photos" / "faces-056.jpg"
FILL = PageSettings(svg="fill")


@pytest.fixture(scope="module")
def drawings(artist: Artist) -> dict[str, Drawing]:
    """One sitter in looks of shapes, and in colour."""
    ink = artist.see(PHOTO, looks=["ink", "contour", "stencil"])
    made = {look: artist.finish(ink, look=look, size=600) for look in ("ink", "contour", "stencil")}
    made["strands"] = artist.finish(ink, hair=1.0, size=600)
    made["keep"] = artist.finish(ink, background="keep", size=600)
    made["colours"] = artist.finish(ink, ink="navy", paper="#fffdf5", size=600)
    return made


@pytest.mark.parametrize("name", ["ink", "contour", "stencil", "strands", "keep", "colours"])
def test_another_renderer_draws_the_same_picture(drawings: dict[str, Drawing], name: str) -> None:
    """Protects print and cutters: resvg's picture of the file is ours."""
    import resvg_py
    from skimage.metrics import structural_similarity

    drawing = drawings[name]
    text = filled.encode(drawing.strokes(FILL)).decode()
    size = f'width="{drawing.width}" height="{drawing.height}"'
    sized = re.sub(r'width="[0-9.]+mm" height="[0-9.]+mm"', size, text, count=1)
    data = bytes(resvg_py.svg_to_bytes(svg_string=sized, background="white"))
    theirs = np.asarray(Image.open(io.BytesIO(data)).convert("L"))
    ours = np.asarray(drawing.to_pil().convert("L"))
    assert structural_similarity(theirs, ours) >= 0.98


def test_a_look_of_the_hand_has_shapes_where_its_wash_is_dark(artist: Artist) -> None:
    """Protects cutters from an empty file: a wash is no shape."""
    drawing = artist.draw(PHOTO, look="graphite", size=300)
    text = filled.encode(drawing.strokes(FILL)).decode()
    assert text.count("<path ") > 20


def test_strokes_that_come_from_no_drawing_are_refused() -> None:
    with pytest.raises(OutputError, match="come from no drawing"):
        filled.encode(made_strokes())
