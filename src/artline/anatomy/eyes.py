"""Eyes: both lids as thin strokes; what lies between them is as the photo has it."""

from __future__ import annotations

import numpy as np

from artline.anatomy import pen
from artline.anatomy.curve import firmness, ridge, snap, spline
from artline.anatomy.head import Head
from artline.anatomy.sight import Ground
from artline.fields.coherent import Field

UPPER = [0, 9, 10, 11, 12, 13, 14, 15, 8]
LOWER = [0, 1, 2, 3, 4, 5, 6, 7, 8]
SMALLEST = 5.0
"""Eyes narrower than this, in pixels, have no lids that could be drawn."""


def draw(sight: Ground, head: Head, line: Field, side: int) -> None:
    """Draw one eye's lids into `line`, in place: the upper one always, the lower where seen."""
    eye = head.eyes[side]
    width = float(np.hypot(*(eye[8] - eye[0])))
    if width < SMALLEST:
        return
    energy, reach = ridge(sight.dark, 6.0), max(1.0, 0.055 * width)
    upper, _ = snap(spline(eye[UPPER], 0.7), energy, reach, 1.2, 0.4)
    lower, firm = snap(spline(eye[LOWER], 0.7), energy, 0.7 * reach, 2.0, 0.6)
    pen.stroke(line, upper, np.clip(0.06 * width, 1.0, 3.0) * pen.taper(len(upper), 0.3, 0.35))
    fine = np.clip(0.03 * width, 0.7, 1.4) * (0.3 + 0.7 * firmness(firm))
    pen.stroke(line, lower, fine * pen.taper(len(lower), 0.3, 0.3))
