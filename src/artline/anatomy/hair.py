"""Hair, or what is worn on the head: 40 to 65 % black, with strands of light along the flow."""

from __future__ import annotations

import numpy as np

from artline.anatomy import pen
from artline.anatomy.head import OVAL, Head
from artline.anatomy.sight import Sight
from artline.fields.blur import blur
from artline.fields.coherent import Field, Mask
from artline.fields.components import components_with
from artline.fields.smoothstep import smoothstep

CROWN = [234, 127, 162, 21, 54, 103, 67, 109, 10, 338, 297, 332, 284, 251, 389, 356, 454]
"""The face's oval from ear to ear over the forehead."""
LIGHTNESS = (0.08, 0.20, 0.34, 0.48, 0.62, 0.75)
BLACK = (0.70, 0.64, 0.52, 0.34, 0.14, 0.03)
"""So much of hair goes black, by its lightness between the photo's black and white."""
STRAND = 0.07
"""A strand of light is so much lighter than dark hair's median, as a share of the range."""


def region(sight: Sight, head: Head, skin: Field, oval: Field) -> Mask:
    """Bool h×w: this head's hair, grown from the ring around its forehead by likeness."""
    import cv2

    centre, crown = head.points[OVAL].mean(0), head.points[CROWN]
    inner, outer = (centre + (crown - centre) * k for k in (1.08, 1.38))
    around = (pen.shape(sight.shape, np.vstack([inner, outer[::-1]])) > 0.5) & (sight.subject > 0.7)
    seeds = around & (skin < 0.4) & (oval < 0.3)
    if seeds.sum() < max(20, 0.08 * around.sum()):
        return np.zeros(sight.shape, bool)
    light, a, b = (blur(c, 1.5) for c in (sight.light, sight.a, sight.b))
    own = [float(np.median(c[seeds])) for c in (light, a, b)]
    away = np.where(light < own[0], (own[0] - light) / 0.22, (light - own[0]) / 0.26)
    like = np.sqrt(away**2 + ((a - own[1]) / 11) ** 2 + ((b - own[2]) / 13) ** 2) < 1.6
    like &= (sight.subject > 0.5) & (skin < 0.6) & head.disc(1.9, sight.shape)
    closed = cv2.morphologyEx(like.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    return components_with(np.asarray(closed, bool), seeds, corners=True)


def mass(sight: Sight, hair: Mask) -> Field:
    """0..1, how black the hair is: greys between strands, as a brush leaves them.

    The threshold is a percentile of tone against the slow light over the head, so that lit hair
    has as many strands as hair in shade; flat dark hair is black.
    """
    if hair.sum() < 50:
        return np.zeros(sight.shape, np.float32)
    middle = float(np.median(sight.light[hair]))
    value = sight.silk - np.float32(0.35) * (blur(sight.light, 9) - np.float32(middle))
    wanted = float(np.interp(sight.share(middle), LIGHTNESS, BLACK))
    span = sight.high - sight.low
    low, half, level, high = np.quantile(value[hair], (0.03, 0.5, wanted, 0.97))
    if sight.share(middle) < 0.3:
        level = max(level, half + STRAND * span)
    width = max(0.06 * span, 0.25 * (high - low))
    return 1 - smoothstep(value, level - 0.9 * width, level + 0.7 * width)


def above(sight: Sight, head: Head, oval: Field) -> Field:
    """0..1, around the upper head: where light hair is that has no black."""
    high = head.disc(0.95, sight.shape) & (head.below(head.points[152], sight.shape) < -0.25)
    return smoothstep(blur(high.astype(np.float32), 4), 0.3, 0.7) * (1 - blur(oval, 2))
