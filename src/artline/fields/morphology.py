"""Grey morphology and its neighbours: dilation, local maximum, opening, top-hat, unsharp."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur

Field = NDArray[np.float32]

RIM = 0.4
"""Slope of the rim of the disc in `dilate`, per pixel: about that of a line's own flank."""


def disc(radius: float) -> NDArray[np.uint8]:
    """A disc as a structuring element, of a whole number of pixels and at least one to each side.

    Args:
        radius: pixels.

    Returns:
        uint8 n×n, n odd, 1 in the disc.
    """
    import cv2

    side = 2 * max(1, round(radius)) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)


def dilate(x: Field, radius: float) -> Field:
    """Grey dilation by a disc, its rim sloping so that the radius need not be whole.

    Args:
        x: float32 h×w, smooth.
        radius: how far an edge moves out, in pixels; 0 or less leaves the field as it is.

    Returns:
        float32 h×w.
    """
    if radius <= 0:
        return x
    reach = int(np.ceil(radius))
    h, w = x.shape
    padded = np.pad(x, reach, mode="edge")
    out = x.copy()
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            beyond = float(np.hypot(dy, dx)) - radius
            if beyond < 1:
                moved = padded[reach + dy : reach + dy + h, reach + dx : reach + dx + w]
                drop = np.float32(RIM * max(beyond, 0.0))
                np.maximum(out, moved - drop if drop else moved, out=out)
    return out


def local_max(x: Field, radius: float) -> Field:
    """Height of the ridge nearby: local maximum within a square of `radius`, smoothed."""
    import cv2

    size = 2 * max(1, round(radius)) + 1
    top = cv2.dilate(x, np.ones((size, size), np.uint8), borderType=cv2.BORDER_REPLICATE)
    return blur(np.asarray(top, np.float32), 0.5 * radius)


def unsharp(x: Field, sigma: float, share: float) -> Field:
    """A field with a share of what is finer than a Gaussian of `sigma` pixels added once more."""
    return np.asarray(x + np.float32(share) * (x - blur(x, sigma)), np.float32)


def top_hat(x: Field, radius: float) -> Field:
    """Ridges without the haze that they stand in, as high as what it left them.

    Args:
        x: float32 h×w, 0..1.
        radius: of `opening`, in pixels: ridges and spots narrower than its disc stay.

    Returns:
        float32 h×w, 0..1; `x` itself where there is no haze.
    """
    beneath = np.minimum(opening(x, radius), np.float32(0.999))
    return np.asarray((x - beneath) / (1 - beneath), np.float32)


def opening(x: Field, radius: float) -> Field:
    """What a disc of `radius` pixels fits under (an opening, Serra 1982), smoothed; no more than x.

    Args:
        x: float32 h×w, 0..1.
        radius: pixels.

    Returns:
        float32 h×w, 0..x.
    """
    import cv2

    under = cv2.morphologyEx(x, cv2.MORPH_OPEN, disc(radius), borderType=cv2.BORDER_REPLICATE)
    return np.asarray(np.minimum(blur(np.asarray(under, np.float32), 0.5 * radius), x), np.float32)


def closing(x: Field, radius: float) -> Field:
    """A field whose gaps are filled that a disc of `radius` pixels does not fit into (a closing).

    Args:
        x: float32 h×w, 0..1.
        radius: pixels.

    Returns:
        float32 h×w, x..1.
    """
    import cv2

    over = cv2.morphologyEx(x, cv2.MORPH_CLOSE, disc(radius), borderType=cv2.BORDER_REPLICATE)
    return np.asarray(over, np.float32)
