"""Broad grey settled: what is wider than a line is black or paper.

Blind judges punish a grey patch in a beard, on a chin or in a lens before anything else, and like
a line whose end pales: grey stays in lines alone. Steep ink made so was preferred to the same ink
with its greys in 28 of 30 portraits.
"""

from __future__ import annotations

import math

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
BAND = 192
"""Rows of the field that are settled at a time, where there is grey: in little memory."""
ROOM = 16
"""Pixels around what is settled at a time that are looked at."""


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
    near = np.asarray(cv2.dilate(grey, disc(AROUND * unit)), np.uint8)
    made = np.asarray(cv2.convertScaleAbs(steep, alpha=FIRMER), np.uint8)
    reach = math.ceil(4 * EDGE * unit)
    for top in range(0, len(near), BAND):
        columns = np.flatnonzero(near[max(top - reach, 0) : top + BAND + reach].any(axis=0))
        if columns.size:
            first, last = int(columns[0]) - reach, int(columns[-1]) + 1 + reach
            _settle(made, steep, near, (top, top + BAND), (max(first, 0), last), unit=unit)
    return made


def _settle(
    made: U8,
    steep: U8,
    near: U8,
    rows: tuple[int, int],
    columns: tuple[int, int],
    *,
    unit: float,
) -> None:
    """Settle a window of the ink, in place, as what lies around it has it."""
    import cv2

    (top, bottom), (left, right) = rows, columns
    above, before = min(ROOM, top), min(ROOM, left)
    around = (slice(top - above, bottom + ROOM), slice(left - before, right + ROOM))
    tone = steep[around].astype(np.float32) * np.float32(1 / 255)
    share = blur(near[around].astype(np.float32), EDGE * unit)
    surface = black_or_paper(blur(tone, SMOOTHING), contrast=CONTRAST)
    decided = np.clip(np.float32(0.5) + np.float32(SLOPE) * surface, 0, 1)
    tone += share * (decided - tone)
    firm = np.asarray(cv2.convertScaleAbs(tone, alpha=255 * FIRMER), np.uint8)
    inner = made[top:bottom, left:right]
    inner[:] = firm[above : above + inner.shape[0], before : before + inner.shape[1]]
