"""A picture larger than one pass holds is seen in tiles, and no seam shows.

Each tile is seen with a halo of its surroundings, whose answer is thrown away; within it
neighbouring tiles overlap a little more, and there their answers are mixed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from artline.errors import MemoryShortError

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
        weight = _weight(rows, height, halo)[:, None] * _weight(columns, width, halo)[None]
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


def _weight(piece: slice, length: int, halo: int) -> Field:
    """0 in the halo, 1 in the middle, rising between; an edge of the picture has no halo."""
    place = np.arange(piece.start, piece.stop, dtype=np.float32) + 0.5
    before = place - piece.start if piece.start else np.full_like(place, np.inf)
    after = piece.stop - place if piece.stop < length else np.full_like(place, np.inf)
    t = np.clip((np.minimum(before, after) - halo) / _mixing(halo), 0, 1)
    weight: Field = t * t * (3 - 2 * t)
    return weight


def _mixing(halo: int) -> int:
    """Width of the zone, inside the halo, over which a tile's answer fades in."""
    return max(halo // 2, 2)
