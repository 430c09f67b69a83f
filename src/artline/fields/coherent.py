"""Lines that follow the picture's own flow, and the few filters that every part reads.

Kang, Lee, Chui 2007 (Coherent Line Drawing) and Winnemöller, Kyprianidis, Olsen 2012 (XDoG): a
difference of Gaussians across the flow, smoothed along it. The flow is that of the smoothed
structure tensor (Kyprianidis and Kang 2011): as good here as Kang's iterated kernel.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur
from artline.fields.smoothstep import smoothstep

Field = NDArray[np.float32]
Mask = NDArray[np.bool_]
Flow = tuple[Field, Field]

TENSOR = 3.3
"""Gaussian of the structure tensor, in pixels."""
REACH = 4.0
"""Gaussian along the flow, in pixels."""
STRIDE = 1.5
"""Steps along the flow, in pixels."""


def dilate_square(x: Field, pixels: int) -> Field:
    """Grey dilation by a square, `pixels` to each side."""
    import cv2

    side = 2 * pixels + 1
    return np.asarray(cv2.dilate(x, np.ones((side, side), np.uint8)), np.float32)


def sample(field: Field, x: NDArray[np.floating], y: NDArray[np.floating]) -> Field:
    """The field at places between its pixels, bilinear; `x` and `y` are two-dimensional."""
    import cv2

    places = np.asarray(x, np.float32), np.asarray(y, np.float32)
    read = cv2.remap(field, *places, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(read, np.float32)


def grid(shape: tuple[int, ...]) -> tuple[Field, Field]:
    """Every pixel's x and y."""
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    return x, y


def tangents(lightness: Field) -> Flow:
    """Unit vectors along the strokes of the picture, x and y."""
    import cv2

    gx, gy = (
        cv2.Sobel(lightness, cv2.CV_32F, dx, 1 - dx, borderType=cv2.BORDER_REPLICATE)
        for dx in (1, 0)
    )
    xx, xy, yy = (blur(np.asarray(p, np.float32), TENSOR) for p in (gx * gx, gx * gy, gy * gy))
    angle = 0.5 * np.arctan2(2 * xy, xx - yy)
    return (-np.sin(angle)).astype(np.float32), np.cos(angle).astype(np.float32)


def across(g: Field, flow: Flow, sigma: float, rho: float, k: float = 1.6) -> Field:
    """Difference of Gaussians across the flow: G_σ − ρ·G_kσ; below 0 on dark lines."""
    tx, ty = flow
    x, y = grid(g.shape)
    narrow, wide = np.zeros_like(g), np.zeros_like(g)
    sums = [0.0, 0.0]
    reach = int(np.ceil(2.5 * sigma * k))
    for i in range(-reach, reach + 1):
        a, b = np.exp(-i * i / (2 * sigma**2)), np.exp(-i * i / (2 * (sigma * k) ** 2))
        value = sample(g, x - ty * i, y + tx * i)
        narrow += np.float32(a) * value
        wide += np.float32(b) * value
        sums = [sums[0] + a, sums[1] + b]
    return (narrow / np.float32(sums[0]) - np.float32(rho / sums[1]) * wide).astype(np.float32)


def along(d: Field, flow: Flow, sigma: float) -> Field:
    """Gaussian of `sigma` pixels along the flow, both ways."""
    tx, ty = flow
    out, total = d.copy(), 1.0
    for sign in (1, -1):
        px, py = grid(d.shape)
        vx, vy = tx * sign, ty * sign
        for i in range(1, int(np.ceil(2 * sigma / STRIDE)) + 1):
            px = px + vx * np.float32(STRIDE)
            py = py + vy * np.float32(STRIDE)
            ix, iy = sample(tx, px, py), sample(ty, px, py)
            turn = np.where(ix * vx + iy * vy < 0, -1, 1).astype(np.float32)
            vx, vy = ix * turn, iy * turn
            weight = float(np.exp(-((i * STRIDE) ** 2) / (2 * sigma * sigma)))
            out += np.float32(weight) * sample(d, px, py)
            total += weight
    return out / np.float32(total)


def coherent(g: Field) -> Field:
    """Every coherent line of a picture: flow-based difference of Gaussians, fed back once.

    Args:
        g: float32 h×w, lightness.

    Returns:
        float32 h×w, 0..1, 1 = ink.
    """
    line = seen = g
    for _ in range(2):
        response = along(across(seen, tangents(seen), 1.15, 0.986), tangents(seen), REACH)
        line = np.where(response > 0, 1, 1 + np.tanh(100 * response)).astype(np.float32)
        seen = np.minimum(g, blur(line, 0.5))
    ink: Field = np.clip((1 - line - 0.12) / 0.7, 0, 1).astype(np.float32)
    return ink


def lasting(depth: Field, low: float, high: float, seed: float, least: float) -> Field:
    """Lines by hysteresis: those that are somewhere sure, and long.

    Args:
        depth: float32 h×w, how much darker than beside itself a line is.
        low: depth at which a line begins to show.
        high: depth at which it is full.
        seed: a line must be so deep somewhere.
        least: and so long, in pixels (diagonal of its box).

    Returns:
        float32 h×w, 0..1.
    """
    import cv2

    line = smoothstep(depth, low, high)
    count, parts, stats, _ = cv2.connectedComponentsWithStats(
        (line > 0.25).astype(np.uint8), connectivity=8
    )
    top = np.full(count, -1, np.float32)
    np.maximum.at(top, np.asarray(parts, np.intp).ravel(), depth.ravel())
    kept = (top > seed) & (np.hypot(stats[:, 2], stats[:, 3]) > least)
    kept[0] = False
    return line * dilate_square(kept[parts].astype(np.float32), 1)
