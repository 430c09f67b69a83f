"""TIFF: each layout by the decoder that reads it rightly.

Pillow reads 8-bit pictures and libtiff's compressions. It misreads deeper planar pictures, signed
and unsigned integers of 32 bits, and most that is deep and not compressed: those go to tifffile.
What neither reads rightly is refused.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from artline.errors import PhotoUnsupportedError, shown
from artline.photo.depth import Scale, from_white, range_of
from artline.photo.raster import Raster
from artline.photo.tiff_pages import (
    EXTRA_SAMPLES,
    INK_SET,
    SAMPLE_FORMAT,
    SUBSAMPLING,
    Chosen,
    info,
    number,
    numbers,
)

_OWN = (1, 8, 32946, 32773, 34925)
"""Compressions that tifffile reads by itself: none, Deflate in both numbers, PackBits, LZMA."""

_PILLOWS = (1, 2, 3, 4, 5, 6, 7, 8, 32946, 32773, 34925, 50000)
"""Compressions that Pillow's libtiff reads: those of TIFF 6.0, Deflate, LZMA and Zstandard."""

_OLD_JPEG = 6
_JPEG = (_OLD_JPEG, 7)
"""Compressions that are JPEG."""

_JPEG_2000 = (33003, 33004, 33005, 34712)
"""Compressions that are JPEG 2000."""

_COLOURS = {0: 1, 1: 1, 2: 3, 5: 4}
"""PhotometricInterpretation (white is 0, black is 0, RGB, inks) → samples of a pixel."""

_YCBCR, _INKS, _CMYK = 6, 5, 1
"""Values of PhotometricInterpretation and of InkSet."""

_FLOAT, _FLOAT_PREDICTOR = 3, 3
"""Values of SampleFormat and of Predictor."""

_MODES = {
    (1, None): "L", (1, 1): "La", (1, 2): "LA",
    (3, None): "RGB", (3, 1): "RGBa", (3, 2): "RGBA",
    (4, None): "CMYK",
}  # fmt: skip
"""Samples of colour, and ExtraSamples (1 premultiplied alpha, 2 alpha) → Pillow's mode."""


def pillow_first(chosen: Chosen) -> bool:
    """Whether Pillow's pixels are right as a rule: 8 bits or fewer, not in planes."""
    page = chosen.page
    flat = _bits(page) <= 8 and _unsigned(page) and page.planarconfig != 2
    return chosen.at is not None and flat and int(page.compression) in _PILLOWS


def pillow_last(chosen: Chosen) -> bool:
    """Whether Pillow's pixels are right where tifffile has none: compressed, deep or in planes."""
    page = chosen.page
    scheme = int(page.compression)
    if chosen.at is None or scheme in _OWN or scheme not in _PILLOWS:
        return False
    if page.planarconfig == 2:
        return _bits(page) == 8 and _unsigned(page) and page.samplesperpixel > 2
    little = page.parent.byteorder == "<"
    return (_bits(page) == 16 and _unsigned(page)) or (
        _bits(page) == 32 and numbers(page, SAMPLE_FORMAT) == (_FLOAT,) and little
    )


def refuse_unread(page: Any, name: str) -> None:
    """Refuse what every decoder here would misread.

    Raises:
        PhotoUnsupportedError: JPEG 2000 inside, inks that are not CMYK, or colour sampled less
            often than lightness without JPEG.
    """
    if int(page.compression) in _JPEG_2000:
        raise _refusal(name, "with JPEG 2000 inside")
    inks = int(page.photometric) == _INKS
    if inks and (number(page, INK_SET, _CMYK) != _CMYK or page.samplesperpixel < 4):
        raise _refusal(name, "of inks other than CMYK")
    sampled = numbers(page, SUBSAMPLING) or (2, 2)
    if int(page.photometric) == _YCBCR and int(page.compression) not in _JPEG and max(sampled) > 1:
        raise _refusal(name, "of coarsely sampled YCbCr without JPEG")


def decoded(page: Any, name: str) -> tuple[Raster, list[str]] | None:
    """The pixels by tifffile, and remarks; None where it has no decoder for the page.

    Raises:
        PhotoUnsupportedError: values that are not finite numbers.
        Exception: damaged data.
    """
    mode = _mode(page)
    if mode is None or page.dtype is None or page.dtype.kind not in "buif" or not _offered(page):
        return None
    try:
        pixels = _channels_last(page.asarray(maxworkers=1), page, mode)
    except NotImplementedError:
        return None
    scale = None if _bits(page) == 8 and _unsigned(page) else range_of(pixels, _bits(page), name)
    if int(page.photometric) == 0:
        scale = from_white(scale or Scale(0.0, 255.0))
    notices = [scale.notice] if scale and scale.notice else []
    return Raster(pixels, mode, scale, info(page)), notices


def named(page: Any, raster: Raster) -> str:
    """The colour mode in the file: Pillow's name, and the type of its numbers where it is deep."""
    if raster.scale is None or raster.pixels.dtype.kind == "b":
        return "1" if raster.pixels.dtype.kind == "b" else raster.mode
    deep = {"L;uint16": "I;16", "L;int32": "I", "L;float32": "F"}
    name = f"{raster.mode};{page.dtype.name}"
    return raster.mode if _bits(page) == 8 else deep.get(name, name)


def unread(page: Any, name: str) -> PhotoUnsupportedError:
    """The refusal of a layout that no decoder here reads rightly."""
    if _mode(page) is not None and not _has_imagecodecs():
        return PhotoUnsupportedError(
            f"{shown(name)}: a TIFF of this depth and compression needs one more package;"
            ' pip install "artline[tiff]"'
        )
    return _refusal(name, "of a rare pixel layout")


def _refusal(name: str, kind: str) -> PhotoUnsupportedError:
    return PhotoUnsupportedError(
        f"{shown(name)}: a TIFF {kind} is not read here; save it again as RGB with 8 or 16 bits"
        " a channel"
    )


def _bits(page: Any) -> int:
    bits = page.bitspersample
    return max(bits) if isinstance(bits, tuple) else int(bits)


def _unsigned(page: Any) -> bool:
    """Whether samples are unsigned whole numbers, or of no stated format."""
    return all(each in (1, 4) for each in numbers(page, SAMPLE_FORMAT) or (1,))


def _mode(page: Any) -> str | None:
    """Pillow's mode for colours and transparency at 8 bits; None for what has none."""
    colours = _COLOURS.get(int(page.photometric))
    spare = 0 if colours is None else page.samplesperpixel - colours
    if colours is None or spare < 0 or page.imagedepth > 1:
        return None
    if _bits(page) == 1 and page.samplesperpixel > 1 and page.planarconfig == 1:
        return None  # tifffile takes the rows for longer than they are
    said = numbers(page, EXTRA_SAMPLES)
    alpha = (2 if spare else 0) if said is None else next(iter(said), 0)
    if spare and int(page.photometric) == 0:
        return None  # what counts from white turns alpha over too
    return _MODES.get((colours, alpha if spare and alpha in (1, 2) else None))


def _offered(page: Any) -> bool:
    """Whether tifffile has a decoder for the compression, predictor and depth of a page."""
    if _has_imagecodecs():
        return True
    odd = _bits(page) not in (1, 8, 16, 32, 64)
    return int(page.compression) in _OWN and page.predictor != _FLOAT_PREDICTOR and not odd


def _has_imagecodecs() -> bool:
    from importlib.util import find_spec

    return find_spec("imagecodecs") is not None


def check_segments(page: Any) -> None:
    """Refuse what a decoder would fill with zeros: strips and tiles that are not in the file.

    Raises:
        EOFError: they are not all there.
    """
    if int(page.compression) == _OLD_JPEG:
        return  # it may lie elsewhere
    end = page.parent.filehandle.size
    places = list(zip(page.dataoffsets, page.databytecounts, strict=True))
    if len(places) < math.prod(page.chunked) or any(
        not count or at + count > end for at, count in places
    ):
        raise EOFError("strips are missing")


def _channels_last(values: NDArray[Any], page: Any, mode: str) -> NDArray[Any]:
    """H×W×C of the samples that the mode has."""
    from PIL.Image import getmodebands

    planes, _, height, width, together = page.shaped
    stacked = values.reshape(planes, height, width, together)
    pixels = np.moveaxis(stacked[..., 0], 0, -1) if planes > 1 else stacked[0]
    return pixels[..., : getmodebands(mode)]
