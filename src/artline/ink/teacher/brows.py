"""Brows: tone relative to the skin around them, inside the brow, as strokes along the flow."""

from __future__ import annotations

import numpy as np

from artline.ink.teacher import pen
from artline.ink.teacher.curve import Curve, ridge, snap, spline
from artline.ink.teacher.flow import Field, blur, degree, ramp
from artline.ink.teacher.head import Head
from artline.ink.teacher.sight import Sight

TOP = [64, 65, 66, 67, 68]
DARKNESS = 0.40
"""Between the brow's own dark (0) and the skin (1): what is darker is black."""


def draw(sight: Sight, head: Head, mass: Field, side: int) -> None:
    """Draw one brow into `mass`, in place."""
    top = head.eyes[side][TOP]
    width = float(np.hypot(*(top[-1] - top[0])))
    if width < 5:
        return
    middle, energy = _middle(sight, head, top, width)
    u = np.linspace(0, 1, len(middle))
    tall = 0.20 * width * (0.30 + 0.70 * np.sin(np.clip(u / 0.7, 0, 1) * np.pi / 2))
    zone, ring = np.zeros(sight.shape, np.float32), np.zeros(sight.shape, np.float32)
    pen.stroke(zone, middle, 1.1 * tall)
    pen.stroke(ring, middle, 2.6 * tall)
    zone = blur(zone, 0.8)
    core, around = zone > 0.5, (ring > 0.5) & (zone < 0.1)
    if core.sum() < 6 or around.sum() < 6:
        return
    skin = float(np.percentile(sight.light[around], 65))
    black = float(np.percentile(sight.tone[core], 22))
    contrast = (skin - black) / max(skin, 0.05)
    level = float(np.clip(black + DARKNESS * (skin - black), 0, 0.86 * skin))
    soft = max(0.03, 0.18 * (skin - black))
    hair = (1 - ramp(sight.tone, level - soft, level + soft)) * ramp(zone, 0.25, 0.7)
    np.maximum(mass, hair * np.float32(degree(contrast, 0.08, 0.22)), out=mass)
    # a faint brow is still a brow
    firm = np.clip(np.interp(u, np.linspace(0, 1, len(energy)), energy), 0, 1)
    fine = np.clip(0.055 * width, 1.0, 2.6) * (0.35 + 0.65 * min(1.0, contrast / 0.4))
    pen.stroke(mass, middle, fine * pen.taper(len(u), 0.45, 0.3) * (0.6 + 0.4 * firm), 0.75)


def _middle(sight: Sight, head: Head, top: Curve, width: float) -> tuple[Curve, Curve]:
    """The brow's middle line, drawn out a little at both ends; and its energy."""
    band = blur(sight.depth, max(2.0, 0.20 * width)) - blur(sight.depth, max(0.8, 0.05 * width))
    line, energy = snap(
        spline(top + head.down * 0.10 * width), ridge(band, 5.0), 0.17 * width, 0.8, 0.5, even_out=5
    )
    k = min(8, len(line) - 1)
    ends = []
    for tip, way, reach in (
        (line[0], line[0] - line[k], 0.10),
        (line[-1], line[-1] - line[-k], 0.13),
    ):
        unit = way / max(float(np.hypot(*way)), 1e-6)
        ends.append(tip + np.outer(np.linspace(0, reach * width, 6)[1:], unit))
    return np.vstack([ends[0][::-1], line, ends[1]]), energy
