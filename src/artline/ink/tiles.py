"""A picture larger than one pass holds is seen in tiles, and no seam shows.

Each tile is seen with a halo of its surroundings, whose answer is thrown away; within it
neighbouring tiles overlap a little more, and there their answers are mixed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from artline.errors import MemoryShortError
from artline.fields.smoothstep import smoothstep

Field = NDArray[np.float32]
Seen = tuple[dict[str, Field], Field]
See = Callable[[NDArray[np.float32]], Seen]

LARGEST_PASS = 768
"""Long side of one pass, in pixels; larger pictures are tiled."""
SMALLEST_PASS = 256
"""Where memory is short tiles are halved, down to this."""


def see_tiled(see: See, rgb: NDArray[np.float32], halo: int, side: int = LARGEST_PASS) -> Seen:
    """See a picture of any size.

    Args:
        see: one pass of the network: float32 h×w×3 to channels and subject, float32 h×w.
        rgb: float32 H×W×3, 0..1.
        halo: pixels around a point that influence it.
        side: long side of one pass; halved, down to 256, where memory is short.

    Returns:
        Channels and subject at H×W.

    Raises:
        MemoryShortError: even the smallest tiles do not fit.
    """
    while True:
        try:
            return _see(see, rgb, halo, side)
        except MemoryShortError:
            if side <= SMALLEST_PASS:
                raise
        side = max(SMALLEST_PASS, side // 2)


def _see(see: See, rgb: NDArray[np.float32], halo: int, side: int) -> Seen:
    height, width = rgb.shape[:2]
    if max(height, width) <= side:
        return see(rgb)
    halo = min(halo, side // 5)
    channels: dict[str, Field] = {}
    subject = np.zeros((height, width), np.float32)
    total = np.zeros((height, width), np.float32)
    for rows, columns in _places(height, width, side, halo):
        seen, matte = see(rgb[rows, columns])
        weight = faded(rows, columns, (height, width), halo, _mixing(halo))
        for name, channel in seen.items():
            out = channels.setdefault(name, np.zeros((height, width), np.float32))
            out[rows, columns] += channel * weight
        subject[rows, columns] += matte * weight
        total[rows, columns] += weight
    for field in (*channels.values(), subject):
        np.divide(field, total, out=field)
    return channels, subject


def _places(height: int, width: int, side: int, halo: int) -> Iterator[tuple[slice, slice]]:
    for rows in _cuts(height, side, halo):
        for columns in _cuts(width, side, halo):
            yield rows, columns


def _cuts(length: int, side: int, halo: int) -> list[slice]:
    """Pieces of `side` that overlap by two halos and the mixing zone at least, evenly spread."""
    if length <= side:
        return [slice(0, length)]
    overlap = 2 * halo + _mixing(halo)
    count = int(np.ceil((length - overlap) / (side - overlap)))
    starts = np.linspace(0, length - side, count).round().astype(int)
    return [slice(int(start), int(start) + side) for start in starts]


def faded(rows: slice, columns: slice, size: tuple[int, int], halo: float, mixing: float) -> Field:
    """How much a piece of a picture counts at each of its pixels.

    Args:
        rows: rows of the whole picture that the piece covers.
        columns: columns of the whole picture that the piece covers.
        size: height and width of the whole picture.
        halo: pixels at the piece's edge that count nothing, save at an edge of the picture.
        mixing: pixels inside the halo over which the weight rises from 0 to 1.

    Returns:
        float32, 0..1, of the piece's size.
    """
    down = _ramp(rows, size[0], halo, mixing)
    across = _ramp(columns, size[1], halo, mixing)
    return down[:, None] * across[None]


def _ramp(piece: slice, length: int, halo: float, mixing: float) -> Field:
    place = np.arange(piece.start, piece.stop, dtype=np.float32) + np.float32(0.5)
    away = np.full_like(place, np.inf)
    if piece.start > 0:
        away = place - np.float32(piece.start)
    if piece.stop < length:
        away = np.minimum(away, np.float32(piece.stop) - place)
    return smoothstep(away, halo, halo + mixing)


def _mixing(halo: int) -> int:
    """Width of the zone, inside the halo, over which a tile's answer fades in."""
    return max(halo // 2, 2)
