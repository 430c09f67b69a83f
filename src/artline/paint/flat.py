"""Colour flattened along forms and never across ink lines.

The recursive filter over the domain transform (Gastal and Oliveira 2011, Domain Transform for
Edge-Aware Image and Video Processing): along rows and columns in turn, a colour reaches the
farther the less the photo changes on the way. Ink counts as a great change, so that nothing
passes a line, and has no colour of its own: what lies beneath it comes from beside it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]

ROUNDS = 3
"""Passes along rows and columns; each reaches half as far as the one before."""
LEAST_WEIGHT = 0.02
"""Weight of a colour beneath full ink, so that what is all ink has one too."""
WALL = 60.0
"""Change of colour, CIE L*a*b* units, that crossing from no ink to full ink stands for."""


def flattened(lab: Field, guide: Field, ink: Field | None, reach: float, change: float) -> Field:
    """A picture averaged over what is alike.

    Args:
        lab: float32 h×w×C, what is averaged.
        guide: float32 h×w×3, CIE L*a*b*, whose changes stop it.
        ink: float32 h×w, 0..1, 1 = full ink; None where there is none.
        reach: standard deviation of the widest pass where nothing changes, pixels.
        change: L*a*b* units along a way that count as `reach` pixels.

    Returns:
        float32 h×w×C.
    """
    rows = np.ascontiguousarray(lab.transpose(0, 2, 1))
    if ink is not None:
        weight = (1 - ink) + np.float32(LEAST_WEIGHT)
        rows = np.concatenate([rows * weight[:, None], weight[:, None]], 1)
    whole = np.sqrt(4.0**ROUNDS - 1)
    sigma = reach * np.sqrt(3) * 2.0 ** (ROUNDS - 1) / whole
    # what is carried over a step, down columns and along rows; each round reaches half as far,
    # so that its shares are those of the round before, squared
    down, along = (np.exp(_steps(guide, ink, axis, reach / change, sigma)) for axis in (0, 1))
    along = np.ascontiguousarray(along.T)
    for _ in range(ROUNDS):
        rows = _carried(np.ascontiguousarray(rows.transpose(2, 1, 0)), along)
        rows = _carried(np.ascontiguousarray(rows.transpose(2, 1, 0)), down)
        down, along = np.square(down), np.square(along)
    if ink is not None:
        rows = rows[:, :-1] / rows[:, -1:]
    return np.ascontiguousarray(rows.transpose(0, 2, 1))


def _steps(guide: Field, ink: Field | None, axis: int, scale: float, sigma: float) -> Field:
    """Logarithm of what is carried from each pixel to the next one along an axis."""
    changes = np.abs(np.diff(guide[..., 0], axis=axis))
    for k in range(1, guide.shape[-1]):
        changes += np.abs(np.diff(guide[..., k], axis=axis))
    if ink is not None:
        changes += np.float32(WALL) * np.abs(np.diff(ink, axis=axis))
    per_pixel = np.float32(-np.sqrt(2) / sigma)
    return np.asarray(per_pixel + np.float32(per_pixel * scale) * changes, np.float32)


def _carried(rows: Field, share: Field) -> Field:
    """Once down rows of C×w and once back up, in place."""
    gap = np.empty_like(rows[0])
    for step, order in ((-1, range(1, len(rows))), (1, range(len(rows) - 2, -1, -1))):
        for k in order:
            np.subtract(rows[k + step], rows[k], out=gap)
            gap *= share[min(k, k + step)]
            rows[k] += gap
    return rows
