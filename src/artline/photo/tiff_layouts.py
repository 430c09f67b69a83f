"""Which decoder reads a layout of TIFF rightly.

Pillow reads 8-bit pictures and libtiff's compressions. It misreads deeper planar pictures, signed
and unsigned integers of 32 bits, and most that is deep and not compressed: those go to tifffile.
What neither reads rightly is refused.
"""

from __future__ import annotations

from typing import Any

from artline.errors import PhotoUnsupportedError, shown
from artline.photo.tiff_pages import (
    EXTRA_SAMPLES,
    INK_SET,
    SAMPLE_FORMAT,
    SUBSAMPLING,
    Chosen,
    number,
    numbers,
)

_OWN = (1, 8, 32946, 32773, 34925)
"""Compressions that tifffile reads by itself: none, Deflate in both numbers, PackBits, LZMA."""

_PILLOWS = (1, 2, 3, 4, 5, 6, 7, 8, 32946, 32773, 34925, 50000)
"""Compressions that Pillow's libtiff reads: those of TIFF 6.0, Deflate, LZMA and Zstandard."""

OLD_JPEG = 6
"""Compression of JPEG as TIFF 6.0 had it, whose data may lie anywhere in the file."""

_JPEG = (OLD_JPEG, 7)
"""Compressions that are JPEG."""

_JPEG_2000 = (33003, 33004, 33005, 34712)
"""Compressions that are JPEG 2000."""

_COLOURS = {0: 1, 1: 1, 2: 3, 5: 4}
"""PhotometricInterpretation (white is 0, black is 0, RGB, inks) → samples of a pixel."""

_MOST_SPARE = 8
"""Samples besides colours; a pixel with more of them is no photo's."""

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
    flat = bits_of(page) <= 8 and is_unsigned(page) and page.planarconfig != 2
    return chosen.at is not None and flat and int(page.compression) in _PILLOWS


def pillow_last(chosen: Chosen) -> bool:
    """Whether Pillow's pixels are right where tifffile has none: compressed, deep or in planes."""
    page = chosen.page
    scheme = int(page.compression)
    if chosen.at is None or scheme in _OWN or scheme not in _PILLOWS:
        return False
    if page.planarconfig == 2:
        return bits_of(page) == 8 and is_unsigned(page) and page.samplesperpixel > 2
    little = page.parent.byteorder == "<"
    return (bits_of(page) == 16 and is_unsigned(page)) or (
        bits_of(page) == 32 and numbers(page, SAMPLE_FORMAT) == (_FLOAT,) and little
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


def unread(page: Any, name: str) -> PhotoUnsupportedError:
    """The refusal of a layout that no decoder here reads rightly."""
    if mode_of(page) is not None and not has_imagecodecs():
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


def bits_of(page: Any) -> int:
    """Bits of a sample, of the deepest where they differ."""
    bits = page.bitspersample
    return max(bits) if isinstance(bits, tuple) else int(bits)


def is_unsigned(page: Any) -> bool:
    """Whether samples are unsigned whole numbers, or of no stated format."""
    return all(each in (1, 4) for each in numbers(page, SAMPLE_FORMAT) or (1,))


def mode_of(page: Any) -> str | None:
    """Pillow's mode for colours and transparency at 8 bits; None for what has none."""
    colours = _COLOURS.get(int(page.photometric))
    spare = 0 if colours is None else page.samplesperpixel - colours
    if colours is None or not 0 <= spare <= _MOST_SPARE or page.imagedepth > 1:
        return None
    if bits_of(page) == 1 and page.samplesperpixel > 1 and page.planarconfig == 1:
        return None  # tifffile takes the rows for longer than they are
    said = numbers(page, EXTRA_SAMPLES)
    alpha = (2 if spare else 0) if said is None else next(iter(said), 0)
    if spare and int(page.photometric) == 0:
        return None  # what counts from white turns alpha over too
    return _MODES.get((colours, alpha if spare and alpha in (1, 2) else None))


def passed_over(page: Any, mode: str) -> int:
    """How many samples of a pixel are neither colour nor transparency."""
    from PIL.Image import getmodebands

    return int(page.samplesperpixel) - getmodebands(mode)


def offered(page: Any) -> bool:
    """Whether tifffile has a decoder for the compression, predictor and depth of a page."""
    if has_imagecodecs():
        return True
    odd = bits_of(page) not in (1, 8, 16, 32, 64)
    return int(page.compression) in _OWN and page.predictor != _FLOAT_PREDICTOR and not odd


def has_imagecodecs() -> bool:
    """Whether the extra is installed by which tifffile reads the rarer compressions."""
    from importlib.util import find_spec

    return find_spec("imagecodecs") is not None
