"""Marks at the size of the drawing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.finish.enlarge import enlarged
from artline.marks import render
from artline.nouns import Marks


def rendered(marks: Marks, height: int, width: int) -> NDArray[np.uint8]:
    """How dark each pixel of the drawing is: the wash, if there is one, and the marks over it.

    Args:
        marks: what is drawn.
        height: rows of the drawing.
        width: columns of the drawing.

    Returns:
        uint8 height×width, 255 = full ink.
    """
    wash = None if marks.wash is None else enlarged(marks.wash, height, width)
    return render.rendered(marks, height, width, beneath=wash)
