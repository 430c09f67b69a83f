"""Eyes: a strong tapered upper lid, a light lower one, iris and pupil with their catchlight."""

from __future__ import annotations

import numpy as np

from artline.ink.teacher import pen
from artline.ink.teacher.curve import Curve, Energy, evened, ridge, snap, spline
from artline.ink.teacher.flow import Field, Mask, blur, degree, grid, ramp
from artline.ink.teacher.head import Head
from artline.ink.teacher.sight import Sight

UPPER = [0, 9, 10, 11, 12, 13, 14, 15, 8]
LOWER = [0, 1, 2, 3, 4, 5, 6, 7, 8]
CREASE = [25, 26, 27, 28, 29, 30, 31]
CLOSED = 0.07
"""Height of the opening over its width under which an eye is a line."""


def draw(sight: Sight, head: Head, line: Field, mass: Field, side: int) -> None:
    """Draw one eye into `line` and `mass`, in place."""
    eye = head.eyes[side]
    width = float(np.hypot(*(eye[8] - eye[0])))
    upper, lower = spline(eye[UPPER], 0.7), spline(eye[LOWER], 0.7)
    if width < 5:
        pen.stroke(mass, upper, 1.2 * pen.taper(len(upper), 0.3, 0.3))
        return
    energy = ridge(sight.dark, 6.0)
    reach = max(1.0, 0.055 * width)
    upper, firm = snap(upper, energy, reach, 1.2, 0.4)
    lower, _ = snap(lower, energy, 0.7 * reach, 2.0, 0.6)
    _upper_lid(head, mass, upper, firm, width)
    height = float(np.hypot(*(eye[[11, 12, 13]].mean(0) - eye[[3, 4, 5]].mean(0))))
    if height < CLOSED * width:
        return
    _lower_lid(line, lower, width)
    opening = pen.shape(sight.shape, np.vstack([upper, lower[::-1]]))
    _iris(sight, head, mass, side, opening=opening, width=width)
    _crease(line, spline(eye[CREASE], 0.7), upper, energy, width)


def _upper_lid(head: Head, mass: Field, upper: Curve, firm: Curve, width: float) -> None:
    """The strongest stroke of a face; it runs a little past the outer corner."""
    way = upper[0] - upper[min(6, len(upper) - 1)]
    way = 0.9 * way / max(float(np.hypot(*way)), 1e-6) + 0.05 * head.down
    tail = upper[0] + np.outer(np.linspace(0.11 * width, 0, 6)[:-1], way)
    lid = np.vstack([tail, upper])
    u = np.linspace(0, 1, len(lid))
    firm = np.clip(evened(np.r_[np.repeat(firm[0], len(tail)), firm], 4), 0, 1)
    thick = np.clip(0.095 * width, 1.5, 4.6) * (0.75 + 0.25 * firm) * (1 - 0.35 * u)
    pen.stroke(mass, lid, thick * pen.taper(len(lid), 0.22, 0.35))


def _lower_lid(line: Field, lower: Curve, width: float) -> None:
    """Light, from the outer corner to two thirds, and once more at the inner corner."""
    most, least = int(0.78 * len(lower)), max(3, int(0.12 * len(lower)))
    fine = np.clip(0.029 * width, 0.7, 1.3)
    pen.stroke(line, lower[:most], fine * pen.taper(most, 0.25, 0.6), 0.8)
    pen.stroke(line, lower[-least:], fine * pen.taper(least, 0.8, 0.1), 0.8)


def _iris(
    sight: Sight, head: Head, mass: Field, side: int, *, opening: Field, width: float
) -> None:
    """Ring and pupil, all black where the iris is dark; shaded by the lid; the catchlight kept."""
    rim = head.irises[side]
    centre = rim[0]
    radius = float(np.hypot(*(rim[1:] - centre).T).mean())
    radius = min(max(radius, 0.14 * width), 0.24 * width)
    x, y = grid(mass.shape)
    away = np.hypot(x - centre[0], y - centre[1]).astype(np.float32)
    disc = ramp(radius + 0.5 - away, 0, 1) * opening
    inside = (away < 0.85 * radius) & (opening > 0.5)
    white = (opening > 0.6) & (away > 1.25 * radius)
    own = float(np.median(sight.light[inside])) if inside.sum() > 2 else 0.2
    bright = float(np.percentile(sight.light[white], 70)) if white.sum() > 2 else 0.6
    dark = 1 - degree(own / max(bright, 0.1), 0.50, 0.68)
    ring = ramp(away - (radius - max(1.0, 0.16 * radius)), -0.5, 0.5) * disc
    pupil = ramp(0.45 * radius + 0.5 - away, 0, 1) * opening
    drop = ((x - centre[0]) * head.down[0] + (y - centre[1]) * head.down[1]) / radius
    shaded = 0.9 * (1 - ramp(drop.astype(np.float32), -0.45, 0.15))
    filled = np.maximum.reduce([ring, pupil, disc * np.maximum(np.float32(dark), shaded)])
    spot = _catchlight(
        sight, head, away, inside & (away < 0.8 * radius), centre=centre, radius=radius
    )
    size = float(np.clip(0.24 * radius, 0.9, 3.0))
    kept = ramp(size + 0.5 - np.hypot(x - spot[0], y - spot[1]).astype(np.float32), 0, 1)
    np.maximum(mass, filled * (1 - kept), out=mass)


def _catchlight(
    sight: Sight, head: Head, away: Field, inside: Mask, *, centre: Curve, radius: float
) -> Curve:
    """The brightest place of an iris; where it has none, above its middle, towards the light."""
    light = blur(sight.light, max(0.6, 0.10 * radius))
    if inside.any():
        place = int(np.where(inside, light, -1).argmax())
        row, column = divmod(place, away.shape[1])
        if light[row, column] - float(np.median(light[inside])) > 0.06:
            return np.array([float(column), float(row)])
    return np.asarray(centre - 0.32 * radius * head.down)


def _crease(line: Field, crease: Curve, upper: Curve, energy: Energy, width: float) -> None:
    """The fold of the upper lid, where the photo has it and it is not the lid itself."""
    crease, firm = snap(crease, energy, max(1.0, 0.06 * width), 1.5, 0.3)
    gap = np.hypot(*(crease[:, None] - upper[None]).transpose(2, 0, 1)).min(1)
    sure = ramp(evened(firm, 5).astype(np.float32), 0.12, 0.5)
    sure = sure * ramp(gap.astype(np.float32), 0.05 * width, 0.09 * width)
    fine = np.clip(0.03 * width, 0.6, 1.4)
    pen.stroke(line, crease, fine * sure * pen.taper(len(crease), 0.35, 0.35))
