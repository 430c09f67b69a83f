"""Hair, or what is worn on the head: 40 to 65 % black, with strands of light along the flow."""

from __future__ import annotations

import numpy as np

from artline.anatomy import pen
from artline.anatomy.head import OVAL, Head
from artline.anatomy.sight import Sight
from artline.anatomy.skin import COLOURLESS, Skin
from artline.fields.blur import blur
from artline.fields.coherent import Field, Mask, dilate_square
from artline.fields.components import components_with
from artline.fields.smoothstep import smoothstep

CROWN = [234, 127, 162, 21, 54, 103, 67, 109, 10, 338, 297, 332, 284, 251, 389, 356, 454]
"""The face's oval from ear to ear over the forehead."""
# Lightness of hair is counted between the photo's black, 0, and its white, 1.
LIGHTNESS = (0.08, 0.20, 0.34, 0.48, 0.62, 0.75)  # median lightness of hair
BLACK = (0.70, 0.64, 0.52, 0.34, 0.14, 0.03)  # share of hair that goes black at each of LIGHTNESS
STRAND = 0.07  # lightness: how much lighter than dark hair's median a strand of light is
DARK_HAIR = 0.3  # median lightness below which hair is dark

RING = (1.08, 1.38)  # sizes of the face's oval: inner and outer edge of the ring of seeds
SEED_SUBJECT = 0.7  # matte: least of a seed
SEED_SKIN = 0.4  # likeness to skin: most of a seed
SEED_OVAL = 0.3  # share of the face's oval: most of a seed
LEAST_SEEDS = 20  # pixels: fewer seeds are no hair
LEAST_SEED_SHARE = 0.08  # share of the ring: fewer seeds are no hair
COLOUR_BLUR = 1.5  # pixels: Gaussian of lightness, a* and b*
DARKER = 0.22  # lightness, 0..1: one unit of unlikeness to the seeds where it is darker
LIGHTER = 0.26  # lightness, 0..1: one unit of unlikeness to the seeds where it is lighter
A_UNIT = 11  # CIE a*: one unit of unlikeness
B_UNIT = 13  # CIE b*: one unit of unlikeness
FARTHEST = 1.6  # units: what is less like the seeds is no hair
LEAST_SUBJECT = 0.5  # matte: least of hair
MOST_SKIN = 0.6  # likeness to skin: most of hair
HEAD_DISC = 1.9  # heights of the head: radius of the disc that its hair lies in
CLOSING = 5  # pixels: side of the square that closes gaps between locks

LEAST_HAIR = 50  # pixels: less hair has no black
SLOW_BLUR = 9  # pixels: Gaussian of the slow light over the head
SLOW_SHARE = 0.35  # share of the slow light that is taken off
DARKEST = 0.03  # quantile of tone that is hair's black
LIGHTEST = 0.97  # quantile of tone that is hair's white
LEAST_SOFT = 0.06  # photo's range of lightness: least width of the step from black to paper
SOFT = 0.25  # hair's own range of lightness: width of the step from black to paper
SOFT_BELOW = 0.9  # widths of that step that lie below its level
SOFT_ABOVE = 0.7  # widths of that step that lie above its level

UPPER_DISC = 0.95  # heights of the head: radius of the disc around the upper head
UPPER_HEIGHT = -0.25  # heights of the head below the chin: the lowest of the upper head
UPPER_BLUR = 4  # pixels: Gaussian of that disc's edge
UPPER_EDGE = (0.3, 0.7)  # smoothstep: that edge: outside, inside
OVAL_BLUR = 2  # pixels: Gaussian of the edge of the face's oval

# Of hair that falls over the face, lightness and saturation are shares of the skin's.
USUAL_BLACK = 0.1  # lightness, 0..1, of hair where none was found on the head
FRINGE_LEVEL = 0.36  # way from the hair's lightness to the skin's where hair ends and skin begins
FRINGE_LEVELS = (0.2, 0.62)  # that lightness: at least, at most
FRINGE_EDGE = 0.08  # lightness to both sides of that level where hair turns to skin
FRINGE_BLACK = (0.14, 0.24)  # smoothstep: lightness: black, whatever its colour; colour decides
FRINGE_SATURATION = (0.45, 0.85)  # smoothstep: saturation: hair, skin
FRINGE_COLOURLESS = 0.7  # how surely dark is hair in a photo without colours, 0..1
FRINGE_BLUR = 0.010  # heights of the head: Gaussian that joins locks
FRINGE_SURE = (0.35, 0.6)  # smoothstep: share of dark around: skin, hair
FRINGE_JOINED = 2  # pixels: farthest from the head's hair that hair over the face begins
FRINGE_HELD_BLUR = 0.8  # pixels: Gaussian of the edge of what is joined to the head's hair


def region(sight: Sight, head: Head, skin: Field, oval: Field) -> Mask:
    """Bool h×w: this head's hair, grown from the ring around its forehead by likeness."""
    import cv2

    centre, crown = head.points[OVAL].mean(0), head.points[CROWN]
    inner, outer = (centre + (crown - centre) * k for k in RING)
    around = pen.shape(sight.shape, np.vstack([inner, outer[::-1]])) > 0.5
    around &= sight.subject > SEED_SUBJECT
    seeds = around & (skin < SEED_SKIN) & (oval < SEED_OVAL)
    if seeds.sum() < max(LEAST_SEEDS, LEAST_SEED_SHARE * around.sum()):
        return np.zeros(sight.shape, bool)
    light, a, b = (blur(c, COLOUR_BLUR) for c in (sight.light, sight.a, sight.b))
    own = [float(np.median(c[seeds])) for c in (light, a, b)]
    away = np.where(light < own[0], (own[0] - light) / DARKER, (light - own[0]) / LIGHTER)
    colour = ((a - own[1]) / A_UNIT) ** 2, ((b - own[2]) / B_UNIT) ** 2
    like = np.sqrt(away**2 + colour[0] + colour[1]) < FARTHEST
    like &= (sight.subject > LEAST_SUBJECT) & (skin < MOST_SKIN)
    like &= head.disc(HEAD_DISC, sight.shape)
    square = np.ones((CLOSING, CLOSING), np.uint8)
    closed = cv2.morphologyEx(like.astype(np.uint8), cv2.MORPH_CLOSE, square)
    return components_with(np.asarray(closed, bool), seeds, corners=True)


def mass(sight: Sight, hair: Mask) -> Field:
    """0..1, how black the hair is: greys between strands, as a brush leaves them.

    The threshold is a percentile of tone against the slow light over the head, so that lit hair
    has as many strands as hair in shade; flat dark hair is black.
    """
    if hair.sum() < LEAST_HAIR:
        return np.zeros(sight.shape, np.float32)
    middle = float(np.median(sight.light[hair]))
    slow = blur(sight.light, SLOW_BLUR) - np.float32(middle)
    value = sight.silk - np.float32(SLOW_SHARE) * slow
    wanted = float(np.interp(sight.share(middle), LIGHTNESS, BLACK))
    span = sight.high - sight.low
    low, half, level, high = np.quantile(value[hair], (DARKEST, 0.5, wanted, LIGHTEST))
    if sight.share(middle) < DARK_HAIR:
        level = max(level, half + STRAND * span)
    width = max(LEAST_SOFT * span, SOFT * (high - low))
    return 1 - smoothstep(value, level - SOFT_BELOW * width, level + SOFT_ABOVE * width)


def above(sight: Sight, head: Head, oval: Field) -> Field:
    """0..1, around the upper head: where light hair is that has no black."""
    high = head.disc(UPPER_DISC, sight.shape)
    high &= head.below(head.points[152], sight.shape) < UPPER_HEIGHT
    upper = smoothstep(blur(high.astype(np.float32), UPPER_BLUR), *UPPER_EDGE)
    return upper * (1 - blur(oval, OVAL_BLUR))


def fringe(sight: Sight, head: Head, skin: Skin, relative: Field, locks: Mask) -> Field:
    """0..1, hair that falls over the face: as dark as this head's hair and joined to it.

    Args:
        sight: the photo.
        head: the landmarks.
        skin: its reference.
        relative: float32 h×w, lightness as a share of the skin's.
        locks: bool h×w, this head's hair, as `region` finds it.
    """
    black = float(np.median(sight.light[locks])) if locks.any() else USUAL_BLACK
    least, most = (share * skin.light for share in FRINGE_LEVELS)
    level = float(np.clip(black + FRINGE_LEVEL * (skin.light - black), least, most)) / skin.light
    pale = 1 - smoothstep(relative, *FRINGE_BLACK)
    if skin.chroma >= COLOURLESS:
        faded = sight.saturation / np.float32(skin.chroma / skin.light)
        pale = np.maximum(pale, 1 - smoothstep(faded, *FRINGE_SATURATION))
    else:
        pale = np.maximum(pale, np.float32(FRINGE_COLOURLESS))
    dark = (1 - smoothstep(relative, level - FRINGE_EDGE, level + FRINGE_EDGE)) * pale
    dark = smoothstep(blur(dark, FRINGE_BLUR * head.height), *FRINGE_SURE)
    near_locks = dilate_square(locks.astype(np.float32), FRINGE_JOINED) > 0
    held = components_with(dark > 0.5, near_locks, corners=True)
    return dark * blur(held.astype(np.float32), FRINGE_HELD_BLUR)
