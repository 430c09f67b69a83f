"""Broad grey settled: what is wider than a line is black or paper.

Blind judges punish a grey patch in a beard, on a chin or in a lens before anything else, and like
a line whose end pales: grey stays in lines alone. Steep ink made so was preferred to the same ink
with its greys in 28 of 30 portraits.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur
from artline.fields.edges import black_or_paper
from artline.fields.morphology import disc

U8 = NDArray[np.uint8]
Field = NDArray[np.float32]

BROAD = 1.5
"""Radius, pixels of a pass, of the disc that tone holds which is broader than a line."""
GREY = (0.08, 0.85)
"""Broad tone between these, 0..1, is grey."""
AROUND = 1.0
"""Pixels of a pass around grey that are settled too."""
EDGE = 0.5
"""Gaussian, pixels of a pass, between what is settled and what is not."""
SMOOTHING = 0.45
"""Gaussian, pixels of the field, before grey is told black or paper."""
CONTRAST = (0.18, 0.4)
"""Difference of ink, 0..1, between neighbours within grey that is no edge, and that is one."""
SLOPE = 20.0
"""How steep the edges of what was settled are, in ink a tone of the surface."""
FIRMER = 2.4
"""How much firmer all ink is made: what is nearly black is black."""


def settled(steep: U8, unit: float) -> U8:
    """Steep ink without grey patches.

    Args:
        steep: uint8 h×w, 255 = ink.
        unit: pixels of the field for one of a pass.

    Returns:
        uint8 h×w.
    """
    import cv2

    broad = cv2.morphologyEx(steep, cv2.MORPH_OPEN, disc(BROAD * unit))
    low, high = (round(255 * limit) for limit in GREY)
    grey = ((broad > low) & (broad < high)).astype(np.uint8)
    tone = steep.astype(np.float32) * np.float32(1 / 255)
    if grey.any():
        near = cv2.dilate(grey, disc(AROUND * unit)).astype(np.float32)
        share = blur(near, EDGE * unit)
        surface = black_or_paper(blur(tone, SMOOTHING), contrast=CONTRAST)
        decided = np.clip(np.float32(0.5) + np.float32(SLOPE) * surface, 0, 1)
        tone = tone + share * (decided - tone)
    return np.asarray(cv2.convertScaleAbs(tone, alpha=255 * FIRMER), np.uint8)
