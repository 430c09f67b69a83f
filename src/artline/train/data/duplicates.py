"""Duplicate photos in a set, found by a perceptual hash.

The hash is Zauner's DCT hash (2010, "Implementation and benchmarking of perceptual image hash
functions"): the signs of the 63 lowest frequencies of a 32×32 grey picture against their median.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from artline.train.data.sample import Bytes

ALIKE = 6
"""Largest number of bits, of 63, in which two copies of one photo differ."""

_SIDE = 32
"""Side in pixels of the picture that is hashed."""

_FREQUENCIES = 8
"""Lowest frequencies kept along each axis; the constant one is left out."""


def perceptual_hash(photo: Bytes) -> NDArray[np.bool_]:
    """The hash of a photo, uint8 H×W×3: bool 63."""
    grey = cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = np.asarray(cv2.dct(small))[:_FREQUENCIES, :_FREQUENCIES].ravel()[1:]
    return np.asarray(low > np.median(low), np.bool_)


def near_duplicates(hashes: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Pairs (i, j), i < j, of rows that differ in at most ALIKE bits.

    Args:
        hashes: bool N×63.
    """
    signs = np.where(hashes, np.float32(1), np.float32(-1))
    found = []
    for index in range(len(signs) - 1):
        differing = (hashes.shape[1] - signs[index + 1 :] @ signs[index]) / 2
        found += [(index, index + 1 + int(other)) for other in np.flatnonzero(differing <= ALIKE)]
    return found
