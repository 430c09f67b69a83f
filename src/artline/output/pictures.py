"""Files of pictures, a row each: PNG, JPEG, WebP, TIFF, AVIF, by Pillow's encoders.

What the encoders are told was measured on line art, see LOG.md.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from artline.output import metadata, profile
from artline.output.registry import Picture, PictureFormat
from artline.photo.own import MARK

if TYPE_CHECKING:
    from PIL.Image import Image

SLOW_ENCODING_PIXELS = 4_000_000
"""Pixels from which the fast encoder of WebP and AVIF is taken, for a file half as large again.

24 megapixels take 1.2 s instead of 4.2 s as WebP, 1.8 s instead of 5.3 s as AVIF.
"""


def _png(picture: Picture) -> bytes:
    from PIL.PngImagePlugin import PngInfo

    # zlib's run-length strategy (3): on two-tone pictures smaller than its own level 9, and as
    # fast as level 1.
    options: dict[str, Any] = {"dpi": picture.dpi, "compress_level": 6, "compress_type": 3}
    info = PngInfo()
    info.add_text("Software", MARK)
    if picture.xmp:
        info.add_itxt("XML:com.adobe.xmp", picture.xmp.decode(), zip=False)
    options["pnginfo"] = info
    return _saved(_image(picture), "PNG", options | _exif(picture))


def _jpeg(picture: Picture) -> bytes:
    x, y = picture.dpi
    # Lines are all edge: no chroma subsampling.
    options: dict[str, Any] = {"quality": 92, "subsampling": 0, "optimize": False}
    options["dpi"] = round(x), round(y)
    options["exif"] = metadata.with_mark(picture.exif)
    return _saved(_image(picture), "JPEG", options | _xmp(picture))


def _tiff(picture: Picture) -> bytes:
    # libtiff, which compresses, cannot write an EXIF directory; Pillow's plain writer can.
    compression = "raw" if picture.exif else "tiff_adobe_deflate"
    tags = metadata.in_tiff(picture.exif, picture.xmp)
    options = {"compression": compression, "dpi": picture.dpi, "exif": tags, "software": MARK}
    return _saved(_image(picture), "TIFF", options)


def _webp(picture: Picture) -> bytes:
    # exact: colour under transparent pixels is kept, or paper would fringe when scaled
    options: dict[str, Any] = {"lossless": True, "exact": True}
    options |= {"method": 4, "quality": 50} if _small(picture) else {"method": 0, "quality": 0}
    return _saved(_coloured(picture), "WEBP", options | _full_exif(picture) | _xmp(picture))


def _avif(picture: Picture) -> bytes:
    options: dict[str, Any] = {"quality": 85, "subsampling": "4:4:4"}
    options["speed"] = 8 if _small(picture) else 9
    return _saved(_coloured(picture), "AVIF", options | _full_exif(picture) | _xmp(picture))


def _saved(image: Image, encoder: str, options: dict[str, Any]) -> bytes:
    buffer = BytesIO()
    icc = profile.grey() if image.mode == "L" else profile.srgb()
    image.save(buffer, format=encoder, icc_profile=icc, **options)
    return buffer.getvalue()


def _image(picture: Picture) -> Image:
    from PIL import Image

    return Image.fromarray(picture.pixels)


def _coloured(picture: Picture) -> Image:
    """For encoders that know no grey."""
    image = _image(picture)
    return image.convert("RGB") if image.mode == "L" else image


def _exif(picture: Picture) -> dict[str, Any]:
    return {"exif": picture.exif} if picture.exif else {}


def _full_exif(picture: Picture) -> dict[str, Any]:
    """For formats that have no other place for the resolution and the mark."""
    return {"exif": metadata.with_mark(metadata.with_dpi(picture.exif, picture.dpi))}


def _xmp(picture: Picture) -> dict[str, Any]:
    return {"xmp": picture.xmp} if picture.xmp else {}


def _small(picture: Picture) -> bool:
    height, width = picture.pixels.shape[:2]
    return int(height * width) < SLOW_ENCODING_PIXELS


PICTURE_FORMATS = (
    PictureFormat(
        name="png",
        suffixes=(".png",),
        media_type="image/png",
        encode=_png,
        transparent=True,
    ),
    PictureFormat(
        name="jpeg",
        suffixes=(".jpg", ".jpeg"),
        media_type="image/jpeg",
        encode=_jpeg,
        longest_side=65_535,
    ),
    PictureFormat(
        name="webp",
        suffixes=(".webp",),
        media_type="image/webp",
        encode=_webp,
        transparent=True,
        longest_side=16_383,
    ),
    PictureFormat(
        name="tiff",
        suffixes=(".tif", ".tiff"),
        media_type="image/tiff",
        encode=_tiff,
        transparent=True,
    ),
    PictureFormat(
        name="avif",
        suffixes=(".avif",),
        media_type="image/avif",
        encode=_avif,
        transparent=True,
        longest_side=32_768,
    ),
)
