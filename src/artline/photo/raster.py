"""Pixels that another library than Pillow decoded, to be developed as a Pillow image is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from artline.photo.depth import Scale, scaled

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """Decoded pixels.

    Attributes:
        pixels: H×W or H×W×C, of any type.
        mode: Pillow's name for their colours at 8 bits: "L", "LA", "RGB", "RGBA", "CMYK", "LAB".
        scale: how values become 0..255; None where they are already.
        info: what the file says besides, by Pillow's names: `icc_profile`, `exif`, `dpi` …
    """

    pixels: NDArray[Any]
    mode: str
    scale: Scale | None = None
    info: dict[str, Any] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.pixels.shape[1])

    def crop(self, box: tuple[int, int, int, int]) -> Image:
        """One block at 8 bits, by its left, top, right and bottom."""
        from PIL.Image import frombytes

        left, top, right, bottom = box
        block = self.pixels[top:bottom, left:right]
        values = block if self.scale is None else scaled(block, self.scale)
        size = right - left, bottom - top
        return frombytes(self.mode, size, np.ascontiguousarray(values, np.uint8).tobytes())
