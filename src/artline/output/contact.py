"""Labelled sheets of several pictures: a photo beside its drawing, or in every look."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from artline.output.titles import printable

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont, ImageFont

PAPER = (255, 255, 255)
"""Red, green and blue of the sheet, 0..255."""

LETTERS = (64, 64, 64)
"""Red, green and blue of the labels, 0..255."""


def contact_sheet(
    pictures: Sequence[tuple[str, NDArray[np.uint8]]], *, panel: int = 640, columns: int = 0
) -> NDArray[np.uint8]:
    """Pictures in rows with a label under each, as uint8 H×W×3.

    Args:
        pictures: label and uint8 H×W, H×W×3 or H×W×4 each; transparency is laid on white.
        panel: the longest side of a picture on the sheet in pixels; none is enlarged.
        columns: pictures in a row; 0 makes the sheet about as wide as high, or wider.

    Raises:
        ValueError: no pictures.
    """
    from PIL import Image, ImageDraw

    if not pictures:
        raise ValueError("a contact sheet needs at least one picture")
    images = [_fitted(pixels, panel) for _, pixels in pictures]
    wide, high = max(i.width for i in images), max(i.height for i in images)
    gap = max(8, panel // 40)
    font = _font(max(12, min(panel, wide) // 24))
    caption = round(1.8 * _height(font))
    columns = columns or max(1, math.ceil(math.sqrt(len(images) * (high + caption) / wide)))
    columns = min(columns, len(images))
    rows = math.ceil(len(images) / columns)
    size = (gap + columns * (wide + gap), gap + rows * (high + caption))
    sheet = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(sheet)
    for number, ((label, _), image) in enumerate(zip(pictures, images, strict=True)):
        row, column = divmod(number, columns)
        left, top = gap + column * (wide + gap), gap + row * (high + caption)
        sheet.paste(image, (left + (wide - image.width) // 2, top + high - image.height))
        middle = (left + wide / 2, top + high + caption / 2)
        pen.text(middle, printable(label), fill=LETTERS, font=font, anchor="mm")
    return np.asarray(sheet)


def _fitted(pixels: NDArray[np.uint8], panel: int) -> Image:
    from PIL import Image

    image = Image.fromarray(pixels)
    # Image.reduce before the exact filter, as Pillow's thumbnail does, keeps large photos quick.
    image.thumbnail((panel, panel), Image.Resampling.LANCZOS, reducing_gap=3.0)
    if image.mode == "RGBA":
        paper = Image.new("RGBA", image.size, (*PAPER, 255))
        image = Image.alpha_composite(paper, image)
    return image.convert("RGB")


def _font(size: int) -> FreeTypeFont | ImageFont:
    from PIL import ImageFont

    return ImageFont.load_default(size)


def _height(font: FreeTypeFont | ImageFont) -> float:
    _, top, _, bottom = font.getbbox("Ág")
    return bottom - top
