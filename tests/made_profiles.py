"""ICC profiles made in code (ICC.1:2010, version 2.1 layout): no files of unknown terms needed."""

from __future__ import annotations

import struct
from itertools import product

import numpy as np

DISPLAY_P3 = (
    (0.51512, 0.24120, -0.00105),
    (0.29198, 0.69225, 0.04189),
    (0.15710, 0.06657, 0.78407),
)
"""Red, green and blue of Display P3 as XYZ under D50, rows as in Apple's own profile."""

_D50 = (0.9642, 1.0, 0.8249)


def rgb_profile(primaries: tuple[tuple[float, ...], ...], gamma: float, name: str) -> bytes:
    """A matrix profile: three primaries (XYZ, D50) and one gamma."""
    tags = {tag: _xyz(xyz) for tag, xyz in zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=True)}
    tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _curve(gamma))
    return _profile(b"mntr", b"RGB ", b"XYZ ", tags, name)


def grey_profile(gamma: float, name: str) -> bytes:
    """A grey profile of one gamma."""
    return _profile(b"mntr", b"GRAY", b"XYZ ", {b"kTRC": _curve(gamma)}, name)


def lab_of(c: float, m: float, y: float, k: float) -> tuple[float, float, float]:
    """The made-up press of `cmyk_profile`: L*a*b* of inks 0..1."""
    light = 100 * (1 - 0.4 * c) * (1 - 0.5 * m) * (1 - 0.1 * y) * (1 - k)
    return light, (50 * m - 30 * c) * (1 - k), (60 * y - 40 * c) * (1 - k)


def cmyk_profile(name: str) -> bytes:
    """A press profile: a table of the 16 corners of CMYK, linear between them."""
    ramp = bytes(range(256))
    corners = b"".join(
        bytes((round(light * 2.55), round(a) + 128, round(b) + 128))
        for light, a, b in (lab_of(*inks) for inks in product((0, 1), repeat=4))
    )
    identity = struct.pack(">9l", *(65536 if i % 4 == 0 else 0 for i in range(9)))
    table = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + identity + ramp * 4 + corners + ramp * 3
    return _profile(b"prtr", b"CMYK", b"Lab ", {b"A2B0": table}, name)


def expected_srgb(
    rgb: tuple[int, int, int], primaries: tuple[tuple[float, ...], ...], gamma: float
) -> np.ndarray:
    """What a matrix profile's colour is in sRGB (IEC 61966-2-1), by its own arithmetic."""
    return _encoded((np.array(rgb) / 255) ** gamma @ np.array(primaries))


def srgb_of_lab(light: float, a: float, b: float) -> np.ndarray:
    """What a CIE L*a*b* colour under D50 is in sRGB (CIE 15:2004, section 8.2.1)."""
    y = (light + 16) / 116
    f = np.array([y + a / 500, y, y - b / 200])
    return _encoded(np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29)) * _D50)


def _encoded(xyz: np.ndarray) -> np.ndarray:
    srgb = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))
    linear = (xyz @ np.linalg.inv(np.array(srgb))).clip(0, 1)
    return 255 * np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def _xyz(xyz: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3l", *(round(v * 65536) for v in xyz))


def _curve(gamma: float) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(">LH", 1, round(gamma * 256)) + b"\0\0"


def _text(name: str) -> bytes:
    text = name.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">L", len(text)) + text + bytes(78)


def _profile(kind: bytes, space: bytes, pcs: bytes, tags: dict[bytes, bytes], name: str) -> bytes:
    tags = {
        b"desc": _text(name),
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": _xyz(_D50),
        **tags,
    }
    at = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">L", len(tags)), b""
    for tag, data in tags.items():
        table += tag + struct.pack(">LL", at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    size = at + len(body)
    head = struct.pack(">L4sL4s4s4s", size, b"none", 0x02100000, kind, space, pcs)
    head += bytes(12) + b"acsp" + bytes(28) + struct.pack(">3l", *(round(v * 65536) for v in _D50))
    return head.ljust(128, b"\0") + table + body
