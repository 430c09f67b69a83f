"""A photo of few pixels, as a profile picture or a thumbnail is, enlarged to be drawn."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from artline.train.data.degrade.camera import jpeg

Pixels = NDArray[np.float32]

SHARE = (0.2, 0.5)
"""Side of the small photo as a share of that at which it is drawn: 120 to 300 of 608 pixels."""


def small_photo(photo: Pixels, rng: np.random.Generator) -> Pixels:
    """Fewer pixels, mostly saved as JPEG at that size, and enlarged as artline enlarges a photo.

    The blocks and rings of JPEG grow with it; `low_resolution` and `jpeg` one after the other leave
    them as small as they are in a large photo.
    """
    height, width = photo.shape[:2]
    share = float(np.exp(rng.uniform(*np.log(SHARE))))
    few = (max(8, round(width * share)), max(8, round(height * share)))
    small = np.asarray(cv2.resize(photo, few, interpolation=cv2.INTER_AREA), np.float32)
    if rng.random() < 0.8:
        small = jpeg(small, rng)
    enlarged = cv2.resize(small, (width, height), interpolation=cv2.INTER_LANCZOS4)
    return np.clip(np.asarray(enlarged, np.float32), 0, 1)
