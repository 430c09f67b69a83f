"""Pillow's plugin of JPEG as artline needs it."""

from __future__ import annotations

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile


class Jpeg(JpegImageFile):
    """JPEG whose EXIF Pillow does not parse.

    While opening, Pillow would search EXIF for a resolution and warn about damaged blocks;
    `artline.photo.exif` does both without warnings.
    """

    def getexif(self) -> Image.Exif:
        """No EXIF."""
        return Image.Exif()
