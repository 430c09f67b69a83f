"""What a photo's file says of it in blocks that its pixels do not need, as stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_IPTC_RESOURCE = 0x0404
"""Photoshop's number for the block, among a JPEG's resources."""

_IPTC_TAG = 33723
"""TIFF's number for it."""


_EXIF_DIRECTORY = 34665


def tiff_exif(image: Image) -> bytes:
    """The texts of a TIFF's own directory and its EXIF directory, as an EXIF block.

    b"" where there are none, of any other kind of file, and where the directory is damaged.
    """
    from PIL.Image import Exif

    if not hasattr(image, "tag_v2"):
        return b""
    block = Exif()
    try:
        found = image.getexif()
        inner = found.get_ifd(_EXIF_DIRECTORY)
        for tag, value in found.items():
            if isinstance(value, str):  # Pillow reads Latin-1, and would write ASCII
                block[tag] = value.encode("latin-1", "replace")
            elif isinstance(value, bytes):
                block[tag] = value
        block[_EXIF_DIRECTORY] = {tag: text for tag, text in inner.items() if type(text) is str}
        return bytes(block.tobytes()) if len(block) else b""
    except Exception:  # a damaged directory fails in any way; the photo is read without it
        return b""


def iptc_block(image: Image) -> bytes:
    """The IPTC block of a JPEG, TIFF, or PNG as ImageMagick writes it; b"" where there is none."""
    resources = image.info.get("photoshop")
    block = resources.get(_IPTC_RESOURCE) if isinstance(resources, dict) else None
    block = block or getattr(image, "tag_v2", {}).get(_IPTC_TAG)
    return block if isinstance(block, bytes) else text_chunk(image, "iptc")


def text_chunk(image: Image, kind: str) -> bytes:
    """A block in a PNG's text chunk, ImageMagick's way: a blank line, name, length, hex digits."""
    chunk = image.info.get(f"Raw profile type {kind}")
    if not isinstance(chunk, str):
        return b""
    try:
        return bytes.fromhex("".join(chunk.split("\n")[3:]))
    except ValueError:
        return b""
