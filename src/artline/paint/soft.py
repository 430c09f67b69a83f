"""Soft borders between the tones of skin and hair: bands of tones between them."""

from __future__ import annotations

import numpy as np

from artline.fields.blur import blur
from artline.paint.parts import HAIR, SKIN
from artline.paint.tones import Tones

WIDE = 4.0
"""Gaussian over a border, pixels of a pass."""
STEP = 2.0
"""Lightness, L*, from band to band."""
BANDS = 14
"""Bands of one ramp, at most."""
MOST = 255
"""Labels that a picture can have."""


def softened(found: Tones, unit: float) -> Tones:
    """The tones of each ramp with bands where one passes into the next.

    Args:
        found: the tones, with hard borders.
        unit: pixels of the canvas for one of a pass.
    """
    label = found.label.copy()
    colours, means, parts = list(found.colours), list(found.mean), list(found.part)
    ramps: dict[tuple[float, ...], list[int]] = {}
    for k in np.flatnonzero(found.size[1:]) + 1:
        if found.part[k] in (SKIN, HAIR):
            ramps.setdefault((found.part[k], *found.mean[k].tolist()), []).append(int(k))
    for ramp in ramps.values():
        if len(ramp) < 2 or len(colours) + BANDS > MOST:
            continue
        ramp.sort(key=lambda k: float(found.colours[k, 0]))
        light = found.colours[ramp, 0]
        place = np.zeros(len(found.size), np.float32)
        place[ramp] = light
        own = np.isin(found.label, ramp)
        weight = own.astype(np.float32)
        near = np.maximum(blur(weight, WIDE * unit)[own], 1e-4)
        smooth = blur(place[found.label] * weight, WIDE * unit)[own] / near
        count = int(np.clip(np.ceil((light[-1] - light[0]) / STEP), 2, BANDS))
        levels = np.linspace(light[0], light[-1], count)
        label[own] = len(colours) + np.abs(smooth[:, None] - levels).argmin(1)
        lab = [np.interp(levels, light, found.colours[ramp, k]) for k in range(3)]
        colours += list(np.stack(lab, 1).astype(np.float32))
        means += [found.mean[ramp[0]]] * count
        parts += [found.part[ramp[0]]] * count
    size = np.bincount(label.ravel(), minlength=len(colours)).astype(np.float64)
    return Tones(label, np.array(colours), np.array(means), np.array(parts, np.uint8), size)
