"""Eyes: both lids as thin strokes; what lies between them is as the photo has it."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Style:
    """How lids are drawn."""

    spacing: float = 0.7  # pixels: between the points of a lid
    depth: float = 6.0  # per log-lightness: energy of a dark line that a lid is moved to
    reach: float = 0.055  # widths of the eye: farthest that the upper lid is moved
    least_reach: float = 1.0  # pixels: the same, at least
    lower_reach: float = 0.7  # share of the upper lid's reach: farthest that the lower is moved
    upper_stiffness: float = 1.2  # energy: cost of a bend of the upper lid, see `snap`
    upper_home: float = 0.4  # energy: cost of the upper lid's farthest offset
    lower_stiffness: float = 2.0  # energy: cost of a bend of the lower lid
    lower_home: float = 0.6  # energy: cost of the lower lid's farthest offset
    upper_width: float = 0.06  # widths of the eye: width of the upper lid's stroke
    upper_limits: tuple[float, float] = (1.0, 3.0)  # pixels: its least and greatest width
    upper_taper: tuple[float, float] = (0.3, 0.35)  # shares of its length: rising, falling
    lower_width: float = 0.03  # widths of the eye: width of the lower lid's stroke
    lower_limits: tuple[float, float] = (0.7, 1.4)  # pixels: its least and greatest width
    lower_taper: tuple[float, float] = (0.3, 0.3)  # shares of its length: rising, falling
    lower_unseen: float = 0.3  # share of its width where the photo has no lower lid


STYLE = Style()


def draw(sight: Ground, head: Head, line: Field, side: int, style: Style = STYLE) -> None:
    """Draw one eye's lids into `line`, in place: the upper one always, the lower where seen."""
    eye = head.eyes[side]
    width = float(np.hypot(*(eye[8] - eye[0])))
    if width < SMALLEST:
        return
    energy = ridge(sight.dark, style.depth)
    reach = max(style.least_reach, style.reach * width)
    upper, _ = snap(
        spline(eye[UPPER], style.spacing), energy, reach, style.upper_stiffness, style.upper_home
    )
    lower, firm = snap(
        spline(eye[LOWER], style.spacing),
        energy,
        style.lower_reach * reach,
        style.lower_stiffness,
        style.lower_home,
    )
    thick = np.clip(style.upper_width * width, *style.upper_limits)
    pen.stroke(line, upper, thick * pen.taper(len(upper), *style.upper_taper))
    seen = style.lower_unseen + (1 - style.lower_unseen) * firmness(firm)
    fine = np.clip(style.lower_width * width, *style.lower_limits) * seen
    pen.stroke(line, lower, fine * pen.taper(len(lower), *style.lower_taper))
