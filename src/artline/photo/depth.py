"""Pictures of more than 8 bits, brought to 8.

Pillow's own conversion from 16 or 32 bits to 8 clips instead of scaling: anything above 255
turns white. Here the scale is a property of the whole picture, found once, then used by blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

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


class Pixels(Protocol):
    """What a Pillow image and a `Raster` have in common here."""

    @property
    def mode(self) -> str:
        """Colour mode, by Pillow's name."""

    @property
    def width(self) -> int:
        """Columns."""

    @property
    def height(self) -> int:
        """Rows."""

    def crop(self, box: tuple[int, int, int, int], /) -> Image:
        """A part, by its left, top, right and bottom."""


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


def crop(image: Pixels, rows: slice, columns: slice) -> Image:
    """One block of a decoded picture."""
    return image.crop((columns.start, rows.start, columns.stop, rows.stop))


def scale_of(image: Pixels, name: str) -> Scale:
    """The range of a decoded picture of one of the `DEEP_MODES`; see `range_of`.

    Raises:
        PhotoUnsupportedError: values that are no numbers, or infinite.
    """
    tags = getattr(image, "tag_v2", {})
    if image.mode.startswith("I;16"):
        bits = tuple(tags.get(_BITS_PER_SAMPLE, (16,)))
        found = Scale(0.0, 4095.0 if bits == (12,) else 65535.0)
    else:
        parts = (np.asarray(crop(image, *at)) for at in blocks(image.height, image.width))
        found = _range(parts, image.mode == "F", name)
    return from_white(found) if tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO else found


def range_of(pixels: NDArray[Any], bits: int, name: str) -> Scale:
    """The range of values of more or fewer than 8 bits.

    Unsigned values of up to 16 bits span all that their bits can say. Others do not say where
    white is: 0..1 (floats), 0..255 and 0..65535 are taken as such where the values fit;
    everything else is stretched from its smallest to its largest value.

    Args:
        pixels: H×W×C of any type of number.
        bits: of one value, as the file has them.
        name: for messages.

    Raises:
        PhotoUnsupportedError: values that are no numbers, or infinite.
    """
    if pixels.dtype.kind in "bu" and bits <= 16:
        return Scale(0.0, float(2**bits - 1))
    parts = (pixels[at] for at in blocks(*pixels.shape[:2]))
    return _range(parts, pixels.dtype.kind == "f", name)


def from_white(scale: Scale) -> Scale:
    """Turned over, for files that count from white (TIFF 6.0, PhotometricInterpretation 0)."""
    return Scale(scale.high, scale.low, scale.notice)


def to_eight(block: Image, scale: Scale) -> NDArray[np.uint8]:
    """A block of deep grey as uint8 h×w, rounded to nearest."""
    return scaled(np.asarray(block), scale)


def scaled(values: NDArray[Any], scale: Scale) -> NDArray[np.uint8]:
    """Values of any type as uint8 of the same shape, rounded to nearest."""
    wide = values.astype(np.float64)
    wide -= scale.low
    wide *= 255.0 / (scale.high - scale.low)
    np.rint(wide, out=wide)
    return wide.clip(0, 255).astype(np.uint8)


def _range(parts: Iterable[NDArray[Any]], floats: bool, name: str) -> Scale:
    low, high = _extremes(parts, name)
    if low >= 0:
        for top in (1.0, 255.0, 65535.0) if floats else (255.0, 65535.0):
            if high <= top:
                return Scale(0.0, top)
    notice = f"values run from {low:g} to {high:g}; stretched them from black to white"
    return Scale(low, max(high, np.nextafter(low, np.inf)), notice)


def _extremes(parts: Iterable[NDArray[Any]], name: str) -> tuple[float, float]:
    low, high = np.inf, -np.inf
    for values in parts:
        if not np.isfinite(values).all():
            raise PhotoUnsupportedError(
                f"{shown(name)}: holds values that are not finite numbers (NaN or infinity);"
                " replace them and save it again"
            )
        low, high = min(low, float(values.min())), max(high, float(values.max()))
    return low, high
