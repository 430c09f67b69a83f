"""Degradations of colour: grey, sepia."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.float32]
Rng = np.random.Generator

_REC601 = np.array([0.299, 0.587, 0.114], np.float32)
"""Weights of red, green and blue in luma (ITU-R BT.601)."""


def grey(photo: Pixels, rng: Rng) -> Pixels:
    """Luma of Rec. 601, or one plane alone as on old film that saw no red."""
    weights = _REC601 if rng.random() < 0.7 else rng.dirichlet((1, 1, 1)).astype(np.float32)
    return np.repeat((photo @ weights)[..., None], 3, axis=2)


def sepia(photo: Pixels, rng: Rng) -> Pixels:
    """Grey, browned, its blacks faded."""
    tone = np.array([1.05, rng.uniform(0.93, 1), rng.uniform(0.75, 0.88)], np.float32)
    faded = np.float32(rng.uniform(0, 0.12))
    return (grey(photo, rng) * (1 - faded) + faded) * tone
