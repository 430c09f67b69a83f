"""What a file says of its picture besides pixels, by Pillow's names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from artline.photo.exif import Exif

_UNITS = {"TIFF": "pages", "JPEG": "pictures"}
"""Kind of file → what it may hold several of, where they are no frames."""


def exif_block(info: Mapping[Any, Any]) -> bytes:
    """The EXIF block as stored, or b""."""
    block = info.get("exif")
    if isinstance(block, bytes):
        return block
    legacy = info.get("Raw profile type exif")
    if not isinstance(legacy, str):
        return b""
    # ImageMagick's text chunk: a blank line, "exif", the length, then lines of hex digits.
    try:
        return bytes.fromhex("".join(legacy.split("\n")[3:]))
    except ValueError:
        return b""


def xmp(info: Mapping[Any, Any]) -> bytes:
    """The XMP packet as stored, or b""."""
    packet = info.get("xmp") or info.get("XML:com.adobe.xmp") or b""
    if isinstance(packet, str):
        return packet.encode("utf-8", "surrogateescape")
    return packet if isinstance(packet, bytes) else b""


def dpi(info: Mapping[Any, Any], exif: Exif, kind: str) -> tuple[float, float] | None:
    """Pixels per inch, x and y."""
    from artline.photo.exif import plausible_dpi

    # Pillow makes up 72 dpi for a JPEG that has EXIF and no resolution.
    made_up = kind == "JPEG" and info.get("jfif_unit") not in (1, 2)
    stored = None if made_up else plausible_dpi(info.get("dpi"))
    return stored or exif.dpi


def frames(image: Any) -> int:
    """Frames in the file, counted last: where a later one is damaged, the first still counts."""
    try:
        return int(getattr(image, "n_frames", 1))
    except Exception:
        return 1


def frames_notice(kind: str, count: int) -> str | None:
    """Which of several pictures was drawn."""
    if count <= 1:
        return None
    if kind == "HEIF":
        return f"HEIF: drew the main one of {count} pictures"
    return f"{kind}: drew the first of {count} {_UNITS.get(kind, 'frames')}"
