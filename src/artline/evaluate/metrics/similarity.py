"""Structural similarity of two drawings, at one scale and at five."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline.evaluate.metrics.gray import MetricError, as_pair

WINDOW = 11
"""Side of a window, pixels: scikit-image's own for this `SIGMA`."""

SIGMA = 1.5
"""Standard deviation of a window's Gaussian weights, pixels."""

K1 = 0.01
"""Root of C1, which keeps the luminance term finite on black; no unit."""

K2 = 0.03
"""Root of C2, which keeps the contrast and structure term finite on flat paper; no unit."""

SCALE_WEIGHTS = (0.0448, 0.2856, 0.3001, 0.2363, 0.1333)
"""Exponents of MS-SSIM's five scales, finest scale at the start; they add up to 1."""

_K1_WITHOUT_LUMINANCE = 1e6
"""With this K1 the luminance term is 1 to twelve digits: contrast and structure are left."""

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
    x, y = _pair(drawing, reference, WINDOW, "SSIM")
    return _similarity(x, y)


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
    x, y = _pair(drawing, reference, shortest, "MS-SSIM")
    score = 1.0
    for weight in SCALE_WEIGHTS[:-1]:
        score *= max(0.0, _similarity(x, y, _K1_WITHOUT_LUMINANCE)) ** weight
        x, y = _halved(x), _halved(y)
    coarsest: float = max(0.0, _similarity(x, y)) ** SCALE_WEIGHTS[-1]
    return score * coarsest


def _pair(drawing: ArrayLike, reference: ArrayLike, shortest: int, name: str) -> tuple[_Map, _Map]:
    x, y = as_pair(drawing, reference)
    if min(x.shape) < shortest:
        height, width = x.shape
        raise MetricError(f"{name} needs {shortest} px on the short side; this is {width}×{height}")
    return x.astype(np.float64), y.astype(np.float64)


def _similarity(x: _Map, y: _Map, k1: float = K1) -> float:
    """Mean SSIM of all windows inside the picture, by scikit-image."""
    from skimage.metrics import structural_similarity

    mean = structural_similarity(  # type: ignore[no-untyped-call]
        x,
        y,
        data_range=1.0,
        gaussian_weights=True,
        sigma=SIGMA,
        use_sample_covariance=False,
        K1=k1,
        K2=K2,
    )
    return float(mean)


def _halved(picture: _Map) -> _Map:
    height, width = (side // 2 * 2 for side in picture.shape)
    even = picture[:height, :width]
    return np.asarray(
        even.reshape(height // 2, 2, width // 2, 2).mean(axis=(1, 3)), dtype=np.float64
    )
