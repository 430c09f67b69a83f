"""Small pieces of a picture, cut out and laid side by side, so that all are worked on at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

U8 = NDArray[np.uint8]
Integers = NDArray[np.int64]

BLOCK = 8
"""Pixels: pieces of one kind in neighbouring blocks of this side are cut out together."""
SHEET = 1024
"""Pixels: width of the sheet, at least."""
RIM = 1
"""Pixels of the sheet around every window that show nothing of the picture."""


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Windows of a picture on one sheet.

    Attributes:
        kind: uint8 h×w, the kind that each window was cut out for, its rim included; 0 between
            windows.
        source: int64 h×w, the flat index in the picture that each pixel shows; −1 on rims and
            between windows.
        across: int64 h×w, what to add to a column of the sheet for the picture's.
        down: int64 h×w, what to add to a row of the sheet for the picture's.
    """

    kind: U8
    source: Integers
    across: Integers
    down: Integers


def pieces(kinds: U8, most: int, room: int) -> Pieces | None:
    """The windows that hold all pixels of kinds 1 to `most`, each window for one kind.

    Args:
        kinds: uint8 h×w; these pixels are few and far between.
        most: the last of the kinds that are cut out.
        room: pixels of the picture around them that a window shows too.

    Returns:
        None where there are none.
    """
    boxes = _boxes(kinds, most)
    if not len(boxes):
        return None
    height, width = kinds.shape
    boxes[:, 1:3] = np.maximum(boxes[:, 1:3] - room, 0)
    boxes[:, 3:] = np.minimum(boxes[:, 3:] + room, (height, width))
    corners, shape = _packed(boxes[:, 3:] - boxes[:, 1:3] + 2 * RIM)
    kind, inside = np.zeros(shape, np.uint8), np.zeros(shape, np.bool_)
    across, down = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for box, (y, x) in zip(boxes.tolist(), corners.tolist(), strict=True):
        number, top, left, bottom, right = box
        far_y, far_x = y + bottom - top + 2 * RIM, x + right - left + 2 * RIM
        window = (slice(y, far_y), slice(x, far_x))
        kind[window], across[window], down[window] = number, left - x - RIM, top - y - RIM
        inside[y + RIM : far_y - RIM, x + RIM : far_x - RIM] = True
    rows, columns = np.arange(shape[0])[:, None] + down, np.arange(shape[1]) + across
    return Pieces(kind, np.where(inside, rows * width + columns, -1), across, down)


def _boxes(kinds: U8, most: int) -> Integers:
    """Kind, top, left, bottom and right of every window, int64 n×5."""
    import cv2

    y, x = np.nonzero((kinds > 0) & (kinds <= most))
    kind = kinds[y, x]
    blocks = np.zeros((most, -(-kinds.shape[0] // BLOCK), -(-kinds.shape[1] // BLOCK)), np.uint8)
    blocks[kind - 1, y // BLOCK, x // BLOCK] = 1
    found = []
    for number in range(1, most + 1):
        own = kind == number
        if not own.any():
            continue
        _, parts = cv2.connectedComponents(blocks[number - 1], connectivity=8)
        part = parts[y[own] // BLOCK, x[own] // BLOCK]
        order = np.argsort(part, kind="stable")
        rows, columns = y[own][order], x[own][order]
        first = np.flatnonzero(np.diff(part[order], prepend=-1))
        low = [np.minimum.reduceat(values, first) for values in (rows, columns)]
        high = [np.maximum.reduceat(values, first) + 1 for values in (rows, columns)]
        found.append(np.stack([np.full(len(first), number), *low, *high], 1))
    return np.concatenate(found) if found else np.zeros((0, 5), np.int64)


def _packed(sizes: Integers) -> tuple[Integers, tuple[int, int]]:
    """Where windows of these heights and widths lie, in rows; height and width of the sheet."""
    wide = max(SHEET, int(sizes[:, 1].max()))
    corners, left, top, tall = [], 0, 0, 0
    for height, width in sizes.tolist():
        if left + width > wide:
            left, top, tall = 0, top + tall, 0
        corners.append((top, left))
        left, tall = left + width, max(tall, height)
    return np.array(corners), (top + tall, wide)
