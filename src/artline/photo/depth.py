"""Grey pictures of more than 8 bits, brought to 8.

Pillow's own conversion from 16 or 32 bits to 8 clips instead of scaling: anything above 255
turns white. Here the scale is a property of the whole picture, found once, then used by blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from artline.errors import PhotoUnsupportedError, shown

if TYPE_CHECKING:
    from PIL.Image import Image

DEEP_MODES = frozenset(("I;16", "I;16L", "I;16B", "I;16N", "I", "F"))
"""Pillow's modes of more than 8 bits a channel, all grey."""

_BLOCK = 1 << 18
"""Most pixels of one block."""

_BITS_PER_SAMPLE = 258
"""TIFF's tag BitsPerSample."""

_PHOTOMETRIC = 262
"""TIFF's tag PhotometricInterpretation."""

_WHITE_IS_ZERO = 0
"""Value of `_PHOTOMETRIC` where 0 is white."""


class Scale(NamedTuple):
    """How a deep grey value becomes 0..255: (value − low) · 255 / (high − low).

    Attributes:
        low: value of black (of white where the file counts from white).
        high: value of white.
        notice: one line where the range had to be guessed, else None.
    """

    low: float
    high: float
    notice: str | None = None


def blocks(height: int, width: int) -> Iterator[tuple[slice, slice]]:
    """Rows and columns of blocks of at most a quarter of a million pixels that cover a picture.

    Small enough that nothing is ever held twice in full, and below every limit that Pillow has
    for a crop, even where one row alone has millions of pixels.
    """
    columns = max(1, min(width, _BLOCK))
    rows = max(1, _BLOCK // columns)
    for top in range(0, height, rows):
        for left in range(0, width, columns):
            yield slice(top, min(top + rows, height)), slice(left, min(left + columns, width))


def crop(image: Image, rows: slice, columns: slice) -> Image:
    """One block of a decoded picture."""
    return image.crop((columns.start, rows.start, columns.stop, rows.stop))


def scale_of(image: Image, name: str) -> Scale:
    """The range of a decoded picture of one of the `DEEP_MODES`.

    16 bits span 0..65535 (or what BitsPerSample says, as in 12-bit TIFF). Files of 32 bits do
    not say where white is: 0..1 (floats), 0..255 and 0..65535 are taken as such where the values
    fit; everything else is stretched from its smallest to its largest value.

    Raises:
        PhotoUnsupportedError: values that are no numbers, or infinite.
    """
    tags = getattr(image, "tag_v2", {})
    if image.mode.startswith("I;16"):
        bits = tags.get(_BITS_PER_SAMPLE, (16,))
        top = 4095.0 if tuple(bits) == (12,) else 65535.0
        return _from_white(Scale(0.0, top), tags)
    low, high = _extremes(image, name)
    if low >= 0:
        for top in (1.0, 255.0, 65535.0) if image.mode == "F" else (255.0, 65535.0):
            if high <= top:
                return _from_white(Scale(0.0, top), tags)
    notice = f"values run from {low:g} to {high:g}; stretched them from black to white"
    return _from_white(Scale(low, max(high, np.nextafter(low, np.inf)), notice), tags)


def to_eight(block: Image, scale: Scale) -> NDArray[np.uint8]:
    """A block of deep grey as uint8 h×w, rounded to nearest."""
    values = np.asarray(block).astype(np.float64)
    values -= scale.low
    values *= 255.0 / (scale.high - scale.low)
    np.rint(values, out=values)
    return values.clip(0, 255).astype(np.uint8)


def _from_white(scale: Scale, tags: Any) -> Scale:
    """Turned over where the file counts from white (TIFF 6.0, PhotometricInterpretation 0)."""
    if tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO:
        return Scale(scale.high, scale.low, scale.notice)
    return scale


def _extremes(image: Image, name: str) -> tuple[float, float]:
    low, high = np.inf, -np.inf
    for rows, columns in blocks(image.height, image.width):
        values = np.asarray(crop(image, rows, columns))
        if not np.isfinite(values).all():
            raise PhotoUnsupportedError(
                f"{shown(name)}: holds values that are not finite numbers (NaN or infinity);"
                " replace them and save it again"
            )
        low, high = min(low, float(values.min())), max(high, float(values.max()))
    return low, high
