"""The Gaussian of fields, for every room."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]

WIDE = 2.5
"""Sigma, pixels, that a wide Gaussian has on the smaller picture on which it is made."""


def blur(x: Field, sigma: float) -> Field:
    """Gaussian, borders extended; a wide one is made on a smaller picture, so cost does not grow.

    Args:
        x: float32 h×w; what is nowhere below 0 stays so.
        sigma: in pixels; 0 or less leaves the field as it is.

    Returns:
        float32 h×w.
    """
    if sigma <= 0:
        return x
    import cv2

    h, w = x.shape
    smaller = int(sigma // WIDE)
    if smaller > 1 and min(h, w) > 8 * smaller:
        small = cv2.resize(x, (w // smaller, h // smaller), interpolation=cv2.INTER_AREA)
        small = cv2.GaussianBlur(small, (0, 0), sigma / smaller, borderType=cv2.BORDER_REPLICATE)
        smooth = cv2.resize(small, (w, h), interpolation=cv2.INTER_LINEAR)
    else:
        smooth = cv2.GaussianBlur(x, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(smooth, np.float32)
