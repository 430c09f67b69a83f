"""A picture on a page: as many pixels as its millimetres have, and the drawing within them."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from artline.errors import SettingError
from artline.nouns import Drawing
from artline.options import PageSettings
from artline.output.printed import printed_page


def test_a_page_has_the_pixels_of_its_millimetres() -> None:
    """A4 lying at 254 dpi has ten pixels a millimetre; the drawing keeps its shape."""
    page = printed_page(PageSettings(page="a4", landscape=True, margin=20, dpi=254), 300, 400)
    assert (page.width, page.height, page.dpi) == (2970, 2100, 254)
    assert page.size == 1700  # 210 mm without both margins, high
    assert page.corner == (848, 200)


def test_what_no_picture_holds_is_refused() -> None:
    """With the resolution that is still possible, and for a drawing of a few pixels too."""
    with pytest.raises(SettingError, match="this page goes up to 1935"):
        printed_page(PageSettings(page="a3", dpi=2400), 3, 4)
    with pytest.raises(SettingError, match="leaves 4 pixels for the drawing"):
        printed_page(PageSettings(page="10x10mm", margin=0, dpi=10), 3, 4)


@pytest.mark.parametrize(
    ("settings", "corner"),
    [({"paper": "linen"}, (250, 240, 230)), ({"background": "transparent"}, (0, 0, 0, 0))],
    ids=str,
)
def test_the_margin_is_paper(
    drawing: Drawing, settings: dict[str, str], corner: tuple[int, ...]
) -> None:
    """Of the paper's colour, or nothing; the file says its resolution."""
    from artline import pipeline
    from artline.options import Settings

    made = pipeline.finish(drawing.ink, Settings(**settings))  # type: ignore[arg-type]
    buffer = io.BytesIO()
    made.save(buffer, format="png", page=PageSettings(page="a6", dpi=100))
    image = Image.open(buffer)
    assert image.size == (413, 583)
    assert image.getpixel((3, 3)) == corner
    assert image.info["dpi"] == pytest.approx((100, 100), abs=0.1)
    inked = np.asarray(image.convert("RGBA"))
    assert (inked[..., :3].min(axis=2) < 60).any() and (inked[200:380, 60:350, 3] == 255).any()
