"""What PNG's chunks say of colour and transparency, where Pillow leaves it unread.

Chunks and their order of precedence: PNG 3rd edition (W3C, 2025), sections 4.3 and 11.3.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from artline.photo import profiles
from artline.photo.depth import Scale
from artline.photo.raster import Raster

if TYPE_CHECKING:
    from PIL.Image import Image

HDR = "the PNG's colours are HDR (PQ or HLG); took them as they are"
ODD = "the PNG's gamma or primaries make no sense; took the colours as they are"

_MOST = 1 << 16
"""Bytes after which a chunk is none of those looked for."""

_USUAL = 45455
"""gAMA of pictures for screens, 1/2.2, in units of 1/100,000: as good as sRGB."""

_NEAR = 0.05
"""Share by which gAMA may differ and mean the same: libpng's own threshold."""

_SHIFT = 1000
"""Units of 1/100,000 by which chromaticities may differ from sRGB's and mean the same."""

_GREY, _RGB = 0, 2
"""Colour types in which one colour can be transparent."""


def chunks(stream: BinaryIO) -> dict[bytes, bytes]:
    """Small chunks before the picture's data, by name; the stream is wound back."""
    stream.seek(0)
    try:
        return dict(_chunks(stream))
    finally:
        stream.seek(0)


def _chunks(stream: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    stream.read(8)
    while len(head := stream.read(8)) == 8:
        length, name = struct.unpack(">L4s", head)
        if name in (b"IDAT", b"IEND"):
            return
        if length > _MOST:
            stream.seek(length + 4, 1)
        else:
            yield name, stream.read(length)
            stream.read(4)


def profile(said: dict[bytes, bytes]) -> tuple[bytes | None, str | None]:
    """The profile that cICP, or gAMA and cHRM, describe, and a notice; None where they do not.

    Args:
        said: chunks by name. iCCP and sRGB go before gAMA and cHRM, cICP before all.
    """
    if len(codes := said.get(b"cICP", b"")) == 4:
        primaries, transfer = codes[0], codes[1]
        if transfer in profiles.HDR:
            return None, HDR
        return profiles.coded(primaries, transfer), None
    if b"iCCP" in said or b"sRGB" in said:
        return None, None
    try:
        return _measured(said), None
    except (struct.error, ValueError, ArithmeticError):
        return None, ODD


def overrides(said: dict[bytes, bytes]) -> bool:
    """Whether the codes of cICP go before a profile in the file."""
    return len(said.get(b"cICP", b"")) == 4


def _measured(said: dict[bytes, bytes]) -> bytes | None:
    gamma = struct.unpack(">L", said[b"gAMA"])[0] if b"gAMA" in said else _USUAL
    if not 1_000 <= gamma <= 1_000_000:
        raise ValueError("gamma out of reach")
    usual = abs(gamma / _USUAL - 1) < _NEAR
    primaries = _primaries(said)
    same = _same(primaries, profiles.SRGB)
    is_grey = said[b"IHDR"][9] in (0, 4)
    if usual and (same or is_grey):
        return None
    curve = profiles.power(100_000 / gamma)
    if is_grey:
        return profiles.grey(curve, "gAMA")
    return profiles.coloured(primaries, curve, "gAMA, cHRM")


def _primaries(said: dict[bytes, bytes]) -> profiles.Primaries:
    if b"cHRM" not in said:
        return profiles.SRGB
    values = struct.unpack(">8L", said[b"cHRM"])
    x, y, *rest = (value / 100_000 for value in values)
    return (x, y, rest[0], rest[1], rest[2], rest[3], rest[4], rest[5])


def _same(one: profiles.Primaries, other: profiles.Primaries) -> bool:
    return all(abs(a - b) * 100_000 <= _SHIFT for a, b in zip(one, other, strict=True))


def transparency(said: dict[bytes, bytes]) -> int | None:
    """The transparent level of a grey picture, of the values that Pillow gives; None without one.

    Pillow spreads 1, 2 and 4 bits to 0..255, and leaves this level as it is stored.
    """
    key, header = said.get(b"tRNS", b""), said.get(b"IHDR", b"")
    if len(header) < 13 or header[9] != _GREY or len(key) != 2:
        return None
    depth: int = header[8]
    level = int.from_bytes(key, "big") & ((1 << depth) - 1)
    return level if depth >= 8 else level * 255 // ((1 << depth) - 1)


def deep_with_key(said: dict[bytes, bytes]) -> bool:
    """Whether one colour of 16 bits a channel is transparent, of which Pillow keeps 8."""
    header = said.get(b"IHDR", b"")
    return (
        len(header) == 13 and header[8:10] == bytes((16, _RGB)) and len(said.get(b"tRNS", b"")) == 6
    )


def keyed(stream: BinaryIO, header: Image) -> Raster:
    """The pixels of a 16-bit RGB picture with its transparent colour, by OpenCV.

    Raises:
        ValueError: damaged.
    """
    import cv2
    import numpy as np

    stream.seek(0)
    read: Any = cv2.imdecode(np.frombuffer(stream.read(), np.uint8), cv2.IMREAD_UNCHANGED)
    if read is None or read.dtype != np.uint16 or read.shape != (header.height, header.width, 4):
        raise ValueError("damaged")
    info = {str(name): value for name, value in header.info.items() if name != "transparency"}
    return Raster(read[..., [2, 1, 0, 3]], "RGBA", Scale(0.0, 65535.0), info)
