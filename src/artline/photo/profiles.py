"""ICC profiles for pictures that describe their colours in numbers of their own.

PNG says gamma and primaries (gAMA, cHRM), or codes for both (cICP), as AVIF and HEIC do (nclx).
Made into a profile, they go the way of every other picture.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Primaries = tuple[float, float, float, float, float, float, float, float]
"""Chromaticities x, y of white, red, green and blue (CIE 1931)."""

_D65 = (0.3127, 0.3290)
SRGB: Primaries = (*_D65, 0.64, 0.33, 0.30, 0.60, 0.15, 0.06)
"""Primaries of sRGB and BT.709."""

_PRIMARIES: dict[int, Primaries] = {
    1: SRGB,
    5: (*_D65, 0.64, 0.33, 0.29, 0.60, 0.15, 0.06),
    6: (*_D65, 0.630, 0.340, 0.310, 0.595, 0.155, 0.070),
    9: (*_D65, 0.708, 0.292, 0.170, 0.797, 0.131, 0.046),
    11: (0.314, 0.351, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060),
    12: (*_D65, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060),
}
"""ColourPrimaries of ITU-T H.273, table 2 → chromaticities."""

_BRADFORD = np.array(
    [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
)
"""XYZ to the cones' responses in which white is adapted (ICC.1:2022, annex E)."""

_D50 = np.array([0.9642, 1.0, 0.8249])
"""XYZ of the white of every profile."""

_STEPS = 4096
"""Entries of a curve."""

Curve = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""From stored values to light, both 0..1."""


def power(exponent: float) -> Curve:
    """Light = value^exponent."""
    return lambda values: values**exponent


def _srgb(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """IEC 61966-2-1."""
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


_CURVES: dict[int, Curve] = {
    1: _srgb, 6: _srgb, 13: _srgb, 14: _srgb, 15: _srgb,
    4: power(2.2), 5: power(2.8), 8: power(1.0),
}  # fmt: skip
"""TransferCharacteristics of ITU-T H.273, table 3 → curve; a camera's (1, 6, 14, 15) is seen on
screens as sRGB's is."""

HDR = (16, 18)
"""TransferCharacteristics of PQ and HLG, which say how bright light is, not how bright paper."""


def coded(primaries: int, transfer: int) -> bytes | None:
    """The profile of codes of ITU-T H.273; None for those of sRGB, and for unknown ones."""
    chromaticities, curve = _PRIMARIES.get(primaries), _CURVES.get(transfer)
    if chromaticities is None or curve is None or (chromaticities == SRGB and curve is _srgb):
        return None
    return coloured(chromaticities, curve, "by codes")


def coloured(primaries: Primaries, curve: Curve, name: str) -> bytes:
    """A profile of RGB, by its primaries and one curve.

    Raises:
        ValueError: primaries that span no colours.
    """
    try:
        columns = _to_d50(primaries).T
    except np.linalg.LinAlgError as fault:
        raise ValueError("the primaries span no colours") from fault
    tags = {b"rXYZ": _xyz(columns[0]), b"gXYZ": _xyz(columns[1]), b"bXYZ": _xyz(columns[2])}
    curves = dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _table(curve))
    return _profile(b"RGB ", name, {**tags, **curves})


def grey(curve: Curve, name: str) -> bytes:
    """A profile of grey, by its curve."""
    return _profile(b"GRAY", name, {b"kTRC": _table(curve)})


def _to_d50(primaries: Primaries) -> NDArray[np.float64]:
    """RGB to XYZ, adapted to D50 (SMPTE RP 177; Bradford)."""
    points = np.array(primaries).reshape(4, 2)
    if not (points[:, 1] > 0).all():
        raise ValueError("a primary of no light")
    white, *colours = (np.array([x / y, 1.0, (1 - x - y) / y]) for x, y in points)
    matrix = np.stack(colours, axis=1)
    matrix = matrix * np.linalg.solve(matrix, white)
    cones = np.diag((_BRADFORD @ _D50) / (_BRADFORD @ white))
    adapted: NDArray[np.float64] = np.linalg.inv(_BRADFORD) @ cones @ _BRADFORD @ matrix
    return adapted


def _table(curve: Curve) -> bytes:
    values = np.rint(65535 * curve(np.linspace(0.0, 1.0, _STEPS))).clip(0, 65535)
    return b"curv" + bytes(4) + struct.pack(">L", _STEPS) + values.astype(">u2").tobytes()


def _xyz(values: NDArray[np.float64]) -> bytes:
    if not (np.isfinite(values).all() and np.abs(values).max() < 4):
        raise ValueError("the primaries span no colours")
    return b"XYZ " + bytes(4) + struct.pack(">3l", *(round(65536 * v) for v in values))


def _profile(space: bytes, name: str, tags: dict[bytes, bytes]) -> bytes:
    """A display's profile, version 2.4 (ICC.1:2001-04)."""
    text = name.encode("ascii")
    said = {
        b"desc": b"desc" + bytes(4) + struct.pack(">L", len(text) + 1) + text + bytes(79),
        b"cprt": b"text" + bytes(4) + b"none\0",
        b"wtpt": _xyz(_D50),
        **tags,
    }
    at = 128 + 4 + 12 * len(said)
    directory, body = struct.pack(">L", len(said)), b""
    for tag, data in said.items():
        padded = data + bytes(-len(data) % 4)
        directory += struct.pack(">4sLL", tag, at + len(body), len(data))
        body += padded
    header = struct.pack(
        ">L4sL4s4s4s", at + len(body), b"none", 0x02400000, b"mntr", space, b"XYZ "
    )
    header += bytes(12) + b"acsp" + bytes(28) + _xyz(_D50)[8:]
    return header.ljust(128, b"\0") + directory + body
