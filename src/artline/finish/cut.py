"""Ink to any size, its edges kept sharp.

A field at working size is read as the height of a smooth surface, and ink lies where the surface
stands above one half. The surface is enlarged by a smooth kernel, and only then cut; how far a
pixel is from the cut, in pixels, is its height over its slope. So edges stay as sharp at
6000 pixels as at 300: no staircase, no grey fur. The idea is that of distance-field
lettering: C. Green, "Improved Alpha-Tested Magnification for Vector Textures and Special
Effects", SIGGRAPH 2007 courses; here the field is the network's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from PIL.Image import Image

LEVEL = 0.5
SOFTEST_SLOPE = 0.06
"""Smallest slope per working pixel that counts: a plateau near the level is far from the cut."""
FARTHEST = 1.2
"""Largest distance to the cut that counts, working pixels: far ink does not fatten a line."""
EVENNESS = 0.9
"""Gaussian, in working pixels, that takes the network's tremor out of an edge."""
LARGE = 700
"""Long side of a canvas that is fine enough to measure distances on."""
FLATTEST = 0.15
"""Smallest slope of the distance that counts, per working pixel: where two edges almost meet, ink
is grey for a pixel or two instead of flickering."""
BAND_PIXELS = 1_500_000
"""Pixels of a band of rows that is made at a time, so that memory does not grow with the photo."""


def enlarge(field: NDArray[np.float32], height: int, width: int) -> NDArray[np.uint8]:
    """Cut a field at one half, at another size.

    Args:
        field: float32 h×w, any range; ink where it is above 0.5.
        height: rows wanted.
        width: columns wanted.

    Returns:
        uint8 height×width: how much of each pixel is covered by ink, 255 = all of it.
    """
    h, w = field.shape
    scale = max(height / h, width / w)
    if scale < 1:
        return _shrunk(enlarge(field, h, w), height, width)
    surface = _as_image(_evened(field))
    out = np.empty((height, width), np.uint8)
    step = max(16, BAND_PIXELS // width)
    flattest = FLATTEST / scale
    for top in range(0, height, step):
        bottom = min(top + step, height)
        out[top:bottom] = _cut(surface, (top, bottom), (height, width), flattest)
    return out


def _evened(field: NDArray[np.float32]) -> NDArray[np.float32]:
    """Distance to the cut, in working pixels, its tremor taken out.

    It is measured at twice the working size, where lines are two or three pixels wide; a canvas
    that is large enough already is taken as it is.

    Distances may be blurred where heights may not: a thin line's two sides move alike, so that it
    keeps its width and only loses its wobble.
    """
    import cv2
    from PIL.Image import Resampling

    h, w = field.shape
    smooth = cv2.GaussianBlur(field, (0, 0), 0.45, borderType=cv2.BORDER_REPLICATE)
    finer = 2 if max(h, w) <= LARGE else 1
    size = (finer * w, finer * h)
    height = np.asarray(_as_image(np.asarray(smooth)).resize(size, Resampling.BICUBIC))
    slope = np.maximum(finer * _slope(height), np.float32(SOFTEST_SLOPE))
    distance = np.clip((height - np.float32(LEVEL)) / slope, -FARTHEST, FARTHEST)
    even = cv2.GaussianBlur(distance, (0, 0), finer * EVENNESS, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(even, np.float32)


def _cut(
    surface: Image, rows: tuple[int, int], size: tuple[int, int], flattest: float
) -> NDArray[np.uint8]:
    """Some rows of the surface enlarged to `size` (height, width), cut at zero."""
    from PIL.Image import Resampling

    (top, bottom), (height, width) = rows, size
    # one row more on each side, for the slopes
    first, last = max(top - 1, 0), min(bottom + 1, height)
    unit = surface.height / height
    box = (0.0, first * unit, float(surface.width), last * unit)
    cover = np.array(surface.resize((width, last - first), Resampling.BICUBIC, box=box))
    slope = _slope(cover)
    np.maximum(slope, np.float32(flattest), out=slope)
    cover /= slope
    cover += 0.5
    np.clip(cover, 0, 1, out=cover)
    cover *= 255
    cover += 0.5
    return cover[top - first : bottom - first].astype(np.uint8)


def _slope(band: NDArray[np.float32]) -> NDArray[np.float32]:
    """Length of the gradient, per pixel."""
    import cv2

    # OpenCV's differences, each between the neighbours; at the rim, where one is missing, none
    across, down = (
        cv2.Sobel(band, cv2.CV_32F, dx, dy, ksize=1, scale=0.5, borderType=cv2.BORDER_REPLICATE)
        for dx, dy in ((1, 0), (0, 1))
    )
    across[:, [0, -1]] = 0
    down[[0, -1]] = 0
    return np.asarray(cv2.magnitude(across, down), np.float32)


def _as_image(field: NDArray[np.float32]) -> Image:
    from PIL import Image

    return Image.fromarray(np.ascontiguousarray(field, dtype=np.float32))


def _shrunk(cover: NDArray[np.uint8], height: int, width: int) -> NDArray[np.uint8]:
    from PIL import Image

    small = Image.fromarray(cover).resize((width, height), Image.Resampling.BOX)
    return np.asarray(small)
