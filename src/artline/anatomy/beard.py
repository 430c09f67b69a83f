"""Moustache and beard: black strokes where they are dark, lines where they are grey."""

from __future__ import annotations

import numpy as np

from artline.anatomy import pen
from artline.anatomy.head import Head
from artline.anatomy.lips import LOWER as LOWER_LIP
from artline.anatomy.lips import UPPER
from artline.anatomy.sight import Ground
from artline.anatomy.skin import CLEAR, COLOURLESS, Skin
from artline.fields.blur import blur
from artline.fields.coherent import Field, dilate_square
from artline.fields.smoothstep import smoothstep, smoothstep_scalar

MOUSTACHE = [206, 165, 98, 97, 2, 326, 327, 391, 426, 410, 270, 269, 267, 0, 37, 39, 40, 186]
CHIN = [
    *(43, 106, 182, 83, 18, 313, 406, 335, 273, 422, 430, 394, 379, 378, 400, 377, 152, 148, 176),
    *(149, 150, 169, 210, 202),
]
ZONE = [
    *(127, 34, 137, 177, 215, 192, 216, 206, 165, 98, 97, 2, 326, 327, 391, 426, 436, 416, 435),
    *(401, 366, 264, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149),
    *(150, 136, 172, 58, 132, 93, 234),
]
"""Where a beard grows: jaw, chin, upper lip, temples before the ears."""
LOWER = [
    *(58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 435, 416, 436, 426),
    *(391, 327, 326, 2, 97, 98, 165, 206, 216, 192, 215),
]
"""Its lower part: below the ears no jaw is seen under a full beard."""


def share(relative: Field, head: Head) -> tuple[float, float]:
    """0..1, how surely there is a dark moustache, and a dark beard on the chin.

    A shadow leaves a part of the chin in the light; a beard is dark even there.

    Args:
        relative: float32 h×w, lightness as a share of this face's skin.
        head: its landmarks.
    """
    found = []
    for ring in (MOUSTACHE, CHIN):
        mask = pen.shape(relative.shape, head.points[ring]) > 0.5
        lit = float(np.percentile(relative[mask], 80)) if mask.sum() > 8 else 1.0
        found.append(1 - smoothstep_scalar(lit, 0.68, 0.76))
    return found[0], found[1]


def cover(relative: Field, head: Head) -> tuple[Field, float]:
    """Where a dark beard covers the face, float32 h×w 0..1; and how surely there is one."""
    moustache, chin = share(relative, head)
    corner = head.points[[61, 291]].mean(0)
    lower = smoothstep(head.below(corner, relative.shape), -0.02, 0.04)
    zone = blur(pen.shape(relative.shape, head.points[ZONE]), 0.012 * head.height)
    either = max(moustache, chin)
    dark = 1 - smoothstep(relative, 0.50, 0.64)
    there = dark * zone * (either * (1 - lower) + chin * lower)
    return smoothstep(blur(there, 0.010 * head.height), 0.3, 0.55), either


def short(sight: Ground, head: Head) -> tuple[Field, float]:
    """Where a short beard grows, float32 h×w 0..1; and how surely there is one.

    Stubble is both darker and rougher than the cheeks, on the lip and on the chin; a shadow is not
    rough, and a wrinkled chin is not dark.
    """
    scale = head.height / 200
    rough = np.abs(sight.depth - blur(sight.depth, 1.8 * max(scale, 0.5)))
    rough = blur(rough.astype(np.float32), 3 * scale)
    mouth = pen.shape(sight.shape, head.points[UPPER + LOWER_LIP[::-1]])
    apart = dilate_square(mouth, max(1, round(3 * scale))) < 0.5
    left, right = (pen.shape(sight.shape, head.points[list(ring)]) for ring in CLEAR[:2])
    bare = np.maximum(left, right) > 0.5
    rings = [
        (pen.shape(sight.shape, head.points[ring]) > 0.5) & apart for ring in (MOUSTACHE, CHIN)
    ]
    if min(mask.sum() for mask in (*rings, bare)) < 15:
        return np.zeros(sight.shape, np.float32), 0.0
    light = float(np.percentile(sight.light[bare], 60))
    smooth = float(np.median(rough[bare])) + 0.004
    sure = 1.0
    for mask, darkness in zip(rings, ((0.74, 0.84), (0.86, 0.92)), strict=True):
        sure *= 1 - smoothstep_scalar(
            float(np.percentile(sight.light[mask], 60)) / light, *darkness
        )
        sure *= smoothstep_scalar(float(np.median(rough[mask])) / smooth, 1.5, 1.9)
    zone = blur(pen.shape(sight.shape, head.points[ZONE]), 0.012 * head.height)
    relative = blur(sight.light, 0.008 * head.height) / np.float32(light)
    uneven = smoothstep(rough / np.float32(smooth), 0.9, 1.4)
    there = zone * uneven * (1 - smoothstep(relative, 0.84, 1.0)) * np.float32(sure)
    return blur(there, 0.006 * head.height), sure


def grey(sight: Ground, head: Head, skin: Skin) -> Field:
    """0..1, where a grey or white beard grows: less saturated than skin."""
    if skin.chroma < COLOURLESS + 2:
        return np.zeros(sight.shape, np.float32)
    relative = blur(sight.saturation / np.float32(skin.chroma / skin.light), 0.02 * head.height)
    zone = blur(pen.shape(sight.shape, head.points[ZONE]), 2.0)
    pale = (1 - smoothstep(relative, 0.62, 0.80)) * smoothstep(
        sight.light / np.float32(skin.light), 0.6, 0.8
    )
    return pale * zone
