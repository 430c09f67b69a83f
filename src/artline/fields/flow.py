"""The flow of a picture, and smoothing along it, for every room.

The flow is that of the smoothed structure tensor (Kyprianidis and Kang, "Image and Video
Abstraction by Coherence-Enhancing Filtering", 2011, section 3).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur

Field = NDArray[np.float32]

DIRECTIONS = 8
STEPS = (1, 2, 4, 8, 8)
"""Steps, pixels, of binomial filters whose variances, half of the squares, add to 8.6²."""


def flow(depth: Field, pitch: float) -> Field:
    """Direction of the strokes at every pixel, radians from the x axis, of period π."""
    return along_edges(*tensor(depth, pitch))


def along_edges(xx: Field, xy: Field, yy: Field) -> Field:
    """Direction in which a structure tensor's picture changes least, radians, of period π."""
    angle: Field = 0.5 * np.arctan2(2 * xy, xx - yy) + np.float32(np.pi / 2)
    return angle


def tensor(depth: Field, pitch: float) -> tuple[Field, Field, Field]:
    """The smoothed structure tensor: means of gx², gx·gy and gy²."""
    import cv2

    smooth = blur(depth, pitch)
    gx = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, borderType=cv2.BORDER_REPLICATE)
    gy = cv2.Sobel(smooth, cv2.CV_32F, 0, 1, borderType=cv2.BORDER_REPLICATE)
    xx, xy, yy = (blur(product, 3.0 * pitch) for product in (gx * gx, gx * gy, gy * gy))
    return xx, xy, yy


def along(x: Field, angle: Field, pitch: float) -> Field:
    """About a Gaussian of 8.6·`pitch` pixels along straight lines in the direction `angle`.

    Each of eight directions is smoothed once over the whole picture and every pixel takes a
    mixture of the two nearest its own: far quicker than following the flow pixel by pixel.
    """
    place = (angle % np.pi) * np.float32(DIRECTIONS / np.pi)
    steps = [pitch * step for step in STEPS]
    out = np.zeros_like(x)
    for k in range(DIRECTIONS):
        away = np.abs(place - k)
        share = 1 - np.minimum(np.minimum(away, DIRECTIONS - away), 1)
        out += share * _smoothed(x, np.pi * k / DIRECTIONS, steps)
    return out


def _smoothed(x: Field, angle: float, steps: list[float]) -> Field:
    """Binomial filters at growing steps along one direction."""
    reach = int(np.ceil(sum(steps))) + len(steps)
    shape = x.shape
    x = np.pad(x, reach, mode="edge")
    for step in steps:
        dy, dx = round(step * np.sin(angle)), round(step * np.cos(angle))
        my, mx = abs(dy), abs(dx)
        h, w = x.shape
        middle = x[my : h - my, mx : w - mx]
        ahead = x[my + dy : h - my + dy, mx + dx : w - mx + dx]
        behind = x[my - dy : h - my - dy, mx - dx : w - mx - dx]
        x = ahead + behind
        x += 2 * middle
        x *= np.float32(0.25)
    top, left = (x.shape[0] - shape[0]) // 2, (x.shape[1] - shape[1]) // 2
    return x[top : top + shape[0], left : left + shape[1]]
