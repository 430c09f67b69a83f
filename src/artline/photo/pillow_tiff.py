"""Pillow's plugin of TIFF as artline needs it."""

from __future__ import annotations

from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

_WIDTH = 256
"""TIFF's tag ImageWidth."""

_HEIGHT = 257
"""TIFF's tag ImageLength."""


class Tiff(TiffImageFile):
    """TIFF without Pillow's second look at `MAX_IMAGE_PIXELS`, made just before decoding."""

    def load_prepare(self) -> None:
        """Make room for the pixels, as many as there are."""
        if self._im is None:
            size = int(self.tag_v2[_WIDTH]), int(self.tag_v2[_HEIGHT])
            self.im = Image.new(self.mode, size, None).im
        super().load_prepare()
