"""Cast shadows of many shapes: each field is float32 H×W, 1 where the shadow falls."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]
Pixels = NDArray[np.float32]
Rng = np.random.Generator

EDGES = (0.6, 1.5, 4.0, 12.0)
"""Gaussian blurs of a shadow's edge, sigma in pixels; one is drawn at random."""


def half_plane(height: int, width: int, rng: Rng) -> Field:
    """Everything on one side of a line: a wall's shadow."""
    along = _across(height, width, rng.uniform(0, 2 * np.pi))
    return np.asarray(along > rng.uniform(-0.5, 0.4), np.float32)


def blinds(height: int, width: int, rng: Rng) -> Field:
    """Parallel bars."""
    along = _across(height, width, rng.uniform(0, np.pi))
    wave = np.sin(along * rng.uniform(4, 20) + rng.uniform(0, 2 * np.pi))
    return np.asarray(wave > rng.uniform(-0.5, 0.5), np.float32)


def leaves(height: int, width: int, rng: Rng) -> Field:
    """Patches of two sizes, as under a tree."""
    coarse = _noise(height, width, int(rng.integers(3, 9)), rng)
    fine = _noise(height, width, int(rng.integers(10, 22)), rng)
    return np.asarray(coarse + 0.5 * fine > rng.uniform(0.6, 0.9), np.float32)


def window(height: int, width: int, rng: Rng) -> Field:
    """Dark but for a window's light, its bars across it."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    lean = rng.uniform(-0.6, 0.6)
    u = (x - rng.uniform(0.2, 0.8) * width + lean * (y - height / 2)) / (
        width * rng.uniform(0.2, 0.5)
    )
    v = (y - rng.uniform(0.2, 0.8) * height) / (height * rng.uniform(0.2, 0.5))
    bar = rng.uniform(0.03, 0.12)
    lit = (abs(u) < 1) & (abs(v) < 1) & (abs(u) > bar) & (abs(v) > bar)
    return np.asarray(~lit, np.float32)


def hat_brim(height: int, width: int, rng: Rng) -> Field:
    """The upper part above a curve that sags in the middle: a brim, or a fringe of hair."""
    x = np.linspace(-1, 1, width, dtype=np.float32)
    middle, sag = rng.uniform(0.15, 0.6), rng.uniform(-0.1, 0.35)
    edge = middle + sag * (1 - (x - rng.uniform(-0.4, 0.4)) ** 2) + rng.uniform(-0.15, 0.15) * x
    y = np.linspace(0, 1, height, dtype=np.float32)[:, None]
    return (y < edge).astype(np.float32)


SHAPES: dict[str, Callable[[int, int, Rng], Field]] = {
    "half plane": half_plane,
    "blinds": blinds,
    "leaves": leaves,
    "window": window,
    "hat brim": hat_brim,
}


def shadow(photo: Pixels, rng: Rng, shape: str | None = None) -> Pixels:
    """A shadow of a shape, or of any: its edge soft or hard, darkness 0.3 to 0.8, tinted."""
    height, width = photo.shape[:2]
    name = shape or list(SHAPES)[int(rng.integers(len(SHAPES)))]
    field = SHAPES[name](height, width, rng)
    soft = cv2.GaussianBlur(field, (0, 0), EDGES[int(rng.integers(len(EDGES)))])
    dark = rng.uniform(0.3, 0.8) * (1 + rng.uniform(-0.08, 0.08, 3))
    lost = (1 - dark).astype(np.float32)
    return photo * (1 - np.asarray(soft, np.float32)[..., None] * lost)


def _across(height: int, width: int, angle: float) -> Field:
    """Coordinate of each pixel along a direction, −1.4..1.4."""
    x = np.linspace(-1, 1, width, dtype=np.float32)
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    return np.asarray(x * np.cos(angle) + y * np.sin(angle), np.float32)


def _noise(height: int, width: int, cells: int, rng: Rng) -> Field:
    """Smooth noise, about 0..1, interpolated from `cells` random values a side."""
    coarse = rng.random((cells, cells), np.float32)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), "f4")
