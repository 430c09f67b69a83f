"""Lips: both outlines as thin strokes; the parting and the teeth are as the photo has them."""

from __future__ import annotations

import numpy as np

from artline.anatomy import pen
from artline.anatomy.curve import firmness, rise, snap, spline
from artline.anatomy.head import Head
from artline.anatomy.sight import Ground
from artline.fields.coherent import Field

UPPER = [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291]
LOWER = [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291]
SMALLEST = 6.0
"""Mouths narrower than this, in pixels, have no outlines that could be drawn."""


def draw(sight: Ground, head: Head, line: Field, *, bearded: float = 0.0) -> None:
    """Draw the outlines into `line`, in place; a beard softens them."""
    p = head.points
    width = float(np.hypot(*(p[291] - p[61])))
    if width < SMALLEST:
        return
    reach = max(1.5, 0.055 * width)
    upper, firm = snap(
        spline(p[UPPER], 0.8), rise(sight.red, head.down, 1.5, 2.5), reach, 1.5, 0.5, even_out=4
    )
    bow = np.clip(0.024 * width, 0.8, 1.9) * (0.2 + 0.8 * firmness(firm))
    pen.stroke(line, upper, bow * pen.taper(len(upper), 0.3, 0.3) * (1 - 0.6 * bearded))
    lower, firm = snap(
        spline(p[LOWER], 0.8), rise(sight.red, -head.down, 1.5, 2.5), reach, 1.5, 0.5, even_out=4
    )
    u = np.linspace(0, 1, len(lower))
    body = np.sin(np.pi * np.clip((u - 0.06) / 0.88, 0, 1)) ** 0.7
    full = np.clip(0.028 * width, 0.9, 2.3) * (0.25 + 0.75 * firmness(firm)) * body
    pen.stroke(line, lower, full * (1 - 0.4 * bearded))
