"""What a photo's file says of it in blocks that its pixels do not need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_IPTC_RESOURCE = 0x0404
"""Photoshop's number for the block, among a JPEG's resources."""

_IPTC_TAG = 33723
"""TIFF's number for it."""

_EXIF_DIRECTORY = 34665
"""TIFF's number for the directory of what a camera says."""

_DATES = {36867: "DateTimeOriginal", 36868: "DateTimeDigitized"}
"""What of that directory is kept with a drawing, by number and by tifffile's name."""


def iptc_block(info: Mapping[Any, Any]) -> bytes:
    """The IPTC block of a JPEG, of a TIFF, or of a PNG as ImageMagick writes it; or b""."""
    resources = info.get("photoshop")
    block = resources.get(_IPTC_RESOURCE) if isinstance(resources, dict) else info.get("iptc")
    return block if isinstance(block, bytes) else text_chunk(info, "iptc")


def text_chunk(info: Mapping[Any, Any], kind: str) -> bytes:
    """A block in a PNG's text chunk, ImageMagick's way: a blank line, name, length, hex digits."""
    chunk = info.get(f"Raw profile type {kind}")
    if not isinstance(chunk, str):
        return b""
    try:
        return bytes.fromhex("".join(chunk.split("\n")[3:]))
    except ValueError:
        return b""


def tiff_blocks(page: Any) -> dict[str, bytes]:
    """The texts of a TIFF page's directory as `exif`, and its `iptc`, where it has them.

    Args:
        page: a page of tifffile.
    """
    try:
        block, iptc = _texts(page), page.tags.valueof(_IPTC_TAG)
    except Exception:  # a damaged directory fails in any way; the photo is read without it
        return {}
    return {"exif": block} | ({"iptc": iptc} if isinstance(iptc, bytes) else {})


def _texts(page: Any) -> bytes:
    """An EXIF block of the page's own texts and of its camera's dates; or b""."""
    from PIL.Image import Exif

    block = Exif()
    for tag in page.tags:
        if isinstance(tag.value, str):  # given as bytes, or Pillow would write ASCII
            block[tag.code] = tag.value.encode("utf-8", "replace")
        elif isinstance(tag.value, bytes):
            block[tag.code] = tag.value
    inner = page.tags.valueof(_EXIF_DIRECTORY)
    if isinstance(inner, dict):
        dates = {tag: inner[name] for tag, name in _DATES.items() if type(inner.get(name)) is str}
        block[_EXIF_DIRECTORY] = dates
    return bytes(block.tobytes()) if len(block) else b""
