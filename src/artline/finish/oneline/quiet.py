"""How unwelcome a line is at each place that only leads from one line of the drawing to another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.anatomy import pen
from artline.anatomy.head import OVAL, Head
from artline.anatomy.lips import LOWER, UPPER
from artline.anatomy.nose import BRIDGES
from artline.anatomy.relief import OPENING
from artline.fields.blur import blur
from artline.fields.morphology import dilate
from artline.finish import background
from artline.finish.shades import shades
from artline.nouns import Ink
from artline.options import Settings

Field = NDArray[np.float32]

DARK = 1.2
"""Cost of a pixel where all is dark: a line more is not seen there."""
LIGHT = 9.0
"""What a pixel costs more where all is light; it grows with the square of lightness."""
TONE_BLUR = 1.5
"""Gaussian of tone, pixels of a pass."""
OUTSIDE = 7.0
"""Cost of a pixel that is nobody's."""
FACE = 4.0
"""What the cost is multiplied by in faces."""
ALONG_FEATURE = 1.6
"""Cost of a pixel, at most, along the face's own lines."""
LINE = 0.012
"""Width of those, in heights of the head."""
NEVER = 300.0
"""Cost of a pixel in eyes and mouths."""
FEATURES = (
    *BRIDGES,  # from the brows down the sides of the nose
    [107, 193],
    [336, 417],
    [55, 107],
    [285, 336],
    [2, 164, 0],  # from the nose to the upper lip
    [129, 203, 206, 216],  # from its wings to the corners of the mouth
    [358, 423, 426, 436],
    [133, 193],  # from the corners of the eyes to the nose
    [362, 417],
    [*OVAL, OVAL[0]],
)
"""Lines of a face that a hand draws, or that lie in its own shade; numbers of the face mesh."""
LIPS = [*UPPER, *LOWER[::-1]]


def quiet(ink: Ink, settings: Settings) -> Field:
    """The cost of each pixel of a way, float32 h×w at working size, above 0.

    Ways run through dark hair and cloth, along the outlines of nose, mouth and jaw, and never
    across eyes and mouth.
    """
    tone = blur(shades(ink, settings), TONE_BLUR * ink.pitch)
    cost = np.float32(DARK) + np.float32(LIGHT) * (1 - tone) ** 2
    if ink.coverage >= background.SMALLEST_SITTER:
        cost = np.where(background.sitter(ink) > 0.5, cost, np.float32(OUTSIDE))
    for mesh in ink.meshes:
        cost = _around(Head.of(mesh), cost, ink.pitch)
    if ink.erased is not None:
        cost = np.where(ink.erased, np.float32(NEVER), cost)
    return np.asarray(cost, np.float32)


def _around(head: Head, cost: Field, unit: float) -> Field:
    import cv2

    shape = (cost.shape[0], cost.shape[1])
    cost = cost * (1 + np.float32(FACE - 1) * pen.shape(shape, head.points[OVAL]))
    lines = np.zeros(shape, np.uint8)
    for feature in FEATURES:
        points = np.rint(head.points[list(feature)]).astype(np.int32)
        cv2.polylines(lines, [points], False, 1, max(2, round(LINE * head.height)))
    cost = np.where(lines > 0, np.minimum(cost, np.float32(ALONG_FEATURE)), cost)
    closed = pen.shape(shape, head.points[LIPS])
    for eye in head.eyes:
        closed = np.maximum(closed, dilate(pen.shape(shape, eye[OPENING]), unit))
    return np.asarray(np.where(closed > 0.5, np.float32(NEVER), cost), np.float32)
