"""Dark cloth black as a whole: holes that describe no fold are filled.

Where a dark jacket or shirt is lit from the side, a network leaves blobs of paper in its black,
which read as chips. What is long and narrow is a fold, a lapel or a stripe, and stays.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur
from artline.fields.components import components
from artline.fields.morphology import dilate, disc, opening
from artline.nouns import Ink

Field = NDArray[np.float32]
Mask = NDArray[np.bool_]

SURE = 0.5
"""Share of a pixel from which it counts as cloth, as the sitter, as ink."""
LEAST_CLOTH = 0.02
"""Share of the picture below which a piece of cloth is left as it is."""
BLACK_SHARE = 0.5
"""Share of a piece of cloth that is black, at least, for it to be black as a whole."""
DARK = 0.35
"""Median lightness of dark cloth, at most."""
MASS = 3.0
"""Radius, pixels of a pass, of the disc that fits under black areas and not under lines."""
BLOB = 2.2
"""Radius, pixels of a pass, of the disc that fits into a hole and not into a fold."""
LARGEST = 0.012
"""Area of a hole, as a share of its piece of cloth, at most: a larger one is a shirt or a tie."""
LONGEST = 2.6
"""Length of a hole in widths, at most: a longer one is a fold."""
LIGHTER = 0.25
"""Lightness by which a hole may exceed its cloth: a lighter one is a button, a badge or a hand."""
RIM = 5.0
"""Pixels of a pass around a hole that are looked at."""
ENCLOSED = 0.92
"""Share of that rim which is black cloth, at least."""
GROWN = 1.5
"""Pixels of a pass that what is filled reaches over the hole's edge."""


def whole(tone: Field, ink: Ink) -> Field:
    """Ink whose dark cloth has no holes in its black.

    Args:
        tone: float32 h×w at working size, 0..1.
        ink: what the network saw; without a channel `cloth` nothing is changed.

    Returns:
        float32 h×w, tone..1.
    """
    if "cloth" not in ink.channels:
        return tone
    cloth = (ink.channels["cloth"] > SURE) & (ink.subject > SURE)
    parts, count = components(cloth)
    sizes = np.bincount(parts.ravel(), minlength=count + 1)
    holes = np.zeros(cloth.shape, bool)
    for part in np.flatnonzero(sizes >= LEAST_CLOTH * parts.size):
        if part:
            holes |= _holes(tone, ink, parts == part)
    if not holes.any():
        return tone
    filled = blur(dilate(holes.astype(np.float32), GROWN * ink.pitch), ink.pitch) * cloth
    return np.asarray(np.maximum(tone, np.clip(filled, 0, 1)), np.float32)


def _holes(tone: Field, ink: Ink, cloth: Mask) -> Mask:
    """Holes in the black of one piece of cloth; none where it is light or not black."""
    import cv2

    found = np.zeros(cloth.shape, bool)
    light = float(np.median(ink.lightness[cloth]))
    black = opening(tone, MASS * ink.pitch) > SURE
    if light > DARK or black[cloth].mean() < BLACK_SHARE:
        return found
    paper = opening(((1 - tone) * cloth).astype(np.float32), BLOB * ink.pitch) > SURE
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        paper.astype(np.uint8), connectivity=4
    )
    enclosing = cloth & (tone > SURE)
    margin = round(RIM * ink.pitch) + 1
    for hole in range(1, count):
        x, y, w, h, area = (int(value) for value in stats[hole])
        if area > LARGEST * cloth.sum():
            continue
        place = np.s_[max(y - margin, 0) : y + h + margin, max(x - margin, 0) : x + w + margin]
        own = labels[place] == hole
        rim = cv2.dilate(own.astype(np.uint8), disc(RIM * ink.pitch)) > 0
        rim &= ~(cv2.dilate(own.astype(np.uint8), disc(GROWN * ink.pitch)) > 0)
        if enclosing[place][rim].mean() < ENCLOSED or _length(own) > LONGEST:
            continue
        if np.median(ink.lightness[place][own]) <= light + LIGHTER:
            found[place] |= own
    return found


def _length(mask: Mask) -> float:
    """Length of a mask in widths, by its second moments; 1 for a disc."""
    y, x = np.nonzero(mask)
    spread = np.cov(np.stack([x, y])) if len(x) > 1 else np.zeros((2, 2))
    least, most = np.linalg.eigvalsh(spread + np.eye(2) / 12)
    return float(np.sqrt(most / least))
