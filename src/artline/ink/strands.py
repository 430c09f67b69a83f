"""Strands of light: where black hair or cloth lets the paper through.

A mass of one black is a helmet. An artist leaves the lit strands open, along the flow of the
hair. They are measured from the photo itself: ridges of lightness, relative to how much the
lightness varies nearby, smoothed along the flow. The flow is that of the smoothed structure
tensor (Kyprianidis and Kang, "Image and Video Abstraction by Coherence-Enhancing Filtering",
2011, section 3).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]

DIRECTIONS = 12
FLATTEST = 0.03
"""Variation of log-lightness under which a surface counts as flat: noise is no strand."""


def strands(lightness: Field, pitch: float = 1.0) -> Field:
    """Ridges of light along the flow of the photo.

    Args:
        lightness: float32 h×w, 0..1, CIE L*/100 at working size.
        pitch: working pixels per pixel of the network's pass; sizes scale with it.

    Returns:
        float32 h×w, about −2..2: 0 = as light as its surroundings, above 0.45 a strand.
    """
    from scipy.ndimage import gaussian_filter

    def blur(x: Field, sigma: float) -> Field:
        out: Field = gaussian_filter(x, sigma * pitch, mode="nearest", truncate=3)
        return out

    depth = np.log(lightness + np.float32(0.03))
    ridge = blur(depth, 0.8) - blur(depth, 4.0)
    variation = np.sqrt(blur(ridge * ridge, 10.0))
    ridge /= variation + np.float32(FLATTEST)
    return _along(ridge, flow(depth, pitch), 4.0 * pitch)


def flow(depth: Field, pitch: float) -> Field:
    """Direction of the strokes at every pixel, radians from the x axis, of period π."""
    from scipy.ndimage import gaussian_filter, sobel

    smooth = gaussian_filter(depth, pitch, mode="nearest", truncate=3)
    gx, gy = sobel(smooth, 1, mode="nearest"), sobel(smooth, 0, mode="nearest")
    xx, xy, yy = (
        gaussian_filter(product, 3.0 * pitch, mode="nearest", truncate=3)
        for product in (gx * gx, gx * gy, gy * gy)
    )
    angle: Field = 0.5 * np.arctan2(2 * xy, xx - yy) + np.float32(np.pi / 2)
    return angle


def _along(x: Field, angle: Field, sigma: float) -> Field:
    """Gaussian of `sigma` pixels along straight lines in the direction `angle`.

    Each of twelve directions is smoothed once over the whole picture and every pixel takes a
    mixture of the two nearest its own: far quicker than following the flow pixel by pixel.
    """
    place = (angle % np.pi) * np.float32(DIRECTIONS / np.pi)
    out = np.zeros_like(x)
    reach = int(np.ceil(2 * sigma))
    padded = np.pad(x, reach, mode="edge")
    for k in range(DIRECTIONS):
        away = np.abs(place - k)
        share = 1 - np.minimum(np.minimum(away, DIRECTIONS - away), 1)
        out += share * _smoothed(padded, x.shape, np.pi * k / DIRECTIONS, sigma, reach)
    return out


def _smoothed(
    padded: Field, shape: tuple[int, ...], angle: float, sigma: float, reach: int
) -> Field:
    """One Gaussian along one direction, by shifting; `padded` has `reach` more on each side."""
    h, w = shape
    steps = np.arange(-reach, reach + 1)
    weights = np.exp(-(steps**2) / (2 * sigma * sigma))
    weights /= weights.sum()
    total = np.zeros(shape, np.float32)
    for step, weight in zip(steps, weights, strict=True):
        y = reach + round(step * np.sin(angle))
        x = reach + round(step * np.cos(angle))
        total += np.float32(weight) * padded[y : y + h, x : x + w]
    return total
