"""Tell what artline drew from photos, by the mark that its files carry."""

from __future__ import annotations

import os

from artline.photo.kinds import HEAD, kind_of

MARK = "artline"
"""What a drawing's metadata name as its software."""

_WRITTEN = ("PNG", "JPEG", "WEBP", "TIFF", "AVIF", "GIF")
"""Kinds of pictures that artline writes."""

_SOFTWARE = 305
"""Tag of EXIF and TIFF 6.0: the software that made the picture."""


def drawn_here(path: str | os.PathLike[str]) -> bool:
    """Whether a picture's metadata say that artline drew it.

    Looked at: the text `Software` of a PNG, the comment of a GIF, else EXIF and the first
    directory of a TIFF. What cannot be read was not drawn here; it never raises.
    """
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - a path of any kind
            kind = kind_of(stream.read(HEAD))
            stream.seek(0)
            if kind not in _WRITTEN:
                return False
            if kind == "WEBP":  # whose plugin would read all of it and make room for its canvas
                return _named(_webp_exif(stream.read()))
            from artline.photo import plugins

            with plugins.header(kind, stream) as image:
                said = image.info.get("Software") or image.info.get("comment")
                if kind == "TIFF":
                    said = getattr(image, "tag_v2", {}).get(_SOFTWARE)
                if said is None:
                    return _named(image.info.get("exif", b""))
                return said in (MARK, MARK.encode())
    except Exception:  # hostile data fail in any way
        return False


def _webp_exif(data: bytes) -> bytes:
    """The EXIF chunk of a WebP (RFC 9649, section 2.7), b"" where there is none."""
    place = 12
    while place + 8 <= len(data):
        size = int.from_bytes(data[place + 4 : place + 8], "little")
        if data[place : place + 4] == b"EXIF":
            return data[place + 8 : place + 8 + size]
        place += 8 + size + size % 2
    return b""


def _named(block: bytes) -> bool:
    from PIL import Image

    exif = Image.Exif()
    exif.load(block)
    return exif.get(_SOFTWARE) == MARK
