"""Dots whose number and size are tone (Secord 2002, "Weighted Voronoi Stippling").

Every dot moves to the centre of gravity of the tone in its own Voronoi cell, again and again (Lloyd
1982, "Least squares quantization in PCM"): dots spread evenly and follow tone and edges. A dot
then takes the area of the ink in its cell.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.nouns import Line

Field = NDArray[np.float32]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

GROWTH = 0.35
"""Power of tone that goes into the size of dots; the rest goes into their number."""
ROUNDS = 16
"""How often all dots move."""
FARTHER = 1.5
"""How far a dot moves, in ways to the centre of gravity: beyond it, so that dots settle sooner."""
FINE = 2
"""Pixels of the grid of cells for one of a pass, along each side."""
SEED = 5
"""Of the places where dots begin: any number, always the same."""
LIGHTEST = 0.015
"""Tone below which there are no dots."""
DENSEST = 0.88
"""Share of a cell that its dot covers, at most: black is dots too."""
SMALLEST = 0.25
"""Diameter, in those of a usual dot, below which one is left out."""
LENGTH = 0.05
"""Length of the line that is a dot, in its diameters: a pen needs a direction."""
SHRINK = 0.955
"""Diameter of a drawn dot, in widths of its line: its outline is a spline within its corners."""


def stippled(
    tone: Field, spacing: float, unit: float, scale: float, *, weight: float = 1.0
) -> tuple[Line, ...]:
    """The dots.

    Args:
        tone: float32 h×w, 0..1, 1 = full ink.
        spacing: distance between dots in full ink, pixels of a pass.
        unit: pixels of the tone for one of a pass.
        scale: pixels of the photo for one of the tone.
        weight: what their diameters are multiplied by.

    Returns:
        Short lines as wide as a dot, from the top down.
    """
    import cv2

    factor = FINE / unit
    size = (round(tone.shape[1] * factor), round(tone.shape[0] * factor))
    fine = np.clip(cv2.resize(tone, size, interpolation=cv2.INTER_LINEAR), 0, 1)
    fine[fine < LIGHTEST] = 0
    number = fine ** np.float32(1 - GROWTH)
    count = int(number.sum() / (spacing * FINE) ** 2)
    if count < 1:
        return ()
    x, y = spread(number, count, ROUNDS)
    cell = _cells(x, y, fine.shape)
    ink = np.bincount(cell.ravel(), fine.ravel(), len(x))
    area = np.minimum(ink, DENSEST * np.bincount(cell.ravel(), minlength=len(x)))
    diameters = np.sqrt(area * 4 / np.pi) * weight
    kept = diameters > SMALLEST * spacing * FINE * weight
    back = tone.shape[1] / size[0] * scale
    return _dots(x[kept] + 0.5, y[kept] + 0.5, diameters[kept], back)


def spread(number: Field, count: int, rounds: int) -> tuple[Floats, Floats]:
    """Places spread as evenly as the tone asks for.

    Args:
        number: float32 h×w, 0 or more, how many there are to be.
        count: how many in all.
        rounds: how often all of them move.

    Returns:
        x and y in pixels from the middle of the first, float64 `count` each.
    """
    return _moved(*_begun(number, count), number, rounds)


def _begun(number: Field, count: int) -> tuple[Floats, Floats]:
    """Places by chance, as many in each area as the tone asks for."""
    chance = np.random.default_rng(SEED)
    summed = np.cumsum(number.ravel(), dtype=np.float64)
    # one in each of equal shares of the tone, so that few are missing anywhere
    draws = (np.arange(count) + chance.uniform(size=count)) * (summed[-1] / count)
    flat = np.minimum(np.searchsorted(summed, draws), number.size - 1)
    y, x = np.divmod(flat, number.shape[1])
    return x.astype(np.float64), y.astype(np.float64)


def _moved(x: Floats, y: Floats, number: Field, rounds: int) -> tuple[Floats, Floats]:
    """Every dot near the centre of gravity of its cell."""
    flat = number.ravel().astype(np.float64)
    across = (number * np.arange(number.shape[1], dtype=np.float32)).ravel()
    downwards = (number * np.arange(number.shape[0], dtype=np.float32)[:, None]).ravel()
    where = np.flatnonzero(flat)
    flat, across, downwards = flat[where], across[where], downwards[where]
    for _ in range(rounds):
        cell = _cells(x, y, number.shape).ravel()[where]
        mass = np.bincount(cell, flat, len(x))
        known = mass > 0
        safe = np.where(known, mass, 1)
        x, y = (
            at + FARTHER * np.where(known, np.bincount(cell, moment, len(at)) / safe - at, 0)
            for at, moment in ((x, across), (y, downwards))
        )
    return x, y


def _cells(x: Floats, y: Floats, shape: tuple[int, ...]) -> Integers:
    """The nearest dot of every pixel; of dots in one pixel, the last one has it alone."""
    import cv2

    column = np.rint(x).astype(np.intp).clip(0, shape[1] - 1)
    row = np.rint(y).astype(np.intp).clip(0, shape[0] - 1)
    free = np.ones(shape, np.uint8)
    free[row, column] = 0
    _, labels = cv2.distanceTransformWithLabels(
        free, cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    owner = np.zeros(int(labels.max()) + 1, np.int64)
    owner[labels[row, column]] = np.arange(len(x))
    return np.asarray(owner[labels], np.int64)


def _dots(x: Floats, y: Floats, diameters: Floats, scale: float) -> tuple[Line, ...]:
    order = np.lexsort((x, y))
    reach = 0.5 * LENGTH * diameters
    points = np.stack([np.stack([x - reach, y], 1), np.stack([x + reach, y], 1)], 1)[order]
    points = (points * scale).astype(np.float32)
    widths = np.repeat((diameters[order] * scale / SHRINK)[:, None], 2, 1).astype(np.float32)
    return tuple(Line(p, w, "line", whole=True) for p, w in zip(points, widths, strict=True))
