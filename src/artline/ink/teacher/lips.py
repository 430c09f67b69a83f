"""Lips: both outlines and the parting line, never filled by tone; teeth are paper."""

from __future__ import annotations

import numpy as np

from artline.ink.teacher import pen
from artline.ink.teacher.curve import Curve, firmness, ridge, rise, snap, spline
from artline.ink.teacher.flow import Field, blur, ramp
from artline.ink.teacher.head import Head
from artline.ink.teacher.sight import Sight
from artline.ink.teacher.skin import Skin

UPPER = [61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291]
LOWER = [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291]
INNER_UPPER = [78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308]
INNER_LOWER = [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308]
OPEN = 0.05
"""Gap over the mouth's width from which it is open."""


def draw(
    sight: Sight, head: Head, skin: Skin, line: Field, mass: Field, *, bearded: float = 0.0
) -> None:
    """Draw the mouth into `line` and `mass`, in place; a beard softens the outlines."""
    p = head.points
    width = float(np.hypot(*(p[291] - p[61])))
    if width < 6:
        return
    if float((p[14] - p[13]) @ head.down) < OPEN * width:
        _parting(sight, head, mass, width)
    else:
        _opening(sight, head, skin, line, mass, width=width)
    reach = max(1.5, 0.055 * width)
    upper, firm = snap(
        spline(p[UPPER], 0.8), rise(sight.red, head.down, 1.5, 2.5), reach, 1.5, 0.5, even_out=4
    )
    bow = np.clip(0.026 * width, 0.8, 1.9) * (0.35 + 0.65 * firmness(firm))
    pen.stroke(line, upper, bow * pen.taper(len(upper), 0.3, 0.3) * (1 - 0.6 * bearded))
    lower, firm = snap(
        spline(p[LOWER], 0.8), rise(sight.red, -head.down, 1.5, 2.5), reach, 1.5, 0.5, even_out=4
    )
    u = np.linspace(0, 1, len(lower))
    body = np.sin(np.pi * np.clip((u - 0.06) / 0.88, 0, 1)) ** 0.7
    full = np.clip(0.030 * width, 0.9, 2.3) * (0.4 + 0.6 * firmness(firm)) * body
    pen.stroke(line, lower, full * (1 - 0.4 * bearded))


def _parting(sight: Sight, head: Head, mass: Field, width: float) -> None:
    """A closed mouth: one line between the lips, the strongest of the lower face."""
    sides = [spline(head.points[ring], 0.8) for ring in (INNER_UPPER, INNER_LOWER)]
    count = max(len(side) for side in sides)
    middle = (_resampled(sides[0], count) + _resampled(sides[1], count)) / 2
    middle, firm = snap(
        middle, ridge(sight.dark, 6.0), max(1.5, 0.06 * width), 1.0, 0.3, even_out=2.5
    )
    thick = np.clip(0.042 * width, 1.2, 3.4) * (0.55 + 0.45 * firmness(firm))
    pen.stroke(mass, middle, thick * pen.taper(len(middle), 0.18, 0.18, 0.35))


def _resampled(curve: Curve, count: int) -> Curve:
    """A curve with so many points."""
    u, own = np.linspace(0, 1, count), np.linspace(0, 1, len(curve))
    return np.stack([np.interp(u, own, curve[:, k]) for k in (0, 1)], axis=1)


def _opening(
    sight: Sight, head: Head, skin: Skin, line: Field, mass: Field, *, width: float
) -> None:
    """An open mouth: both inner edges, and black only where it is dark behind the teeth."""
    energy, reach = ridge(sight.dark, 6.0), max(1.0, 0.04 * width)
    upper, firm = snap(spline(head.points[INNER_UPPER], 0.8), energy, reach, 1.2, 0.4)
    lower, soft = snap(spline(head.points[INNER_LOWER], 0.8), energy, reach, 1.2, 0.4)
    thick = np.clip(0.034 * width, 1.0, 2.8) * (0.5 + 0.5 * firmness(firm))
    pen.stroke(mass, upper, thick * pen.taper(len(upper), 0.2, 0.2, 0.4))
    fine = np.clip(0.026 * width, 0.8, 2.0) * (0.5 + 0.5 * firmness(soft))
    pen.stroke(line, lower, fine * pen.taper(len(lower), 0.25, 0.25, 0.3))
    hole = pen.shape(sight.shape, np.vstack([upper, lower[::-1]]))
    inside = hole > 0.8
    teeth = float(np.percentile(sight.light[inside], 85)) if inside.sum() > 5 else 0.6
    level = min(0.42 * skin.light, 0.45 * teeth)
    dark = 1 - ramp(blur(sight.light, 0.8), level - 0.03, level + 0.03)
    np.maximum(mass, dark * ramp(hole, 0.4, 0.9), out=mass)
