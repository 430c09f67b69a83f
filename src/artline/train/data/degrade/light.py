"""Degradations by light: exposure, darkness, colour, light from one side."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.float32]
Rng = np.random.Generator

_LEVELS = np.linspace(0, 1, 1025, dtype=np.float32)
"""Levels at which a tone curve is tabulated."""


def half_light(photo: Pixels, rng: Rng) -> Pixels:
    """One side falls off into the dark, as by a window or a lamp."""
    height, width = photo.shape[:2]
    x = np.linspace(-1, 1, width, dtype=np.float32)
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    angle = rng.normal(0, 0.5) + (np.pi if rng.random() < 0.5 else 0)
    way = x * np.cos(angle) + y * np.sin(angle) - rng.uniform(-0.4, 0.4)
    fall = 1 / (1 + np.exp(-way * rng.uniform(2.5, 9)))
    least = rng.uniform(0.12, 0.5)
    return np.asarray(photo * (least + (1 - least) * fall)[..., None], np.float32)


def exposure(photo: Pixels, rng: Rng) -> Pixels:
    """Gamma 0.6 to 1.7, and gain and offset: over- and underexposed, flat, hard."""
    curve = _LEVELS ** rng.uniform(0.6, 1.7)
    if rng.random() < 0.7:
        curve = curve * rng.uniform(0.55, 1.25) + rng.uniform(-0.06, 0.1)
    return _by_table(photo, curve)


def dim(photo: Pixels, rng: Rng) -> Pixels:
    """Night: a quarter to a half of the light, warm, the shadows crushed."""
    warm = np.array([1.0, rng.uniform(0.75, 1), rng.uniform(0.45, 1)], np.float32)
    curve = np.clip(_LEVELS * rng.uniform(0.28, 0.55) - rng.uniform(0, 0.03), 0, 1)
    return _by_table(photo, curve) * warm


def colour_cast(photo: Pixels, rng: Rng) -> Pixels:
    """Each of red, green and blue by up to a quarter more or less."""
    return np.asarray(photo * rng.uniform(0.75, 1.25, 3).astype(np.float32), np.float32)


def coloured_light(photo: Pixels, rng: Rng) -> Pixels:
    """One or two coloured lamps from the sides, as on a stage."""
    width = photo.shape[1]
    ends = rng.uniform(0.25, 1.15, (2, 3)).astype(np.float32)
    if rng.random() < 0.4:
        ends[1] = ends[0]
    share = np.linspace(0, 1, width, dtype=np.float32)[:, None]
    if rng.random() < 0.5:
        share = 1 / (1 + np.exp(-(share - 0.5) * 10)).astype(np.float32)
    return np.asarray(photo * (ends[0] * (1 - share) + ends[1] * share), np.float32)


def _by_table(photo: Pixels, curve: NDArray[np.floating]) -> Pixels:
    """A tone curve applied by table: a power for each pixel would be slow."""
    places = np.clip(photo * 1024, 0, 1024).astype(np.uint16)
    return np.asarray(curve, np.float32)[places]
