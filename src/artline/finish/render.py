"""Marks at the size of the drawing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.finish.enlarge import PAPER, enlarged
from artline.marks import render
from artline.nouns import Marks, Window


def rendered(
    marks: Marks, height: int, width: int, window: Window | None = None
) -> NDArray[np.uint8]:
    """How dark each pixel of the drawing is: the wash, if there is one, and the marks over it.

    Less ink than PAPER is none: paper is white.

    Args:
        marks: what is drawn.
        height: rows of the drawing.
        width: columns of the drawing.
        window: the part of the drawing that is wanted; None is all of it.

    Returns:
        uint8 height×width or as the window, 255 = full ink.
    """
    import cv2

    wash = None if marks.wash is None else enlarged(marks.wash, height, width, window)
    cover = render.rendered(marks, height, width, beneath=wash, window=window)
    _, clean = cv2.threshold(cover, PAPER, 255, cv2.THRESH_TOZERO)
    return np.asarray(clean, np.uint8)
