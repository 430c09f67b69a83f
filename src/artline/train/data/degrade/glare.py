"""Reflections on glasses: bright panes over the eyes."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.float32]
Rng = np.random.Generator

_LENS_WIDTH = 0.36
"""Half the width of a lens, as a share of the distance between the eyes."""

_LENS_HEIGHT = 0.27
"""Half the height of a lens, as a share of the distance between the eyes."""

_LEAST_DISTANCE = 6
"""Least distance between the eyes, in pixels, at which glasses are large enough to reflect."""


def glare(photo: Pixels, rng: Rng, eyes: NDArray[np.float32]) -> Pixels:
    """Each lens gets a slanting band or a pane of light, bounded by the lens.

    Args:
        photo: see the package.
        rng: random numbers.
        eyes: M×2×2, x and y of the eyes of each face in pixels; faces outside are
            skipped.
    """
    veil = np.zeros(photo.shape[:2], np.float32)
    for pair in eyes:
        apart = float(np.hypot(*(pair[1] - pair[0])))
        slant, strength = rng.uniform(-0.8, 0.8), float(rng.uniform(0.35, 0.95))
        if apart < _LEAST_DISTANCE:
            continue
        for eye in pair:
            np.maximum(veil, strength * _pane(veil.shape, eye, apart, slant, rng), out=veil)
    tint = rng.uniform(0.85, 1, 3).astype(np.float32)
    return photo + (tint - photo) * veil[..., None]


def _pane(
    shape: tuple[int, ...], eye: NDArray[np.float32], apart: float, slant: float, rng: Rng
) -> NDArray[np.float32]:
    """Light on one lens, float32 H×W, 0..1."""
    lens = np.zeros(shape, np.uint8)
    axes = (max(1, round(_LENS_WIDTH * apart)), max(1, round(_LENS_HEIGHT * apart)))
    centre = (round(float(eye[0])), round(float(eye[1])))
    cv2.ellipse(lens, (centre, (2 * axes[0], 2 * axes[1]), 0.0), 1.0, -1)
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    along = (x - centre[0] + slant * (y - centre[1])) / axes[0]
    at, half = rng.uniform(-0.7, 0.7), rng.uniform(0.15, 0.6)
    lit = lens * (abs(along - at) < half)
    return np.asarray(cv2.GaussianBlur(lit.astype(np.float32), (0, 0), 0.6 + 0.02 * apart), "f4")
