"""Steep ink at the size of the drawing, its edges as steep as a pixel allows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.nouns import Window

U8 = NDArray[np.uint8]

RAMP = 1.6  # pixels of the steep field that an edge takes from paper to ink
PAPER = 20  # of 255: less ink than this is none, so that paper is white
BAND_PIXELS = 1_500_000  # rows are made in bands of this size, so that memory does not grow


def enlarged(steep: U8, height: int, width: int, window: Window | None = None) -> U8:
    """Steep ink at another size.

    Enlarged, an edge is as much wider as the picture is larger. So the difference to the middle
    between the lightest and the darkest neighbour is multiplied, and cut off at these two: an edge
    is a pixel wide again, and what is flat or fades slowly stays as it is.

    Args:
        steep: uint8 h×w, 255 = ink.
        height: rows wanted.
        width: columns wanted.
        window: the part of these rows and columns that is wanted; None is all of them.

    Returns:
        uint8 height×width or as the window, 255 = ink.
    """
    import cv2

    h, w = steep.shape
    scale = max(height / h, width / w)
    view = window or Window(0, 0, width, height)
    if scale <= 1:
        same = (h, w) == (height, width)
        out = steep if same else cv2.resize(steep, (width, height), interpolation=cv2.INTER_AREA)
        out = out[view.top : view.top + view.height, view.left : view.left + view.width]
    else:
        out = _by_bands(steep, height, width, view, max(RAMP * scale, 1.0))
    _, clean = cv2.threshold(out, PAPER, 255, cv2.THRESH_TOZERO)
    return np.asarray(clean, np.uint8)


def _by_bands(steep: U8, height: int, width: int, view: Window, gain: float) -> U8:
    import cv2
    from PIL import Image

    square = np.ones((3, 3), np.uint8)
    most = cv2.dilate(steep, square, borderType=cv2.BORDER_REPLICATE)
    least = cv2.erode(steep, square, borderType=cv2.BORDER_REPLICATE)
    images = [Image.fromarray(np.asarray(field)) for field in (steep, most, least)]
    kernels = (Image.Resampling.BICUBIC, Image.Resampling.BILINEAR, Image.Resampling.BILINEAR)
    out = np.empty((view.height, view.width), np.uint8)
    step = max(16, BAND_PIXELS // view.width)
    down, across = steep.shape[0] / height, steep.shape[1] / width
    left, right = (x * across for x in (view.left, view.left + view.width))
    for top in range(0, view.height, step):
        bottom = min(top + step, view.height)
        # not beyond the last row or column by a rounding, which Pillow would refuse
        box = (
            left,
            (view.top + top) * down,
            min(right, float(steep.shape[1])),
            min((view.top + bottom) * down, float(steep.shape[0])),
        )
        band, high, low = (
            np.asarray(image.resize((view.width, bottom - top), kernel, box=box))
            for image, kernel in zip(images, kernels, strict=True)
        )
        middle = cv2.addWeighted(high, 0.5, low, 0.5, 0)
        steeper = cv2.addWeighted(band, gain, middle, 1 - gain, 0)
        out[top:bottom] = cv2.max(low, cv2.min(high, steeper))
    return out
