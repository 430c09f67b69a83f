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


def flattened(lab: Field, guide: Field, ink: Field, reach: float, change: float) -> Field:
    """A picture averaged over what is alike.

    Args:
        lab: float32 h×w×C, what is averaged.
        guide: float32 h×w×3, CIE L*a*b*, whose changes stop it.
        ink: float32 h×w, 0..1, 1 = full ink.
        reach: standard deviation of the widest pass where nothing changes, pixels.
        change: L*a*b* units along a way that count as `reach` pixels.

    Returns:
        float32 h×w×C.
    """
    weight = (1 - ink) + np.float32(LEAST_WEIGHT)
    carried = np.concatenate([lab * weight[..., None], weight[..., None]], -1)
    steps = [_steps(guide, ink, axis, reach / change) for axis in (0, 1)]
    whole = np.sqrt(4.0**ROUNDS - 1)
    for turn in range(ROUNDS):
        sigma = reach * np.sqrt(3) * 2.0 ** (ROUNDS - turn - 1) / whole
        base = np.float32(np.exp(-np.sqrt(2) / sigma))
        for axis in (1, 0):
            carried = _along(carried, base ** steps[axis], axis)
    return np.asarray(carried[..., :-1] / carried[..., -1:], np.float32)


def _steps(guide: Field, ink: Field, axis: int, scale: float) -> Field:
    """Length of the step to each pixel from the one before it, on the transformed line."""
    changes = np.abs(np.diff(guide, axis=axis)).sum(-1)
    changes += np.float32(WALL) * np.abs(np.diff(ink, axis=axis))
    return np.asarray(1 + np.float32(scale) * changes, np.float32)


def _along(carried: Field, share: Field, axis: int) -> Field:
    """Once forwards and once back along an axis."""
    lines = np.ascontiguousarray(np.moveaxis(carried, axis, 0))
    shares = np.ascontiguousarray(np.moveaxis(share, axis, 0))[..., None]
    for k in range(1, len(lines)):
        lines[k] += shares[k - 1] * (lines[k - 1] - lines[k])
    for k in range(len(lines) - 2, -1, -1):
        lines[k] += shares[k] * (lines[k + 1] - lines[k])
    return np.moveaxis(lines, 0, axis)
