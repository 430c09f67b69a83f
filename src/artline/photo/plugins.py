"""Pillow's format plugins, opened directly. Imported only when a file is read.

`PIL.Image.open` is left out on purpose. It holds every picture against the process-wide
`MAX_IMAGE_PIXELS`: from 89 megapixels it warns, from 179 it refuses, while artline's own limit
is the caller's choice. Neither changing that global nor muting `warnings` is safe with threads.
A plugin's class reads the header, nothing more, and its size is then held against our limit
before a pixel is decoded. It also keeps to the one format that the first bytes announce, so that
no rarer plugin ever sees hostile data.
"""

from __future__ import annotations

import os
import struct
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, Literal

if TYPE_CHECKING:
    from PIL import ImageFile


_CLASSES: dict[str, tuple[str, str]] = {
    "JPEG": ("artline.photo.pillow_jpeg", "Jpeg"),
    "PNG": ("PIL.PngImagePlugin", "PngImageFile"),
    "WEBP": ("PIL.WebPImagePlugin", "WebPImageFile"),
    "AVIF": ("PIL.AvifImagePlugin", "AvifImageFile"),
    "TIFF": ("artline.photo.pillow_tiff", "Tiff"),
    "BMP": ("PIL.BmpImagePlugin", "BmpImageFile"),
    "GIF": ("PIL.GifImagePlugin", "GifImageFile"),
}
"""Kind of file → module and class of its plugin, which is imported for such a file alone."""


def header(kind: str, stream: BinaryIO) -> ImageFile.ImageFile:
    """The picture with its header read and its pixels not yet.

    Args:
        kind: one of `artline.photo.kinds.READABLE`.
        stream: seekable, at its start.

    Raises:
        ImportError: HEIF without pillow-heif.
        Exception: whatever the plugin makes of hostile data.
    """
    if kind == "HEIF":
        from pillow_heif import HeifImageFile

        heif: ImageFile.ImageFile = HeifImageFile(stream)  # type: ignore[no-untyped-call]
        return heif
    if kind == "TIFF":
        check_directory(stream)
    module, name = _CLASSES[kind]
    picture: ImageFile.ImageFile = getattr(import_module(module), name)(stream)
    return picture


def check_directory(stream: BinaryIO) -> None:
    """Refuse a TIFF whose first directory is not there in full (TIFF 6.0, section 2).

    Many writers put it at the end of the file, so this is what a short download lacks; Pillow
    would warn about it through `warnings` before it fails.
    """
    start = stream.read(16)
    order: Literal["little", "big"] = "little" if start.startswith(b"II") else "big"
    big = 43 in start[2:4]
    count_size, entry_size, offset_size = (8, 20, 8) if big else (2, 12, 4)
    offset = int.from_bytes(start[8:16] if big else start[4:8], order)
    stream.seek(offset)
    entries = int.from_bytes(stream.read(count_size), order)
    directory = entries * entry_size + offset_size
    if offset + count_size + directory > stream.seek(0, os.SEEK_END):
        raise EOFError("the TIFF directory is cut off")
    stream.seek(0)


def coded_profile(head: bytes) -> bytes | None:
    """A profile of the codes for colours in the first bytes of an AVIF or HEIF file.

    None where there are none, or those of sRGB, or of HDR. Layout: ISO/IEC 14496-12, 12.1.5.
    """
    at = head.find(b"colrnclx")
    if at < 0 or at + 12 > len(head):
        return None
    from artline.photo.profiles import coded

    return coded(*struct.unpack_from(">2H", head, at + 8))


def early_size(kind: str, head: bytes) -> tuple[int, int] | None:
    """Width and height of a WebP, whose plugin makes room for the canvas while opening.

    Layout: RFC 9649, sections 2.5 to 2.7. None for the other formats, whose plugins wait.
    """
    if kind != "WEBP" or len(head) < 30:
        return None
    match head[12:16]:
        case b"VP8X":
            wide, high = head[24:27], head[27:30]
            return int.from_bytes(wide, "little") + 1, int.from_bytes(high, "little") + 1
        case b"VP8L":
            (bits,) = struct.unpack_from("<L", head, 21)
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", head, 26)
            return width & 0x3FFF, height & 0x3FFF
    return None
