"""Degradations by camera and file: blur, low resolution, noise, JPEG."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.float32]
Rng = np.random.Generator


def blur(photo: Pixels, rng: Rng) -> Pixels:
    """Out of focus, σ 0.4 to 5 pixels, small ones more often; or shaken by up to 7 pixels."""
    if rng.random() < 0.75:
        sigma = float(np.exp(rng.uniform(*np.log((0.4, 5.0)))))
        return np.asarray(cv2.GaussianBlur(photo, (0, 0), sigma), "f4")
    length = int(rng.integers(3, 8))
    kernel = np.zeros((length, length), np.float32)
    angle, half = rng.uniform(0, np.pi), (length - 1) / 2
    ends = [
        tuple(round(half + sign * half * float(f(angle))) for f in (np.cos, np.sin))
        for sign in (-1, 1)
    ]
    cv2.line(kernel, ends[0], ends[1], 1.0)
    return np.asarray(cv2.filter2D(photo, -1, kernel / kernel.sum()), np.float32)


def low_resolution(photo: Pixels, rng: Rng) -> Pixels:
    """Fewer pixels, 0.16 to 0.8 a side, and back."""
    height, width = photo.shape[:2]
    share = float(np.exp(rng.uniform(*np.log((0.16, 0.8)))))
    few = (max(2, round(width * share)), max(2, round(height * share)))
    small = cv2.resize(photo, few, interpolation=cv2.INTER_AREA)
    how = cv2.INTER_CUBIC if rng.random() < 0.7 else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(small, (width, height), interpolation=how), np.float32)


def noise(photo: Pixels, rng: Rng) -> Pixels:
    """Gaussian, σ 0.01 to 0.12; grey or in colours; sometimes in grains of two pixels."""
    height, width = photo.shape[:2]
    planes = 3 if rng.random() < 0.5 else 1
    coarse = 2 if rng.random() < 0.3 else 1
    grain = rng.standard_normal((-(-height // coarse), -(-width // coarse), planes), np.float32)
    grain *= np.float32(rng.uniform(0.01, 0.12))
    if coarse == 2:
        grain = np.asarray(cv2.resize(grain, (width, height)), np.float32)
        grain = grain.reshape(height, width, planes)
    return photo + grain


def jpeg(photo: Pixels, rng: Rng) -> Pixels:
    """Saved as JPEG of quality 15 to 80, as OpenCV writes it."""
    bytes_ = np.rint(np.clip(photo, 0, 1) * 255).astype(np.uint8)
    quality = int(rng.integers(15, 81))
    # libjpeg takes the planes for blue, green, red; its chroma must see the true colours
    whole, data = cv2.imencode(".jpg", bytes_[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not whole:
        raise RuntimeError("OpenCV was built without JPEG")
    back = cv2.imdecode(data, cv2.IMREAD_COLOR)
    return np.asarray(back, np.float32)[..., ::-1] / np.float32(255)
