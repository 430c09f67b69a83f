"""Lips: both outlines as thin strokes; the parting and the teeth are as the photo has them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from artline.anatomy import pen
from artline.anatomy.curve import Curve, firmness, rise, snap, spline
from artline.anatomy.head import Head, Points
from artline.anatomy.sight import Ground
from artline.fields.coherent import Field

UPPER = [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291]
LOWER = [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291]
INNER = [
    *(78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308),
    *(324, 318, 402, 317, 14, 87, 178, 88, 95),
]
"""Around what lies between them."""
SMALLEST = 6.0
"""Mouths narrower than this, in pixels, have no outlines that could be drawn."""


@dataclass(frozen=True, slots=True)
class Style:
    """How lips are drawn."""

    spacing: float = 0.8  # pixels: between the points of an outline
    rise_half: float = 1.5  # pixels: redness is compared this far to both sides of an outline
    rise_scale: float = 2.5  # per redness: energy of a rise of redness into the lip
    reach: float = 0.055  # widths of the mouth: farthest that an outline is moved
    least_reach: float = 1.5  # pixels: the same, at least
    stiffness: float = 1.5  # energy: cost of a bend, see `snap`
    home: float = 0.5  # energy: cost of the farthest offset
    smoothing: float = 4  # points: Gaussian along a moved outline
    upper_width: float = 0.024  # widths of the mouth: width of the upper stroke
    upper_limits: tuple[float, float] = (0.8, 1.9)  # pixels: its least and greatest width
    upper_unseen: float = 0.2  # share of its width where the photo has no such edge
    upper_taper: tuple[float, float] = (0.3, 0.3)  # shares of its length: rising, falling
    upper_beard: float = 0.6  # share of its width that a sure beard takes
    lower_width: float = 0.028  # widths of the mouth: width of the lower stroke
    lower_limits: tuple[float, float] = (0.9, 2.3)  # pixels: its least and greatest width
    lower_unseen: float = 0.25  # share of its width where the photo has no such edge
    lower_bare_end: float = 0.06  # share of its length without ink, at each corner of the mouth
    lower_body: float = 0.7  # power of the half sine along it: smaller is fuller at the ends
    lower_beard: float = 0.4  # share of its width that a sure beard takes


STYLE = Style()


def draw(
    sight: Ground, head: Head, line: Field, *, bearded: float = 0.0, style: Style = STYLE
) -> None:
    """Draw the outlines into `line`, in place; a beard softens them."""
    width = _width(head)
    if width < SMALLEST:
        return
    upper, firm = _outline(sight, head, UPPER, head.down, style)
    seen = style.upper_unseen + (1 - style.upper_unseen) * firmness(firm)
    bow = np.clip(style.upper_width * width, *style.upper_limits) * seen
    tapered = bow * pen.taper(len(upper), *style.upper_taper)
    pen.stroke(line, upper, tapered * (1 - style.upper_beard * bearded))
    lower, firm = _outline(sight, head, LOWER, -head.down, style)
    inner = 1 - 2 * style.lower_bare_end
    u = np.clip((np.linspace(0, 1, len(lower)) - style.lower_bare_end) / inner, 0, 1)
    body = np.sin(np.pi * u) ** style.lower_body
    seen = style.lower_unseen + (1 - style.lower_unseen) * firmness(firm)
    full = np.clip(style.lower_width * width, *style.lower_limits) * seen * body
    pen.stroke(line, lower, full * (1 - style.lower_beard * bearded))


def _width(head: Head) -> float:
    """Between the corners of the mouth, in pixels."""
    return float(np.hypot(*(head.points[291] - head.points[61])))


def _outline(
    sight: Ground, head: Head, ring: list[int], inward: Points, style: Style
) -> tuple[Curve, Curve]:
    """An outline moved to where redness rises into the lip, and how surely it does."""
    return snap(
        spline(head.points[ring], style.spacing),
        rise(sight.red, inward, style.rise_half, style.rise_scale),
        max(style.least_reach, style.reach * _width(head)),
        style.stiffness,
        style.home,
        even_out=style.smoothing,
    )
