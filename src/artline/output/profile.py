"""ICC profiles that say in which colour space a drawing's numbers are meant: sRGB, grey or colour.

Both are the same bytes on every machine and on every day, so that the same drawing is the same
file.
"""

from __future__ import annotations

import struct
from functools import cache

# ICC.1:2010 (profile version 4.3), clause 7.2: the fixed fields of the 128-byte header.
_DATE = slice(24, 36)
_PLATFORM = slice(40, 44)
_FIRST_OF_2000 = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
# The profile connection space is lit by D50, whatever the screen's white is (7.2.16).
_D50 = (0.9642, 1.0, 0.8249)
# IEC 61966-2-1 as ICC parametric curve type 3 (10.16): Y = (aX + b)^g above d, cX below.
_SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


@cache
def srgb() -> bytes:
    """An sRGB profile for RGB and RGBA pictures, with a fixed date and no platform."""
    from PIL import ImageCms

    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[_DATE] = _FIRST_OF_2000
    made[_PLATFORM] = bytes(4)
    return bytes(made)


@cache
def grey() -> bytes:
    """A monochrome profile with the sRGB curve, for pictures of one channel.

    The smallest that ICC.1:2010 clause 8.4.4 allows: description, copyright, white and curve. A
    grey picture may not carry an RGB profile.
    """
    tags = {
        b"desc": _text("Grey with the sRGB curve"),
        b"cprt": _text("No copyright, use freely"),
        b"wtpt": b"XYZ " + bytes(4) + _fixed(*_D50),
        b"kTRC": b"para" + struct.pack(">IHH", 0, 3, 0) + _fixed(*_SRGB_CURVE),
    }
    start = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for signature, data in tags.items():
        table += signature + struct.pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return _header(start + len(body)) + table + body


def _header(length: int) -> bytes:
    return struct.pack(
        ">I4sI4s4s4s12s4s4sI4s4sQI12s4s16s28x",
        length,
        b"",  # no preferred colour engine
        0x04300000,
        b"mntr",
        b"GRAY",
        b"XYZ ",
        _FIRST_OF_2000,
        b"acsp",
        b"",  # no primary platform
        0,
        b"",
        b"",
        0,
        0,  # perceptual
        _fixed(*_D50),
        b"",
        b"",
    )


def _fixed(*numbers: float) -> bytes:
    """Numbers as s15Fixed16, big-endian."""
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))


def _text(words: str) -> bytes:
    """A multi-localised text with one entry, en-US (10.13)."""
    data = words.encode("utf-16-be")
    return b"mluc" + struct.pack(">III2s2sII", 0, 1, 12, b"en", b"US", len(data), 28) + data
