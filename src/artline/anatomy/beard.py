"""Moustache and beard: black strokes where they are dark, lines where they are grey."""

from __future__ import annotations

import numpy as np

from artline.anatomy import hair, pen
from artline.anatomy.head import Head
from artline.anatomy.lips import LOWER as LOWER_LIP
from artline.anatomy.lips import UPPER
from artline.anatomy.sight import Ground, Sight
from artline.anatomy.skin import CLEAR, COLOURLESS, Skin
from artline.fields.blur import blur
from artline.fields.coherent import Field, dilate_square
from artline.fields.smoothstep import smoothstep, smoothstep_scalar

SURE = 0.5  # share of a pixel inside a ring from which it counts
LIT = 80  # percentile of lightness that is still dark in a beard, lit in a shadow
DARK_BEARD = (0.68, 0.76)  # smoothstep: that percentile, as a share of the skin's: beard, none
LEAST_RING = 8  # pixels: of a ring this small nothing is said
MOUTH_HEIGHT = (-0.02, 0.04)  # smoothstep: heights of the head below the mouth: lip, chin
ZONE_BLUR = 0.012  # heights of the head: Gaussian of the edge of `ZONE`
COVER_DARK = (0.50, 0.64)  # smoothstep: lightness as a share of the skin's: beard, skin
COVER_BLUR = 0.010  # heights of the head: Gaussian that joins the hairs of a beard
COVER_SURE = (0.3, 0.55)  # smoothstep: share of dark hairs around: no beard, beard

SHORT_HEIGHT = 200  # pixels: height of a head on which the lengths of a short beard are measured
HAIR_SIZE = 1.8  # pixels of such a head: what is finer is roughness
LEAST_HEAD = 0.5  # share of SHORT_HEIGHT below which HAIR_SIZE shrinks no more
ROUGH_BLUR = 3  # pixels of such a head: Gaussian over which roughness is averaged
MOUTH_MARGIN = 3  # pixels of such a head around the lips that say nothing about a beard
LEAST_SKIN = 15  # pixels of a ring below which nothing is said about a short beard
MIDDLE_LIGHT = 60  # percentile of lightness at which a short beard is compared with the cheeks
LEAST_ROUGH = 0.004  # log-lightness: added to the cheeks' roughness, which may be none
SHORT_LIP = (0.74, 0.84)  # smoothstep: lightness of the lip as a share of the cheeks': beard, none
SHORT_CHIN = (0.86, 0.92)  # smoothstep: lightness of the chin, as a share of the cheeks'
SHORT_ROUGH = (1.5, 1.9)  # smoothstep: roughness as a multiple of the cheeks': none, beard
SHORT_UNEVEN = (0.9, 1.4)  # smoothstep: roughness of one place, as a multiple of the cheeks'
SHORT_LIGHT_BLUR = 0.008  # heights of the head: Gaussian of lightness
SHORT_DARK = (0.84, 1.0)  # smoothstep: lightness as a share of the cheeks': beard, skin
SHORT_BLUR = 0.006  # heights of the head: Gaussian of the result

WHISKER_LEVEL = 0.60  # share of the skin's lightness below which whiskers are black
WHISKER_LEVEL_MOST = 0.5  # lightness below which whiskers are black, at most
WHISKER_EDGE = (-0.25, 0.03)  # smoothstep: lightness above that level: black, paper
LEAST_COVER = 50  # pixels: a smaller beard has no strokes of its own
COVER_EDGE = 1  # pixels around a beard where its strokes do not limit its black
WHISKER_PRESSURE = 0.9  # how dark black whiskers and lines among them are, 0..1

GREY_MARGIN = 2  # CIE chroma above COLOURLESS that skin needs, so that hair can have less
GREY_BLUR = 0.02  # heights of the head: Gaussian of saturation
GREY_ZONE_BLUR = 2.0  # pixels: Gaussian of the edge of `ZONE`
GREY_SATURATION = (0.62, 0.80)  # smoothstep: saturation as a share of the skin's: grey, skin
GREY_LIGHT = (0.6, 0.8)  # smoothstep: lightness as a share of the skin's: too dark, grey hair

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
"""The lower part of `ZONE`: below the ears no jaw is seen under a full beard."""


def share(relative: Field, head: Head) -> tuple[float, float]:
    """0..1, how surely there is a dark moustache, and a dark beard on the chin.

    A shadow leaves a part of the chin in the light; a beard is dark even there.

    Args:
        relative: float32 h×w, lightness as a share of this face's skin.
        head: its landmarks.
    """
    found = []
    for ring in (MOUSTACHE, CHIN):
        mask = pen.shape(relative.shape, head.points[ring]) > SURE
        lit = float(np.percentile(relative[mask], LIT)) if mask.sum() > LEAST_RING else 1.0
        found.append(1 - smoothstep_scalar(lit, *DARK_BEARD))
    return found[0], found[1]


def cover(relative: Field, head: Head) -> tuple[Field, float]:
    """Where a dark beard covers the face, float32 h×w 0..1; and how surely there is one."""
    moustache, chin = share(relative, head)
    corner = head.points[[61, 291]].mean(0)
    lower = smoothstep(head.below(corner, relative.shape), *MOUTH_HEIGHT)
    zone = blur(pen.shape(relative.shape, head.points[ZONE]), ZONE_BLUR * head.height)
    either = max(moustache, chin)
    dark = 1 - smoothstep(relative, *COVER_DARK)
    there = dark * zone * (either * (1 - lower) + chin * lower)
    return smoothstep(blur(there, COVER_BLUR * head.height), *COVER_SURE), either


def short(sight: Ground, head: Head) -> tuple[Field, float]:
    """Where a short beard grows, float32 h×w 0..1; and how surely there is one.

    Stubble is both darker and rougher than the cheeks, on the lip and on the chin; a shadow is not
    rough, and a wrinkled chin is not dark.
    """
    scale = head.height / SHORT_HEIGHT
    rough = np.abs(sight.depth - blur(sight.depth, HAIR_SIZE * max(scale, LEAST_HEAD)))
    rough = blur(rough.astype(np.float32), ROUGH_BLUR * scale)
    mouth = pen.shape(sight.shape, head.points[UPPER + LOWER_LIP[::-1]])
    apart = dilate_square(mouth, max(1, round(MOUTH_MARGIN * scale))) < SURE
    left, right = (pen.shape(sight.shape, head.points[list(ring)]) for ring in CLEAR[:2])
    bare = np.maximum(left, right) > SURE
    rings = [
        (pen.shape(sight.shape, head.points[ring]) > SURE) & apart for ring in (MOUSTACHE, CHIN)
    ]
    if min(mask.sum() for mask in (*rings, bare)) < LEAST_SKIN:
        return np.zeros(sight.shape, np.float32), 0.0
    light = float(np.percentile(sight.light[bare], MIDDLE_LIGHT))
    smooth = float(np.median(rough[bare])) + LEAST_ROUGH
    sure = 1.0
    for mask, darkness in zip(rings, (SHORT_LIP, SHORT_CHIN), strict=True):
        lit = float(np.percentile(sight.light[mask], MIDDLE_LIGHT)) / light
        sure *= 1 - smoothstep_scalar(lit, *darkness)
        sure *= smoothstep_scalar(float(np.median(rough[mask])) / smooth, *SHORT_ROUGH)
    zone = blur(pen.shape(sight.shape, head.points[ZONE]), ZONE_BLUR * head.height)
    relative = blur(sight.light, SHORT_LIGHT_BLUR * head.height) / np.float32(light)
    uneven = smoothstep(rough / np.float32(smooth), *SHORT_UNEVEN)
    there = zone * uneven * (1 - smoothstep(relative, *SHORT_DARK)) * np.float32(sure)
    return blur(there, SHORT_BLUR * head.height), sure


def whiskers(sight: Sight, skin: Skin, cover: Field, oval: Field, fine: Field) -> Field:
    """0..1, a dark beard within the face: as black as its hair, with its strokes.

    Args:
        sight: the photo.
        skin: the face's reference.
        cover: float32 h×w, where the beard is, as `cover` finds it.
        oval: float32 h×w, inside of the face.
        fine: float32 h×w, lines of hair.
    """
    level = min(WHISKER_LEVEL * skin.light, WHISKER_LEVEL_MOST)
    below, above = WHISKER_EDGE
    dark = (1 - smoothstep(sight.silk, level + below, level + above)) * cover
    covered = (cover > SURE) & (oval > SURE)
    if covered.sum() >= LEAST_COVER:
        outside = 1 - dilate_square(cover, COVER_EDGE)
        dark = np.minimum(dark, np.maximum(hair.mass(sight, covered), outside))
    paper = 1 - np.float32(WHISKER_PRESSURE) * dark**2
    strokes: Field = 1 - paper * (1 - np.float32(WHISKER_PRESSURE) * fine * cover)
    return strokes


def grey(sight: Ground, head: Head, skin: Skin) -> Field:
    """0..1, where a grey or white beard grows: less saturated than skin."""
    if skin.chroma < COLOURLESS + GREY_MARGIN:
        return np.zeros(sight.shape, np.float32)
    relative = blur(
        sight.saturation / np.float32(skin.chroma / skin.light), GREY_BLUR * head.height
    )
    zone = blur(pen.shape(sight.shape, head.points[ZONE]), GREY_ZONE_BLUR)
    light = smoothstep(sight.light / np.float32(skin.light), *GREY_LIGHT)
    return (1 - smoothstep(relative, *GREY_SATURATION)) * light * zone
