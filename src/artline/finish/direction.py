"""Which way hatching runs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur
from artline.fields.flow import tensor
from artline.nouns import Ink

Field = NDArray[np.float32]

DARKEST = 0.1
"""Added to lightness before its logarithm is taken."""

NOISE = 0.2
"""Squared slope of log-lightness, per pixel of a pass, below which it tells no direction."""

WIDER = ((6.0, 0.5), (18.0, 0.3), (54.0, 0.2))
"""Gaussians, pixels of a pass, over which direction is taken as well, and their weights: they
decide where nothing nearer tells one."""

SLANT = np.deg2rad(-65)
"""Direction of hatching where the photo tells none: a right hand's, upwards to the right."""

EVEN = 0.12
"""Weight of that direction; a coherent flow has up to 1."""


def direction(ink: Ink, shape: tuple[int, int]) -> Field:
    """The photo's flow, and where the photo is even, that of what lies around.

    Returns:
        float32 H×W, radians from the x axis, of period π; double angles are scaled and averaged.
    """
    import cv2

    whole = ink.once("finish.direction", _doubled)
    large = cv2.resize(whole, shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(0.5 * np.arctan2(large[..., 1], large[..., 0]), np.float32)


def _doubled(ink: Ink) -> Field:
    """Cosine and sine of the double angle at working size, h×w×2, the longer the surer."""
    xx, xy, yy = tensor(np.log(ink.lightness + np.float32(DARKEST)), ink.pitch)
    told = np.hypot(xx - yy, 2 * xy)
    energy = xx + yy
    # coherence squared, by the unit vector of the double angle, less where all is noise
    sure = told / np.maximum(energy * (energy + np.float32(NOISE)), np.float32(1e-9))
    parts = np.stack([(yy - xx) * sure, -2 * xy * sure], 2)
    whole = parts.copy()
    for sigma, weight in WIDER:
        wide = [blur(part, sigma * ink.pitch) for part in (parts[..., 0], parts[..., 1])]
        whole += np.float32(weight) * np.stack(wide, 2)
    whole += np.float32(EVEN) * np.array([np.cos(2 * SLANT), np.sin(2 * SLANT)], np.float32)
    return np.asarray(whole, np.float32)
