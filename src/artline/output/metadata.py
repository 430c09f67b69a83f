"""What a drawing's file says of it beside its pixels: the resolution, EXIF, XMP.

Who asks to keep the photo's metadata gets rights, creator, dates, description and camera
(`kept_exif`, `kept_xmp`, `kept_iptc`): lists of what is kept, so that what nobody thought of
(positions, places, faces with names, serial numbers, histories) stays behind.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from artline.output.kept_exif import loaded
from artline.photo.own import MARK

if TYPE_CHECKING:
    from PIL.Image import Exif

DEFAULT_DPI = (300.0, 300.0)
"""Pixels per inch, x and y, where the photo says nothing sane."""

LARGEST_DPI = 32_767.0
"""Pixels per inch above which a resolution is taken for nonsense."""

_RESOLUTION = {282: 0, 283: 1}  # XResolution, YResolution
_RESOLUTION_UNIT = 296
_INCH = 2
_XMP = 700
_SOFTWARE = 305


def sane_dpi(dpi: tuple[float, float] | None) -> tuple[float, float]:
    """Pixels per inch (x, y) if a printer could mean them, else 300."""
    if dpi is None or not all(math.isfinite(v) and 1 <= v <= LARGEST_DPI for v in dpi):
        return DEFAULT_DPI
    return dpi


def with_dpi(exif: bytes, dpi: tuple[float, float]) -> bytes:
    """The EXIF block, made if need be, with the resolution: WebP and AVIF have no other place."""
    from PIL.TiffImagePlugin import IFDRational

    block = loaded(exif)
    for tag, axis in _RESOLUTION.items():
        block[tag] = IFDRational(round(dpi[axis] * 1000), 1000)
    block[_RESOLUTION_UNIT] = _INCH
    return block.tobytes()


def in_tiff(exif: bytes, xmp: bytes) -> Exif:
    """EXIF and XMP as tags: in TIFF both are one directory with the picture's own."""
    block = loaded(exif)
    if xmp:
        block[_XMP] = xmp
    return block


def with_mark(exif: bytes) -> bytes:
    """The EXIF block, made if need be, that names artline as the software: a drawing's mark."""
    block = loaded(exif)
    block[_SOFTWARE] = MARK
    return block.tobytes()
