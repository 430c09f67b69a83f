"""The photo as JPEG, and photo and drawing side by side as PNG."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from artline.nouns import Drawing, Photo

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

GAP = 0.02
"""Space between photo and drawing, as a share of the drawing's long side."""
WHITE = (255, 255, 255)


def photo_picture(photo: Photo, size: int | None) -> bytes:
    """The photo as JPEG, its long side at most `size` pixels."""
    buffer = BytesIO()
    _fitted(photo, size).save(buffer, "JPEG", quality=88)
    return buffer.getvalue()


def pair_picture(drawing: Drawing) -> bytes:
    """Photo and drawing side by side, each at the drawing's pixels, as PNG."""
    from PIL import Image

    drawn = drawing.to_pil()
    width, height = drawn.size
    gap = max(1, round(GAP * max(width, height)))
    sheet = Image.new("RGB", (2 * width + gap, height), WHITE)
    sheet.paste(_resized(drawing.ink.photo, width, height), (0, 0))
    clear = drawn if drawn.mode == "RGBA" else None
    sheet.paste(drawn, (width + gap, 0), clear)
    buffer = BytesIO()
    sheet.save(buffer, "PNG", compress_level=3)
    return buffer.getvalue()


def region_picture(pixels: NDArray[np.uint8]) -> bytes:
    """Pixels of a part of a drawing as PNG, encoded quickly: it is seen for a moment."""
    from PIL import Image

    buffer = BytesIO()
    # zlib's run-length strategy: as fast as level 1, and smaller where most is paper
    Image.fromarray(pixels).save(buffer, "PNG", compress_level=6, compress_type=3)
    return buffer.getvalue()


def _fitted(photo: Photo, size: int | None) -> Image:
    scale = min(1.0, (size or max(photo.width, photo.height)) / max(photo.width, photo.height))
    return _resized(photo, max(1, round(photo.width * scale)), max(1, round(photo.height * scale)))


def _resized(photo: Photo, width: int, height: int) -> Image:
    from PIL import Image

    picture = Image.fromarray(photo.rgb)
    if picture.size == (width, height):
        return picture
    return picture.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=2.0)
