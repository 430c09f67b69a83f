"""Structural similarity of two drawings, at one scale and at five."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline.evaluate.metrics.gray import MetricError, as_pair

WINDOW = 11
SIGMA = 1.5
C1 = 0.01**2
C2 = 0.03**2
SCALE_WEIGHTS = (0.0448, 0.2856, 0.3001, 0.2363, 0.1333)

_Map = NDArray[np.float64]


def ssim(drawing: ArrayLike, reference: ArrayLike) -> float:
    """Structural similarity.

    Mean over all 11×11 windows that lie inside the picture, Gaussian weights σ = 1.5, of
    (2 μx μy + C1)(2 σxy + C2) / ((μx² + μy² + C1)(σx² + σy² + C2)), C1 = 0.01², C2 = 0.03².

    Range: −1..1, 1 for identical drawings. Better: higher.
    Misses: on line art most windows are bare paper in both, so an empty sheet scores high (above
    a true drawing in all three FS2K styles) and a line two pixels off scores as badly as a
    missing one; it likes pale, blurred lines.
    Source: Wang, Bovik, Sheikh, Simoncelli 2004, IEEE TIP 13:4.

    Args:
        drawing: H×W, uint8 or float, at least 11 px on the short side.
        reference: the same size.

    Raises:
        MetricError: sizes differ, too small, or what `as_gray` refuses.
    """
    first, second = _pair(drawing, reference, WINDOW, "SSIM")
    luminance, structure = _terms(first, second)
    return float((luminance * structure).mean())


def ms_ssim(drawing: ArrayLike, reference: ArrayLike) -> float:
    """Structural similarity over five scales.

    Π_j mean(cs_j)^w_j · mean(l_5 cs_5)^w_5 over five scales, each half the one before (mean of
    2×2 pixels), with w = 0.0448, 0.2856, 0.3001, 0.2363, 0.1333; a negative mean counts as 0.

    Range: 0..1, 1 for identical drawings. Better: higher.
    Misses: as SSIM, though less hard on lines slightly off; blind to fine specks.
    Source: Wang, Simoncelli, Bovik 2003, Asilomar Conference on Signals, Systems and Computers.

    Args:
        drawing: H×W, uint8 or float, at least 176 px on the short side.
        reference: the same size.

    Raises:
        MetricError: sizes differ, too small, or what `as_gray` refuses.
    """
    shortest = WINDOW * 2 ** (len(SCALE_WEIGHTS) - 1)
    first, second = _pair(drawing, reference, shortest, "MS-SSIM")
    score = 1.0
    for scale, weight in enumerate(SCALE_WEIGHTS, start=1):
        luminance, structure = _terms(first, second)
        last = scale == len(SCALE_WEIGHTS)
        mean = float((luminance * structure).mean() if last else structure.mean())
        score *= max(mean, 0.0) ** weight
        first, second = _halved(first), _halved(second)
    return score


def _pair(drawing: ArrayLike, reference: ArrayLike, shortest: int, name: str) -> tuple[_Map, _Map]:
    first, second = as_pair(drawing, reference)
    if min(first.shape) < shortest:
        height, width = first.shape
        raise MetricError(f"{name} needs {shortest} px on the short side; this is {width}×{height}")
    return first.astype(np.float64), second.astype(np.float64)


def _terms(x: _Map, y: _Map) -> tuple[_Map, _Map]:
    """Luminance and contrast-structure terms of every window inside the picture."""
    mx, my = _window(x), _window(y)
    vx, vy, cov = _window(x * x) - mx * mx, _window(y * y) - my * my, _window(x * y) - mx * my
    luminance = (2 * mx * my + C1) / (mx * mx + my * my + C1)
    return luminance, (2 * cov + C2) / (vx + vy + C2)


def _window(picture: _Map) -> _Map:
    from scipy.ndimage import gaussian_filter

    half = WINDOW // 2
    blurred = gaussian_filter(picture, SIGMA, radius=half)
    return np.asarray(blurred[half:-half, half:-half], dtype=np.float64)


def _halved(picture: _Map) -> _Map:
    height, width = (side // 2 * 2 for side in picture.shape)
    even = picture[:height, :width]
    return np.asarray(
        even.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3)), dtype=np.float64
    )
