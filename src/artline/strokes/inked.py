"""Where a pen would leave ink: marks as the picture in which their shapes are traced."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from artline.fields.morphology import disc
from artline.nouns import Line, Mark, Marks
from artline.strokes.path import Mask

DARK = 127
"""Ink, 0..255, from which a pixel is drawn."""

LIGHTEST = 64
"""Ink, 0..255, from which a pixel is drawn where all of a wash nearby is light."""

GRAIN = 5
"""Side, pixels, of the square whose median a wash is traced by: the grain of paper is no stroke."""

NEARBY = 0.01
"""Radius of what is nearby in a wash, in long sides."""


def inked(marks: Marks, shape: tuple[int, int]) -> Mask:
    """Where marks leave ink, bool H×W.

    A pen's pressure is its own: light marks are traced as dark ones are, and of a wash what is
    half as dark as the darkest nearby.
    """
    import cv2

    from artline.finish.render import rendered

    firm = replace(marks, marks=tuple(_firm(mark) for mark in marks.marks))
    found = rendered(firm, *shape)
    if marks.wash is None:
        return np.asarray(found > DARK)
    found = np.asarray(cv2.medianBlur(found, GRAIN), np.uint8)
    radius = max(1.0, NEARBY * max(shape))
    darkest = cv2.GaussianBlur(cv2.dilate(found, disc(radius)), (0, 0), radius)
    return np.asarray(found > np.clip(darkest // 2, LIGHTEST, DARK))


def _firm(mark: Mark) -> Mark:
    """A mark of any tone in full ink; shapes of paper stay paper."""
    return replace(mark, tone=1.0) if mark.tone > 0 else mark


def shapes_inked(marks: Marks, shape: tuple[int, int]) -> tuple[Mask, NDArray[np.float32]]:
    """Where marks but for their lines of ink leave ink; lines of paper still lie on the shapes.

    Returns:
        Where there is ink, bool H×W; and how dark it is, float32 H×W, 0..1.
    """
    from artline.finish.render import rendered

    shapes = tuple(mark for mark in marks.marks if not isinstance(mark, Line) or mark.paper)
    without = replace(marks, marks=shapes)
    tone = rendered(without, *shape).astype(np.float32) / np.float32(255)
    return inked(without, shape), tone
