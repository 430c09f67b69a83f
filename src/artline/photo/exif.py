"""The four EXIF tags that matter here, read so that no block, however damaged, stops a photo.

Pillow's own EXIF reader warns through the process-wide `warnings` module and follows every
offset it is given; this one looks at the entries of the first directory and at nothing else, so
it cannot loop, and says in one line what was wrong.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass

ORIENTATION = 0x0112
"""Tag of the orientation, 1..8."""

X_RESOLUTION = 0x011A
"""Tag of the pixels per `RESOLUTION_UNIT` along a row."""

Y_RESOLUTION = 0x011B
"""Tag of the pixels per `RESOLUTION_UNIT` along a column."""

RESOLUTION_UNIT = 0x0128
"""Tag of the resolution's unit: 2 is an inch, 3 a centimetre."""

_WHOLE = {1: "B", 3: "H", 4: "L", 6: "b", 8: "h", 9: "l"}
"""Types of an entry that are one whole number → `struct`'s letter. The orientation is to be 3, an
unsigned number of 16 bits; some writers take another."""

_FRACTIONS = {5: "LL", 10: "ll"}
"""Types of an entry that are a fraction, two whole numbers → `struct`'s letters."""

_ENTRY = 12
"""Bytes of one entry of a directory."""


@dataclass(frozen=True, slots=True)
class Exif:
    """What an EXIF block says of the picture.

    Attributes:
        orientation: 1..8; 1 where the tag is absent or absurd.
        dpi: pixels per inch (x, y), or None.
        notice: one line on what was wrong with the block, or None.
    """

    orientation: int = 1
    dpi: tuple[float, float] | None = None
    notice: str | None = None


def parse(block: bytes) -> Exif:
    """Read an EXIF block (TIFF 6.0 layout, with or without its six-byte "Exif" prefix)."""
    if not block:
        return Exif()
    tags: dict[int, float] = {}
    damage = None
    try:
        for tag, value in _first_directory(block.removeprefix(b"Exif\x00\x00")):
            tags[tag] = value
    except (struct.error, ValueError):
        damage = "the EXIF block is damaged; used what could be read of it"
    orientation = tags.get(ORIENTATION, 1)
    dpi = plausible_dpi(
        (tags.get(X_RESOLUTION), tags.get(Y_RESOLUTION)),
        per_inch=2.54 if tags.get(RESOLUTION_UNIT) == 3 else 1.0,
    )
    if orientation not in range(1, 9):
        return Exif(
            dpi=dpi, notice=f"EXIF orientation {orientation:g} is not one of 1 to 8; ignored it"
        )
    return Exif(int(orientation), dpi, damage)


def plausible_dpi(pair: object, per_inch: float = 1.0) -> tuple[float, float] | None:
    """A resolution that a device could have (1 to 30,000 dpi), or None."""
    try:
        x, y = (float(value) * per_inch for value in pair)  # type: ignore[attr-defined]
    except (TypeError, ValueError, ArithmeticError):
        return None
    if all(math.isfinite(value) and 1 <= value <= 30_000 for value in (x, y)):
        return x, y
    return None


def _first_directory(tiff: bytes) -> Iterator[tuple[int, float]]:
    """The wanted tags of the first directory and their numbers, as far as they can be read.

    Raises:
        ValueError: no TIFF header.
        struct.error: the directory ends early.
    """
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None:
        raise ValueError("no TIFF header")
    (start,) = struct.unpack_from(order + "L", tiff, 4)
    (count,) = struct.unpack_from(order + "H", tiff, start)
    for at in range(start + 2, start + 2 + count * _ENTRY, _ENTRY):
        tag, kind, length = struct.unpack_from(order + "HHL", tiff, at)
        if length != 1:
            continue
        if tag in (ORIENTATION, RESOLUTION_UNIT) and kind in _WHOLE:
            yield tag, struct.unpack_from(order + _WHOLE[kind], tiff, at + 8)[0]
        elif tag in (X_RESOLUTION, Y_RESOLUTION) and kind in _FRACTIONS:
            (where,) = struct.unpack_from(order + "L", tiff, at + 8)
            yield tag, _ratio(tiff, order + _FRACTIONS[kind], where)
        elif tag in (X_RESOLUTION, Y_RESOLUTION) and kind in _WHOLE:
            yield tag, struct.unpack_from(order + _WHOLE[kind], tiff, at + 8)[0]


def _ratio(tiff: bytes, form: str, where: int) -> float:
    """A fraction; a resolution out of reach is no reason to distrust the orientation."""
    try:
        above, below = struct.unpack_from(form, tiff, where)
    except struct.error:
        return math.nan
    return above / below if below else math.nan
