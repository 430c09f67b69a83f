"""Bridges: paper that holds islands of paper, so that a stencil is one sheet."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.anatomy.curve import evened
from artline.anatomy.eyes import LOWER, UPPER
from artline.anatomy.head import Head
from artline.anatomy.pen import shape
from artline.fields.components import components
from artline.fields.morphology import Field, dilate
from artline.fields.ways import joining
from artline.finish import background
from artline.marks.grain import fine
from artline.nouns import Ink

Mask = NDArray[np.bool_]

WIDTH = 2.8
"""Width of a bridge, pixels of a pass."""
EYE_WIDTH = 1.6
"""Width of one within an eye."""
WORTH = 1.3
"""The longest bridge that an island is worth, in square roots of its area; smaller islands go."""
MOST_ROUNDS = 4
"""How often bridges are looked for: an island may hang on one that was given up."""
DARKEST = 0.04
"""Lightness, 0..1, added before the logarithm."""
STRAND = 0.05
"""Log-lightness by which a strand differs from those beside it."""
BY_STRAND = 1.2
"""Natural logarithm of what a dark strand multiplies a bridge's cost with, and a light one divides
it by: bridges through hair run along its light strands."""
FACE = 2.0
"""What a face multiplies the cost with: features are the last to be cut."""
IN_EYE = 0.5
"""What the opening of an eye and its lower lid multiply the cost with: white and catchlight are
joined to the skin below."""
OVER_EYE = 8.0
"""What the upper lid and the upper half of an iris multiply it with."""
EYE_MARGIN = 0.12
"""Widths of the eye around its opening that belong to it."""
EVENNESS = 4.0
"""Gaussian along a bridge, pixels of a pass."""


def joined(paper: Mask, ink: Ink, unit: float) -> Mask:
    """Paper in one piece: its islands hang on bridges, or are given up where they are too small.

    Args:
        paper: bool h×w; its first pixel is on the sheet that all is to hang on.
        ink: what it was made from: the light in its hair, its faces and eyes.
        unit: pixels of `paper` for one of a pass.

    Returns:
        bool h×w.
    """
    made, price, eyes = paper, cost(ink), eyes_of(ink)
    for _ in range(MOST_ROUNDS):
        parts, count = components(made)
        if count < 2:
            break
        small = _smaller(parts, ink.shape)
        ways, given_up = joining(small, count, price, WORTH)
        unseen = np.bincount(small.ravel(), minlength=count + 1) == 0
        made = made & ~(given_up | unseen)[parts]
        made = _drawn(made, ways, eyes, unit, ink.pitch)
    parts, _ = components(made)
    return np.asarray(parts == parts[0, 0])


def cost(ink: Ink) -> Field:
    """What a bridge costs a pixel of its length, float32 h×w at working size."""
    found: Field = ink.once("bridges.cost", _cost)
    return found


def eyes_of(ink: Ink) -> Field:
    """Eyes, with a margin, float32 h×w at working size, 0..1."""
    return np.asarray(ink.once("bridges.eyes", _eyes)[0])


def _cost(ink: Ink) -> Field:
    strands = fine(np.log(ink.lightness + np.float32(DARKEST)), ink.pitch)
    price = np.exp(np.float32(BY_STRAND) * np.clip(strands / np.float32(STRAND), -1, 1))
    price = price * (1 + np.float32(FACE - 1) * background.faces(ink))
    eyes, over = ink.once("bridges.eyes", _eyes)
    price = price + eyes * (np.float32(IN_EYE) - price)
    return np.asarray(price * (1 + np.float32(OVER_EYE - 1) * over), np.float32)


def _eyes(ink: Ink) -> Field:
    """Eyes, and what lies in them above the middle of the iris, float32 2×h×w, 0..1."""
    whole, over = (np.zeros(ink.shape, np.float32) for _ in range(2))
    for mesh in ink.meshes:
        head = Head.of(mesh)
        for side in (0, 1):
            eye, iris = head.eyes[side], head.irises[side]
            width = float(np.hypot(*(eye[8] - eye[0])))
            own = dilate(shape(ink.shape, eye[UPPER + LOWER[-2:0:-1]]), EYE_MARGIN * width)
            whole = np.maximum(whole, own)
            over = np.maximum(over, own * (head.below(iris[0], ink.shape) < 0))
    return np.stack([whole, over.astype(np.float32)])


def _smaller(parts: NDArray[np.int32], size: tuple[int, int]) -> NDArray[np.int32]:
    import cv2

    same = parts.astype(np.float32)  # exact below 2^24
    small = cv2.resize(same, size[::-1], interpolation=cv2.INTER_NEAREST)
    return np.asarray(small, np.int32)


def _drawn(paper: Mask, ways: list[Field], eyes: Field, unit: float, pitch: float) -> Mask:
    """Paper with bridges."""
    import cv2

    out = paper.astype(np.uint8)
    for way in ways:
        in_eye = eyes[way[:, 1].astype(int), way[:, 0].astype(int)].mean() > 0.5
        even = np.stack([evened(way[:, k], EVENNESS) for k in (0, 1)], 1)
        line = np.vstack([way[:1], even, way[-1:]]) + 0.5
        places = np.rint((line * unit / pitch - 0.5) * 16).astype(np.int32)
        width = (EYE_WIDTH if in_eye else WIDTH) * unit
        cv2.polylines(out, [places], False, 1, max(1, round(width)), cv2.LINE_8, 4)
    return out > 0
