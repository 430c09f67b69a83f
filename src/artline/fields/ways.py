"""Cheapest ways that join pieces of a mask.

What a way costs is summed along it. Every pixel's cheapest way to a piece is found by relaxation
(Bellman 1958) over eight neighbours; where two pieces' realms meet, the two ways together join
them, and of all such ways the cheapest that join everything are kept: the minimum spanning tree
(Kruskal 1956).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]
Points = NDArray[np.float32]

FARTHEST = np.float32(1e6)
"""Cost of what no way has reached yet."""
STRIDES = 16
"""Relaxations between two looks at whether anything still changes."""
AROUND = ((-1, 0), (0, -1), (0, 1), (1, 0), (-1, -1), (-1, 1), (1, -1), (1, 1))
"""The eight neighbours, down and across."""
DIAGONAL = np.float32(np.sqrt(2))


def joining(
    parts: NDArray[np.int32], count: int, cost: Field, worth: float
) -> tuple[list[Points], NDArray[np.bool_]]:
    """The ways that join pieces as cheaply as can be; what is too small for its way is given up.

    Args:
        parts: int32 h×w, 1..count in the pieces, 0 between them; the first pixel is in the one
            that all others are to be joined with.
        count: how many there are.
        cost: float32 h×w, above 0, cost of a step of one pixel.
        worth: the most that a way may cost, in square roots of the smaller side's pixels.

    Returns:
        The ways, float32 n×2 each: x and y in pixels, the middles of pixels, from a piece to
        another. And which pieces are given up, bool count+1; a piece whose only way leads by one
        of these is neither joined nor given up.
    """
    far = _reached(parts, cost)
    before = _before(far, cost)
    root = before
    while not np.array_equal(after := root[root], root):
        root = after
    piece = parts.ravel()[root].reshape(parts.shape)
    size = np.bincount(parts.ravel(), minlength=count + 1).astype(float)
    size[parts[0, 0]] = np.inf
    tree = list(range(count + 1))
    given_up: set[int] = set()
    ways: list[Points] = []

    def joint(one: int) -> int:
        while tree[one] != one:
            one = tree[one]
        return one

    for price, start, end in _meetings(piece, far):
        ends = joint(int(piece.flat[start])), joint(int(piece.flat[end]))
        if ends[0] == ends[1] or given_up.intersection(ends):
            continue
        large, small = sorted(ends, key=lambda one: -size[one])
        if price > worth * np.sqrt(size[small]):
            given_up.add(small)
            continue
        tree[small], size[large] = large, size[large] + size[small]
        places = [*_back(start, before)[::-1], *_back(end, before)]
        rows, columns = np.divmod(np.array(places), parts.shape[1])
        ways.append(np.stack([columns, rows], 1).astype(np.float32))
    return ways, np.array([joint(one) in given_up for one in range(count + 1)])


def _reached(parts: NDArray[np.int32], cost: Field) -> Field:
    """Cost of the cheapest way from every pixel to a piece."""
    import cv2

    cross = np.asarray(cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3)), np.uint8)
    square = np.ones((3, 3), np.uint8)
    far = np.where(parts > 0, np.float32(0), FARTHEST)
    slant = DIAGONAL * cost
    while True:
        earlier = far
        for _ in range(STRIDES):
            straight = cv2.add(cv2.erode(far, cross), cost)
            far = cv2.min(far, cv2.min(straight, cv2.add(cv2.erode(far, square), slant)))
        far = np.asarray(far, np.float32)
        if np.array_equal(earlier, far):
            return far


def _before(far: Field, cost: Field) -> NDArray[np.intp]:
    """Flat index of the next pixel on every pixel's way; of a piece's pixels, their own."""
    h, w = far.shape
    padded = np.pad(far, 1, constant_values=2 * FARTHEST)
    best = np.full(far.shape, 4 * FARTHEST, np.float32)
    step = np.zeros(far.shape, np.intp)
    for dy, dx in AROUND:
        length = DIAGONAL if dy and dx else np.float32(1)
        way = padded[1 + dy : 1 + dy + h, 1 + dx : 1 + dx + w] + length * cost
        better = way < best
        best[better] = way[better]
        step[better] = dy * w + dx
    step[far == 0] = 0
    return (np.arange(h * w).reshape(h, w) + step).ravel()


def _meetings(piece: NDArray[np.int32], far: Field) -> list[tuple[float, int, int]]:
    """Of every two pieces whose realms meet, the cheapest way's price and places, in order."""
    h, w = piece.shape
    place = np.arange(h * w).reshape(h, w)
    found = []
    for here, there in ((np.s_[:, :-1], np.s_[:, 1:]), (np.s_[:-1], np.s_[1:])):
        meet = piece[here] != piece[there]
        both = far[here][meet] + far[there][meet]
        found.append((both, place[here][meet], place[there][meet]))
    price, start, end = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.argsort(price, kind="stable")
    price, start, end = price[order], start[order], end[order]
    pairs = np.sort(np.stack([piece.flat[start], piece.flat[end]]), axis=0)
    first = np.sort(np.unique(pairs, axis=1, return_index=True)[1])
    return [(float(price[k]), int(start[k]), int(end[k])) for k in first]


def _back(place: int, before: NDArray[np.intp]) -> list[int]:
    """The way from a place to its piece."""
    found = [place]
    while (after := int(before[found[-1]])) != found[-1]:
        found.append(after)
    return found
