"""JPEG XL by libjxl, through pillow-jxl-plugin's own decoder.

Its Pillow class decodes while opening, before any limit could hold; so the size is read here first
(ISO/IEC 18181-1, annex D), and the decoder is asked directly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from artline.photo.depth import Scale
from artline.photo.raster import Raster

ANIMATED = "JPEG XL: an animation; drew its last frame"

_CODESTREAM = b"\xff\x0a"
_RATIOS = {1: (1, 1), 2: (12, 10), 3: (4, 3), 4: (3, 2), 5: (16, 9), 6: (5, 4), 7: (2, 1)}
"""Width to height by their code."""


@dataclass(frozen=True, slots=True)
class Head:
    """Width and height as stored, and whether there are several frames."""

    width: int
    height: int
    animated: bool


class _Bits:
    """Numbers of a codestream, least bit first."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data[:64], "little")

    def take(self, count: int) -> int:
        taken = self._value & ((1 << count) - 1)
        self._value >>= count
        return taken

    def choose(self, *counts: int) -> int:
        """One of four lengths by two bits, then a number of that length."""
        return self.take(counts[self.take(2)])


def head_of(data: bytes) -> Head:
    """What the header says.

    Raises:
        ValueError: no codestream is found.
    """
    bits = _Bits(_codestream(data)[2:])
    height, width = _size(bits)
    if bits.take(1) or not bits.take(1):  # everything as usual, or nothing beyond the pixels
        return Head(width, height, False)
    bits.take(3)  # orientation: libjxl applies it
    if bits.take(1):
        _size(bits)  # a size to be shown at
    if bits.take(1):
        return Head(width, height, False)  # a preview: seen in no file yet
    return Head(width, height, bool(bits.take(1)))


def _size(bits: _Bits) -> tuple[int, int]:
    small = bits.take(1)

    def side() -> int:
        return 8 * (bits.take(5) + 1) if small else bits.choose(9, 13, 18, 30) + 1

    height = side()
    ratio = bits.take(3)
    if ratio:
        across, down = _RATIOS[ratio]
        return height, height * across // down
    return height, side()


def _codestream(data: bytes) -> bytes:
    """The codestream's beginning, out of its box (ISO/IEC 18181-2) where it lies in one."""
    if data.startswith(_CODESTREAM):
        return data[:64]
    at = 0
    while at + 16 <= len(data):
        length, kind, inner = (
            int.from_bytes(data[at : at + 4], "big"),
            data[at + 4 : at + 8],
            at + 8,
        )
        if length == 1:
            length, inner = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        if kind in (b"jxlc", b"jxlp"):
            return data[inner + 4 * (kind == b"jxlp") :][:64]
        if length < 8:
            break
        at += length
    raise ValueError("no codestream")


def decoded(data: bytes, head: Head) -> Raster | bytes:
    """The pixels; or, where a JPEG was packed into it without loss, that JPEG.

    Raises:
        ImportError: without pillow-jxl-plugin.
        RuntimeError: damaged.
    """
    from pillow_jxl import Decoder

    as_jpeg, said, pixels, profile, boxes = Decoder(num_threads=-1)(data)
    if as_jpeg:
        return bytes(pixels)
    if head.width * head.height != said.width * said.height:
        raise ValueError("two sizes")
    kind, scale = _KINDS[said.mode]
    info = {"icc_profile": bytes(profile)} if profile else {}
    packets = [bytes(box.data) for box in boxes if bytes(box.box_type) == b"xml "]
    if packets:
        info["xmp"] = packets[0]
    values = np.frombuffer(pixels, kind).reshape(said.height, said.width, -1)
    return Raster(
        values, {"I;16": "L", "F": "L", "F;16": "L"}.get(said.mode, said.mode), scale, info
    )


_KINDS: dict[str, tuple[np.dtype[Any], Scale | None]] = {
    **dict.fromkeys(("L", "LA", "RGB", "RGBA"), (np.dtype(np.uint8), None)),
    "I;16": (np.dtype(np.uint16), Scale(0.0, 65535.0)),
    "F": (np.dtype(np.float32), Scale(0.0, 1.0)),
    "F;16": (np.dtype(np.float16), Scale(0.0, 1.0)),
}
"""The decoder's name of a layout → type of its numbers, and their scale."""
