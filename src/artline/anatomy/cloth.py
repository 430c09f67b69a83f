"""Everything that is neither skin nor hair: masses decided by region, and the outline."""

from __future__ import annotations

import numpy as np

from artline.anatomy import pen
from artline.anatomy.curve import evened, normals, read
from artline.anatomy.sight import Sight
from artline.fields.blur import blur
from artline.fields.coherent import Field, dilate_square
from artline.fields.smoothstep import smoothstep

# Lightness is counted between the photo's black, 0, and its white, 1.
LIGHT_LEVEL = 0.16  # lightness below which pixels of a light region are black
DARK_LEVEL = 0.34  # lightness below which pixels of a dark region are black
REGION = (0.24, 0.36)  # smoothstep: lightness of a region: dark, light
REGION_BLUR = 2.5  # pixels: Gaussian over which a pixel's region is judged
SMOOTH_SHARE = 0.6  # share of smooth lightness in what is compared with the level
SHARP_SHARE = 0.4  # share of `Sight.tone` in it
SMOOTH_BLUR = 1.4  # pixels: Gaussian of the smooth lightness
EDGE = (-0.12, 0.08)  # smoothstep: lightness above the level: black, paper
REACH = 0.02  # photo's long side: Gaussian over which black around is counted
SURELY_BLACK = (0.10, 0.20)  # smoothstep: lightness: black even where it is scattered, not so
KEPT = (0.30, 0.60)  # smoothstep: share of black around: black is left out, stays
FILLED = (0.70, 0.90)  # smoothstep: share of black around: greys stay, are filled
FILLED_LIGHT = (0.30, 0.42)  # smoothstep: lightness: is filled, is too light for it

CLOTH = 0.34  # lightness below which a pixel may belong to dark cloth
CLOTH_BLUR = 2.0  # pixels: Gaussian of that lightness
SURE_CLOTH = 0.22  # median lightness of a region below which it is black cloth
BLACK_SHARE = 0.6  # share of a region that is black already above which it is black cloth
CLOTH_DISC = 0.011  # photo's long side: width of the disc that dark cloth holds
LEAST_REGION = 0.004  # photo's area: smaller regions stay as they are
CLOTH_EDGE_BLUR = 1.2  # pixels: Gaussian of a region's edge
CLOTH_EDGE = (0.35, 0.65)  # smoothstep: that edge: paper, black

DRAWN_BLUR = 1.2  # pixels: Gaussian of ink that is there already
DRAWN = (0.25, 0.45)  # smoothstep: such ink: none, a line
DRAWN_MARGIN = 4  # pixels around a line in which the sitter's outline would double it
MATTE_BLUR = 1.5  # pixels: Gaussian of the matte before its outline is taken
SHORTEST = 0.15  # photo's long side: shorter outlines are not drawn
OUTLINE_SMOOTHING = 4  # points: Gaussian along the outline
ACROSS = 5  # pixels: the matte is compared this far to both sides of its outline
BORDER = 4  # pixels at the photo's border where there is no outline
FREE_SMOOTHING = 5  # points: Gaussian of how sure the outline is, along it
OUTLINE_SURE = (0.25, 0.65)  # smoothstep: change of the matte across it: unsure, sure
INWARD = 0.9  # pixels: the outline is moved into the sitter
OUTLINE_WIDTH = 1.5  # pixels: width of the outline's stroke
SURE_SLOPE = 1.6  # widths gained where the outline is wholly sure
SURE_START = 0.5  # widths lost everywhere, so that an unsure outline has none


def mass(sight: Sight) -> Field:
    """0..1, black regions: what is dark among dark is black, what is dark among light is a fold.

    A region that is mostly black is filled, and black scattered over a light one is left out.
    """
    span, low = np.float32(sight.high - sight.low), np.float32(sight.low)
    dark = 1 - smoothstep((blur(sight.light, REGION_BLUR) - low) / span, *REGION)
    level = np.float32(LIGHT_LEVEL) + np.float32(DARK_LEVEL - LIGHT_LEVEL) * dark
    smooth = blur(sight.light, SMOOTH_BLUR)
    value = (SMOOTH_SHARE * smooth + SHARP_SHARE * sight.tone - low) / span
    black = 1 - smoothstep(value - level, *EDGE)
    around = blur(black, REACH * sight.long)
    sure = 1 - smoothstep((sight.light - low) / span, *SURELY_BLACK)
    kept = black * np.maximum(smoothstep(around, *KEPT), sure)
    filled = smoothstep(around, *FILLED) * (1 - smoothstep(value, *FILLED_LIGHT))
    return np.asarray(np.maximum(kept, filled), np.float32)


def solid(sight: Sight, drawn: Field, free: Field) -> Field:
    """0..1, dark cloth as whole regions, so that no jacket is half black.

    Args:
        sight: the photo.
        drawn: float32 h×w, the masses as they are.
        free: float32 h×w, 1 where there is neither skin nor hair.
    """
    import cv2

    share = sight.share(blur(sight.light, CLOTH_BLUR))
    dark = (share < CLOTH) & (sight.subject > 0.5) & (free > 0.5)
    width = int(CLOTH_DISC * sight.long) | 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (width, width))
    opened = cv2.morphologyEx(dark.astype(np.uint8), cv2.MORPH_OPEN, disc)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=4)
    black = np.zeros(sight.shape, np.float32)
    for region in range(1, count):
        inside = labels == region
        if stats[region, cv2.CC_STAT_AREA] < LEAST_REGION * inside.size:
            continue
        if np.median(share[inside]) < SURE_CLOTH or drawn[inside].mean() > BLACK_SHARE:
            black[inside] = 1
    return smoothstep(blur(black, CLOTH_EDGE_BLUR), *CLOTH_EDGE)


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
    there = dilate_square(smoothstep(blur(drawn, DRAWN_BLUR), *DRAWN), DRAWN_MARGIN)
    matte = (blur(sight.subject, MATTE_BLUR) > 0.5).astype(np.uint8)
    for contour in cv2.findContours(matte, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0]:
        closed = np.vstack([contour[:, 0], contour[:1, 0]]).astype(np.float64)
        if len(closed) < SHORTEST * sight.long:
            continue
        curve = np.stack([evened(closed[:, k], OUTLINE_SMOOTHING) for k in (0, 1)], axis=1)
        n = normals(curve)
        ahead, behind = (read(sight.subject, curve + way * n) for way in (ACROSS, -ACROSS))
        change = ahead - behind
        inside = (curve > BORDER).all(1) & (curve < (w - 1 - BORDER, h - 1 - BORDER)).all(1)
        free = (1 - read(there, curve)) * np.abs(change) * inside
        sure = evened(smoothstep(free.astype(np.float32), *OUTLINE_SURE), FREE_SMOOTHING)
        inward = curve + INWARD * n * np.sign(change)[:, None]
        thick = OUTLINE_WIDTH * np.clip(SURE_SLOPE * sure - SURE_START, 0, 1)
        pen.stroke(out, inward, thick)
    return out
