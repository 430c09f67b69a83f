"""Ink stretched between its darkest and its lightest neighbours: what makes an edge steep.

With bytes there are 65536 cases of a pixel between its neighbours: all are worked out once.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from artline.fields.blocks import Blocks
from artline.fields.morphology import disc

U8 = NDArray[np.uint8]

LOW = 0.28  # share of the way from the lightest to the darkest neighbour that becomes the lightest
HIGH = 0.72  # share of that way that becomes the darkest
LEAST_CONTRAST = 5  # of 255: flatter places are not stretched further


def stretched(x: U8, own: U8, blocks: Blocks, radius: float) -> U8:
    """Each pixel moved towards the darkest or the lightest within a disc.

    Args:
        x: uint8 h×w, 255 = ink.
        own: uint8, its values in the blocks.
        blocks: what is worked on.
        radius: of the disc, in pixels.

    Returns:
        uint8, new values of the blocks.
    """
    import cv2

    around = disc(radius)
    sigma = max(0.4 * radius, 0.3)
    most, least = (
        blocks.taken(np.asarray(cv2.GaussianBlur(extreme, (0, 0), sigma)))
        for extreme in (
            cv2.dilate(x, around, borderType=cv2.BORDER_REPLICATE),
            cv2.erode(x, around, borderType=cv2.BORDER_REPLICATE),
        )
    )
    most, least = np.maximum(most, own), np.minimum(least, own)
    place = ((most - least).astype(np.uint16) << 8) | (own - least)
    return np.asarray(least + np.take(_moves(), place), np.uint8)


@cache
def _moves() -> U8:
    """How far ink moves from the lightest neighbour, uint8 65536.

    By 256 × the span between the extremes, and how far it lies from the lightest, in bytes.
    """
    span, way = np.divmod(np.arange(65536, dtype=np.float32), np.float32(256))
    share = way / np.maximum(span, np.float32(LEAST_CONTRAST))
    share = np.clip((share - np.float32(LOW)) * np.float32(1 / (HIGH - LOW)), 0, 1)
    return np.rint(span * (share * share * (3 - 2 * share))).astype(np.uint8)
