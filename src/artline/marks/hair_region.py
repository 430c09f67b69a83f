"""Where hair is: its edge as the photo has it, without skin, brows, eyes, nose and mouth."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.anatomy import pen
from artline.anatomy.head import OVAL, Head
from artline.anatomy.lips import LOWER, UPPER
from artline.anatomy.relief import NOSE, OPENING, brow_of
from artline.anatomy.skin import CLEAR
from artline.fields.blur import blur
from artline.fields.morphology import dilate, disc
from artline.fields.smoothstep import smoothstep
from artline.nouns import Ink

Field = NDArray[np.float32]

BELIEF = (0.35, 0.65)  # smoothstep: likelihood of hair: none, hair
GUIDE = 5.0  # pixels of a pass: window in which the edge of hair follows the photo
FLAT = np.float32(0.002)  # variance of lightness below which a place has no edge to follow
SURE = 0.5  # share of a pixel from which it counts

LIPS = UPPER + LOWER[::-1]
BROW = 0.25  # widths of the eye: thickness of the brow, which hair leaves alone
JAW = (93, 132, 58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 323)
"""The face's outline from ear to ear below the eyes."""
JAW_WIDTH = 0.06  # heights of the head: width of the band along it

AROUND = 1.25  # sizes of the face's oval in which skin may lie under the mask of hair
HEAD_DISC = 0.9  # heights of the head: radius of the disc whose hair says how dark it is
BAND = 8.0  # pixels of a pass: so far from the edge of hair there may be skin
LEAST_CONTRAST = 0.10  # lightness from hair to skin below which they are not told apart
LEVEL = 0.4  # way from the hair's lightness to the skin's where hair ends
SKIN_EDGE = 0.06  # lightness to both sides of that level where hair turns to skin
SKIN_BLUR = 0.8  # pixels of a pass: Gaussian of lightness there

USUAL_SKIN = 0.6  # lightness of skin where no face is seen
LEAST_BARE = 12  # pixels: fewer say nothing
LIT = 30  # percentile of lightness of bare skin above which light falls on it


def settled(ink: Ink, hair: Field) -> Field:
    """Where hair is, float32 h×w 0..1, its edge moved to the photo's.

    Args:
        ink: what the network saw.
        hair: float32 h×w at working size, 0..1, how likely each pixel is hair.
    """
    believed = smoothstep(hair, *BELIEF) * (1 - _features(ink))
    followed = guided(believed, ink.lightness, GUIDE * ink.pitch)
    return blur(followed * (1 - _bare(ink, followed)), ink.pitch)


def guided(x: Field, guide: Field, radius: float) -> Field:
    """The guided filter (He, Sun and Tang 2010): edges of a field move to those of a picture.

    Args:
        x: float32 h×w, 0..1.
        guide: float32 h×w, 0..1.
        radius: of the square window, pixels.
    """
    import cv2

    side = 2 * max(round(radius), 1) + 1

    def mean(f: NDArray[np.floating]) -> Field:
        return np.asarray(cv2.blur(f, (side, side), borderType=cv2.BORDER_REPLICATE), np.float32)

    own, of_guide = mean(x), mean(guide)
    slope = (mean(x * guide) - own * of_guide) / (mean(guide * guide) - of_guide * of_guide + FLAT)
    followed = mean(slope) * guide + mean(own - slope * of_guide)
    return np.asarray(np.clip(followed, 0, 1), np.float32)


def eroded(x: Field, radius: float) -> Field:
    """A soft-edged area without what is nearer to its edge than `radius` pixels, 0..1."""
    import cv2

    inner = cv2.erode(x, disc(radius), borderType=cv2.BORDER_REPLICATE)
    return smoothstep(np.asarray(inner, np.float32), 0.3, 0.7)


def jaws(ink: Ink) -> Field:
    """1 along the outlines of faces below the eyes, where lines are not of hair."""
    import cv2

    mask = np.zeros(ink.shape, np.uint8)
    for mesh in ink.meshes:
        head = Head.of(mesh)
        points = np.rint(head.points[list(JAW)]).astype(np.int32)
        cv2.polylines(mask, [points], False, 1, max(2, round(JAW_WIDTH * head.height)))
    return mask.astype(np.float32)


def skin_lightness(ink: Ink) -> float:
    """Lightness of the skin of the largest face that says it."""
    found = (_skin_of(ink, Head.of(mesh)) for mesh in ink.meshes)
    return next((skin for skin in found if skin is not None), USUAL_SKIN)


def _skin_of(ink: Ink, head: Head) -> float | None:
    """Lightness of a face's skin where light falls on it; None where it is too small."""
    rings = [pen.shape(ink.shape, head.points[list(ring)]) for ring in CLEAR]
    bare = np.maximum.reduce(rings) > SURE
    if bare.sum() < LEAST_BARE:
        return None
    light = ink.lightness[bare]
    return float(np.median(light[light >= np.percentile(light, LIT)]))


def _features(ink: Ink) -> Field:
    """1 where eyes, brows, nose and mouth are, which hair leaves alone."""
    found = np.zeros(ink.shape, np.float32)
    for mesh in ink.meshes:
        head = Head.of(mesh)
        shapes = [pen.shape(ink.shape, head.points[NOSE]), pen.shape(ink.shape, head.points[LIPS])]
        for eye in head.eyes:
            width = float(np.hypot(*(eye[8] - eye[0])))
            shapes.append(pen.shape(ink.shape, eye[OPENING]))
            shapes.append(brow_of(ink.shape, head, eye, BROW * width))
        found = np.maximum(found, np.maximum.reduce(shapes))
    return np.minimum(dilate(found, ink.pitch), 1)


def _bare(ink: Ink, hair: Field) -> Field:
    """0..1, skin at the hairline: at the edge of darker hair, as light as the face's skin."""
    bare = np.zeros(ink.shape, np.float32)
    for mesh in ink.meshes:
        head = Head.of(mesh)
        skin = _skin_of(ink, head)
        outline = head.points[OVAL]
        centre = outline.mean(0)
        around = pen.shape(ink.shape, centre + AROUND * (outline - centre))
        own = (hair > SURE) & head.disc(HEAD_DISC, ink.shape)
        if skin is None or own.sum() < LEAST_BARE:
            continue
        dark = float(np.median(ink.lightness[own]))
        if skin - dark < LEAST_CONTRAST:
            continue
        level = dark + LEVEL * (skin - dark)
        light = smoothstep(
            blur(ink.lightness, SKIN_BLUR * ink.pitch), level - SKIN_EDGE, level + SKIN_EDGE
        )
        band = 1 - eroded(hair, BAND * ink.pitch)
        bare = np.maximum(bare, light * band * around)
    return bare
