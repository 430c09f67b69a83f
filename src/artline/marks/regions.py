"""Regions of a picture: joined where nothing parts them, and large enough for a crayon."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.fields.basins import nearest
from artline.fields.components import components

Field = NDArray[np.float32]
Labels = NDArray[np.int32]
Mask = NDArray[np.bool_]

MOST_ROUNDS = 8
"""How often what is too small is looked for: what is joined may still be too small."""


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """What a crayon needs, in pixels of the picture.

    Attributes:
        line: half the width of the line around a region.
        tip: half the width of the narrowest place that a crayon reaches.
        area: float32 h×w, of a region there within its line, at least.
    """

    line: float
    tip: float
    area: Field


def joined(labels: Labels, parts: Labels, held: Field, least: float) -> Labels:
    """Regions joined where what is between them holds less than `least`, the weakest first.

    Args:
        labels: int32 h×w, 1 and up.
        parts: int32 h×w; regions of different parts are never joined.
        held: float32 h×w, 0..1, how surely there is a line.
        least: 0..1, mean of that along a border, from which it stays.
    """
    pairs, length, hold = _between(labels, held)
    part = _part_of(labels, parts)
    around: dict[int, dict[int, tuple[float, float]]] = {}
    for (a, b), long, sum_ in zip(pairs.tolist(), length.tolist(), hold.tolist(), strict=True):
        if part[a] == part[b]:
            around.setdefault(a, {})[b] = around.setdefault(b, {})[a] = (long, sum_)
    queue = [(s / n, a, b) for a, near in around.items() for b, (n, s) in near.items() if a < b]
    heapq.heapify(queue)
    into = np.arange(len(part))
    while queue:
        strength, a, b = heapq.heappop(queue)
        if strength >= least:
            break
        known = around.get(a, {}).get(b)
        if known is None or known[1] / known[0] != strength:
            continue  # one of them was joined to another since
        into[b] = a
        gone = around.pop(b)
        for c, (n, s) in gone.items():
            del around[c][b]
            if c != a:
                m, t = around[a].get(c, (0.0, 0.0))
                around[a][c] = around[c][a] = (n + m, s + t)
                heapq.heappush(queue, ((s + t) / (n + m), min(a, c), max(a, c)))
    return _followed(into)[labels]


def fillable(labels: Labels, parts: Labels, held: Field, room: Room) -> Labels:
    """Regions in which a crayon finds room everywhere.

    What is too narrow goes to whichever region is nearer, and what is too small is joined to the
    neighbour that the weakest line parts it from: one of its own part, if there is any.

    Args:
        labels: int32 h×w, 1 and up.
        parts: int32 h×w, 0 and up.
        held: float32 h×w, 0..1, how surely there is a line.
        room: what a crayon needs.
    """
    for _ in range(MOST_ROUNDS):
        before = labels
        labels = _pieces(_opened(labels, room))
        labels = _without_small(labels, parts, held, room)
        if np.array_equal(before > 0, labels > 0) and len(np.unique(before)) == len(
            np.unique(labels)
        ):
            break
    return labels


def depth(labels: Labels) -> Field:
    """Distance of each pixel from the border of its region, float32 h×w, pixels."""
    import cv2

    inner = np.pad(np.ones(labels.shape, np.uint8), 1)
    for axis in (0, 1):
        differ = np.diff(labels, axis=axis) != 0
        one, other = (
            [slice(None, -1), slice(None)] if axis == 0 else [slice(None), slice(None, -1)],
            [slice(1, None), slice(None)] if axis == 0 else [slice(None), slice(1, None)],
        )
        core = inner[1:-1, 1:-1]
        core[tuple(one)] &= ~differ
        core[tuple(other)] &= ~differ
    far = cv2.distanceTransform(inner, cv2.DIST_L2, cv2.DIST_MASK_5)[1:-1, 1:-1]
    return np.asarray(far, np.float32) + np.float32(0.5)


def _opened(labels: Labels, room: Room) -> Labels:
    """Regions without what is narrower than a crayon, which goes to the nearest."""
    import cv2

    within = depth(labels)
    core = within > room.line + room.tip
    if not core.any():
        return labels
    reach = cv2.distanceTransform((~core).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
    owner = nearest(np.where(core, labels, 0).astype(np.int32))
    own = (owner == labels) & (reach <= room.line + room.tip + 1)
    return nearest(np.where(own, labels, 0).astype(np.int32))


def _pieces(labels: Labels) -> Labels:
    """Every piece of a region as a region of its own."""
    found = np.zeros(labels.shape, np.int32)
    count = 0
    for value, box in _boxes(labels):
        parts, number = components(labels[box] == value)
        found[box] = np.where(parts > 0, parts + count, found[box])
        count += number
    return found


def _boxes(labels: Labels) -> list[tuple[int, tuple[slice, slice]]]:
    """Every label and the rows and columns that hold it."""
    order = np.argsort(labels, axis=None, kind="stable")
    values, first = np.unique(labels.ravel()[order], return_index=True)
    y, x = np.divmod(order, labels.shape[1])
    low = [np.minimum.reduceat(v, first).tolist() for v in (y, x)]
    high = [(np.maximum.reduceat(v, first) + 1).tolist() for v in (y, x)]
    return [
        (value, (slice(top, bottom), slice(left, right)))
        for value, top, left, bottom, right in zip(values.tolist(), *low, *high, strict=True)
    ]


def _without_small(labels: Labels, parts: Labels, held: Field, room: Room) -> Labels:
    while True:
        within = depth(labels)
        area = np.bincount(labels[within > room.line], minlength=int(labels.max()) + 1)
        there = np.bincount(labels.ravel(), minlength=len(area)) > 0
        there[0] = False
        pixels = np.maximum(np.bincount(labels.ravel(), minlength=len(area)), 1)
        needed = np.bincount(labels.ravel(), room.area.ravel(), len(area)) / pixels
        small = there & (area < needed)
        if not small.any() or there.sum() < 2:
            return labels
        pairs, length, hold = _between(labels, held)
        part = _part_of(labels, parts)
        into = np.arange(len(area))
        taken = np.zeros(len(area), bool)
        strength = hold / length
        for value in np.flatnonzero(small)[np.argsort(area[small], kind="stable")].tolist():
            near = np.flatnonzero((pairs == value).any(1))
            other = pairs[near].sum(1) - value
            if taken[value] or not len(near):
                continue
            foreign = part[other] != part[value]
            best = int(other[np.lexsort((strength[near], foreign))[0]])
            if not taken[best]:
                into[value] = best
                taken[[value, best]] = True
        if np.array_equal(into, np.arange(len(area))):
            return labels
        labels = into[labels].astype(np.int32)


def _between(labels: Labels, held: Field) -> tuple[NDArray[np.int64], Field, Field]:
    """Pairs of neighbours n×2, the smaller first; length of their border; sum of `held` on it."""
    count = int(labels.max()) + 1
    keys, holds = [], []
    for one, other, a, b in (
        (labels[:, :-1], labels[:, 1:], held[:, :-1], held[:, 1:]),
        (labels[:-1], labels[1:], held[:-1], held[1:]),
    ):
        differ = one != other
        low, high = np.minimum(one, other)[differ], np.maximum(one, other)[differ]
        keys.append(low.astype(np.int64) * count + high)
        holds.append(np.maximum(a, b)[differ])
    key, place = np.unique(np.concatenate(keys), return_inverse=True)
    length = np.bincount(place, minlength=len(key)).astype(np.float32)
    hold = np.bincount(place, np.concatenate(holds), len(key)).astype(np.float32)
    return np.stack(np.divmod(key, count), 1), length, hold


def _part_of(labels: Labels, parts: Labels) -> NDArray[np.int64]:
    """The part that most of each region lies in."""
    many = int(parts.max()) + 1
    count = np.bincount(
        labels.ravel().astype(np.int64) * many + parts.ravel(), minlength=(labels.max() + 1) * many
    )
    return np.asarray(count.reshape(-1, many).argmax(1), np.int64)


def _followed(into: NDArray[np.int64]) -> NDArray[np.int32]:
    """Where each label ends up that is joined to one that is joined to another."""
    while True:
        further = into[into]
        if np.array_equal(further, into):
            return into.astype(np.int32)
        into = further
