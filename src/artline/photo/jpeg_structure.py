"""The structure of a JPEG, read from its segments (ITU-T T.81, annex B).

Nothing is decoded. What is found here tells whether anything of the picture is missing, and of
which kind it is, before a decoder sees it.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from artline.photo.jpeg_parts import END, Component, Frame, Scan, Structure

SOI, EOI, SOS, DHT, DQT, DRI = 0xD8, 0xD9, 0xDA, 0xC4, 0xDB, 0xDD
"""Markers: start and end of the picture, scan, Huffman and quantization tables, restarts."""

FRAMES = frozenset((*range(0xC0, 0xD0), 0xF7)) - {DHT, 0xC8, 0xCC}
"""Markers of a frame: SOF0 to SOF15, and SOF55 of JPEG-LS."""

_ALONE = frozenset((0x01, *range(0xD0, 0xD8), SOI))
"""Markers without a length."""

_RUNS = frozenset(range(0x10, 0xF0, 0x10))
"""Symbols of a progressive scan for runs of 2 and more blocks that hold nothing (T.81, G.1.2.2)."""

_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]")
"""A marker within a scan's data; FF 00 stands for a byte FF there, D0 to D7 are restarts."""


_MOST_SEGMENTS = 20_000
"""Segments after which a file is no photo: one of them has a few dozen, and its profile 255."""


def structure_of(data: bytes) -> Structure:
    """The structure of a JPEG; never raises, a fault is in it."""
    found = Structure()
    walk = _Walk()
    try:
        for count, (marker, start, end) in enumerate(_segments(data, found)):
            if count == _MOST_SEGMENTS:
                raise ValueError("there are too many segments")
            walk.take(marker, data, start, end, found)
    except (struct.error, IndexError, ValueError) as fault:
        found.fault = str(fault) or "a segment is cut off"
    return found


def _segments(data: bytes, found: Structure) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment's content, up to the end marker."""
    at = 2
    while (at := data.find(b"\xff", at)) >= 0:
        while at < len(data) and data[at] == 0xFF:
            at += 1
        if at == len(data):
            return
        marker = data[at]
        at += 1
        if marker == EOI:
            found.end = at - len(END)
            return
        if marker in _ALONE or marker == 0:
            continue
        (length,) = struct.unpack_from(">H", data, at)
        if at + length > len(data):
            raise ValueError("a segment is cut off")
        yield marker, at + 2, at + length
        at += length
        if marker == SOS:
            at = found.scans[-1].end


class _Walk:
    """The tables as they stand at one place of the file."""

    def __init__(self) -> None:
        self._first: dict[int, int | None] = {}
        self._restart = 0

    def take(self, marker: int, data: bytes, start: int, end: int, found: Structure) -> None:
        """One segment.

        Raises:
            ValueError: it cannot be as it stands.
        """
        if marker in FRAMES:
            if found.frame is not None:
                raise ValueError("there are two frames")
            found.frame = _frame(marker, data, start)
        elif marker == DHT:
            self._huffman(data, start, end)
        elif marker == DQT:
            _check_quantization(data, start, end)
        elif marker == DRI:
            (self._restart,) = struct.unpack_from(">H", data, start)
        elif marker == SOS:
            found.scans.append(self._scan(data, start, end))

    def _huffman(self, data: bytes, at: int, end: int) -> None:
        while at + 17 <= end:
            count = sum(data[at + 1 : at + 17])
            symbols = data[at + 17 : at + 17 + count]
            # codes are given out in the order of their numbers: the first symbol's is all zeros
            runs = not _RUNS.isdisjoint(symbols)
            self._first[data[at]] = symbols[0] if symbols and not runs else None
            at += 17 + count

    def _scan(self, data: bytes, start: int, end: int) -> Scan:
        count = data[start]
        zeros: dict[int, tuple[int | None, int | None]] = {}
        for k in range(count):
            number, tables = data[start + 1 + 2 * k : start + 3 + 2 * k]
            zeros[number] = self._first.get(tables >> 4), self._first.get(0x10 | tables & 15)
        first, last, bits = data[start + 1 + 2 * count : start + 4 + 2 * count]
        after = _MARKER.search(data, end)
        stop = after.start() if after else len(data)
        return Scan(end, stop, zeros, first, last, bits >> 4, bits & 15, self._restart)


def _frame(marker: int, data: bytes, at: int) -> Frame:
    bits, height, width, count = struct.unpack_from(">BHHB", data, at)
    components = {}
    for k in range(count):
        number, sampling, _ = struct.unpack_from(">BBB", data, at + 6 + 3 * k)
        components[number] = Component(sampling >> 4, sampling & 15)
    return Frame(marker, bits, height, width, components)


def _check_quantization(data: bytes, at: int, end: int) -> None:
    """A step of 0 is no step (T.81, B.2.4.1); decoders take it and draw nothing there."""
    while at < end:
        wide = data[at] >> 4
        table = data[at + 1 : at + 1 + 64 * (1 + wide)]
        steps = struct.unpack(f">{len(table) // 2}H", table) if wide == 1 else table
        if 0 in steps:
            raise ValueError("a quantization table holds a zero")
        at += 1 + len(table)
