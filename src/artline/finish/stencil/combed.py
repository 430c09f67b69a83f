"""Combed hair: ink smoothed along the hair's own grain, so that crumbs become locks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur
from artline.fields.flow import along
from artline.fields.morphology import Field
from artline.marks.grain import grain
from artline.marks.hair_region import settled
from artline.nouns import Ink

U8 = NDArray[np.uint8]

SURE = 0.5
"""Likeliness of hair from which it is hair."""
DARKEST = 0.04
"""Lightness, 0..1, added before the logarithm."""
RIM = (2.0, 5.0)
"""Pixels of a pass from the edge of hair up to which nothing, and from which all is combed."""
LENGTH = 0.85
"""Times that ink is smoothed along the grain by `flow.along`'s own 8.6 pixels of a pass."""
NEARBY = 3.5
"""Gaussian, pixels of a pass, from which ink is made to stand out, so that locks stay apart."""
APART = 1.6
"""How much of what stands out is added."""


def combed(drawn: U8, ink: Ink) -> U8:
    """Ink whose strokes in hair are longer and fewer.

    Args:
        drawn: uint8 h×w, any size, 255 = ink.
        ink: what it was made from; without a channel `hair` it stays as it is.

    Returns:
        uint8 h×w.
    """
    import cv2

    if "hair" not in ink.channels:
        return drawn
    height, width = ink.shape
    share = ink.once("combed.share", _share)
    if not share.any():
        return drawn
    angle = ink.once("combed.angle", _angle)
    small = cv2.resize(drawn, (width, height), interpolation=cv2.INTER_AREA)
    tone = along(small.astype(np.float32) * np.float32(1 / 255), angle, LENGTH * ink.pitch)
    tone = tone + np.float32(APART) * (tone - blur(tone, NEARBY * ink.pitch))
    large, size = np.clip(tone, 0, 1).astype(np.float32), drawn.shape[::-1]
    locks = cv2.resize(large, size, interpolation=cv2.INTER_CUBIC)
    part = cv2.resize(share, size, interpolation=cv2.INTER_LINEAR)
    mixed = drawn + part * (255 * locks - drawn)
    return np.asarray(np.clip(mixed, 0, 255), np.uint8)


def _depth(ink: Ink) -> Field:
    """How far inside hair each pixel is, pixels of a pass."""
    import cv2

    inside = (settled(ink, ink.channels["hair"]) > SURE).astype(np.uint8)
    away = cv2.distanceTransform(inside, cv2.DIST_L2, cv2.DIST_MASK_5)
    return np.asarray(away / np.float32(ink.pitch), np.float32)


def _share(ink: Ink) -> Field:
    low, high = RIM
    share = (ink.once("combed.depth", _depth) - np.float32(low)) / np.float32(high - low)
    return np.asarray(np.clip(share, 0, 1), np.float32)


def _angle(ink: Ink) -> Field:
    inside = (ink.once("combed.depth", _depth) > 1).astype(np.float32)
    return grain(np.log(ink.lightness + np.float32(DARKEST)), inside, ink.pitch).angle
