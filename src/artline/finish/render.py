"""Marks at the size of the drawing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.finish.enlarge import PAPER, enlarged
from artline.marks import render
from artline.nouns import Marks


def rendered(marks: Marks, height: int, width: int) -> NDArray[np.uint8]:
    """How dark each pixel of the drawing is: the wash, if there is one, and the marks over it.

    Less ink than PAPER is none: paper is white.

    Args:
        marks: what is drawn.
        height: rows of the drawing.
        width: columns of the drawing.

    Returns:
        uint8 height×width, 255 = full ink.
    """
    import cv2

    wash = None if marks.wash is None else enlarged(marks.wash, height, width)
    cover = render.rendered(marks, height, width, beneath=wash)
    _, clean = cv2.threshold(cover, PAPER, 255, cv2.THRESH_TOZERO)
    return np.asarray(clean, np.uint8)
