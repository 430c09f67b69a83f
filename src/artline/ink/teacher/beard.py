"""Moustache and beard: black strokes where they are dark, lines where they are grey."""

from __future__ import annotations

import numpy as np

from artline.ink.teacher import pen
from artline.ink.teacher.flow import Field, blur, degree
from artline.ink.teacher.head import Head
from artline.ink.teacher.sight import Sight
from artline.ink.teacher.skin import COLOURLESS, Skin
from artline.smoothstep import smoothstep

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
        found.append(1 - degree(lit, 0.68, 0.76))
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


def grey(sight: Sight, head: Head, skin: Skin) -> Field:
    """0..1, where a grey or white beard grows: less saturated than skin."""
    if skin.chroma < COLOURLESS + 2:
        return np.zeros(sight.shape, np.float32)
    relative = blur(sight.saturation / np.float32(skin.chroma / skin.light), 0.02 * head.height)
    zone = blur(pen.shape(sight.shape, head.points[ZONE]), 2.0)
    pale = (1 - smoothstep(relative, 0.62, 0.80)) * smoothstep(
        sight.light / np.float32(skin.light), 0.6, 0.8
    )
    return pale * zone
