"""Everything that is neither skin nor hair: masses decided by region, and the outline."""

from __future__ import annotations

import numpy as np

from artline.anatomy import pen
from artline.anatomy.curve import evened, normals, read
from artline.anatomy.sight import Sight
from artline.fields.blur import blur
from artline.fields.coherent import Field, dilate_square
from artline.fields.smoothstep import smoothstep

DARK = (0.16, 0.34)
"""Level of black, between the photo's black and white, in light regions and in dark ones."""
REGION = (0.24, 0.36)
"""Lightness of a region between which it turns from dark to light."""
CLOTH, SURE = 0.34, 0.22
"""A region darker than the first is black cloth if its median is darker than the second, or most of
it is black already."""
LEAST = 0.004
"""Smaller regions, as a share of the photo, stay as they are."""
REACH = 0.02
"""Gaussian over which a region is judged, as a share of the photo's long side."""


def mass(sight: Sight) -> Field:
    """0..1, black regions: what is dark among dark is black, what is dark among light is a fold.

    A region that is mostly black is filled, and black scattered over a light one is left out.
    """
    span, low = np.float32(sight.high - sight.low), np.float32(sight.low)
    dark = 1 - smoothstep((blur(sight.light, 2.5) - low) / span, *REGION)
    level = np.float32(DARK[0]) + np.float32(DARK[1] - DARK[0]) * dark
    value = (0.6 * blur(sight.light, 1.4) + 0.4 * sight.tone - low) / span
    black = 1 - smoothstep(value - level, -0.12, 0.08)
    around = blur(black, REACH * sight.long)
    sure = 1 - smoothstep((sight.light - low) / span, 0.10, 0.20)
    kept = black * np.maximum(smoothstep(around, 0.30, 0.60), sure)
    filled = smoothstep(around, 0.70, 0.90) * (1 - smoothstep(value, 0.30, 0.42))
    return np.asarray(np.maximum(kept, filled), np.float32)


def solid(sight: Sight, drawn: Field, free: Field) -> Field:
    """0..1, dark cloth as whole regions, so that no jacket is half black.

    Args:
        sight: the photo.
        drawn: float32 h×w, the masses as they are.
        free: float32 h×w, 1 where there is neither skin nor hair.
    """
    import cv2

    share = sight.share(blur(sight.light, 2.0))
    dark = (share < CLOTH) & (sight.subject > 0.5) & (free > 0.5)
    width = int(0.011 * sight.long) | 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
    opened = cv2.morphologyEx(dark.astype(np.uint8), cv2.MORPH_OPEN, disc)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=4)
    black = np.zeros(sight.shape, np.float32)
    for region in range(1, count):
        inside = labels == region
        if stats[region, cv2.CC_STAT_AREA] < LEAST * inside.size:
            continue
        if np.median(share[inside]) < SURE or drawn[inside].mean() > 0.6:
            black[inside] = 1
    return smoothstep(blur(black, 1.2), 0.35, 0.65)


def outline(sight: Sight, drawn: Field) -> Field:
    """The sitter's outline where the photo has no line of its own.

    Args:
        sight: the photo; its matte gives the outline, where that is sharp.
        drawn: float32 h×w, ink that is there already.

    Returns:
        float32 h×w, 0..1; nothing at the picture's border.
    """
    import cv2

    h, w = sight.shape
    out = np.zeros(sight.shape, np.float32)
    there = dilate_square(smoothstep(blur(drawn, 1.2), 0.25, 0.45), 4)
    matte = (blur(sight.subject, 1.5) > 0.5).astype(np.uint8)
    for contour in cv2.findContours(matte, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]:
        closed = np.vstack([contour[:, 0], contour[:1, 0]]).astype(np.float64)
        if len(closed) < 0.15 * sight.long:
            continue
        curve = np.stack([evened(closed[:, k], 4) for k in (0, 1)], axis=1)
        n = normals(curve)
        change = read(sight.subject, curve + 5 * n) - read(sight.subject, curve - 5 * n)
        inside = (curve > 4).all(1) & (curve[:, 0] < w - 5) & (curve[:, 1] < h - 5)
        free = (1 - read(there, curve)) * np.abs(change) * inside
        sure = evened(smoothstep(free.astype(np.float32), 0.25, 0.65), 5)
        inward = curve + 0.9 * n * np.sign(change)[:, None]
        pen.stroke(out, inward, 1.5 * np.clip(1.6 * sure - 0.5, 0, 1))
    return out
