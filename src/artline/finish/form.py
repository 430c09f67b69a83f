"""By how much parallel lines are bent, so that they follow the sitter's form."""

from __future__ import annotations

import numpy as np

from artline.anatomy.head import OVAL, Head
from artline.fields.blur import blur
from artline.fields.morphology import Field
from artline.finish import background
from artline.nouns import Ink

ROUND = 0.16
"""Height of a head's dome over the picture, in its radii."""
RADIUS = 0.75
"""Radius of the dome, in heights of the head."""
BODY = 16.0
"""Height of the sitter over what lies behind, pixels of a pass."""
BODY_BLUR = 22.0
"""Gaussian of that height's edge, pixels of a pass."""
LIGHT = 11.0
"""Height of white over black, pixels of a pass: what the light reaches stands out."""
LIGHT_BLUR = 7.0
"""Gaussian of lightness, pixels of a pass."""


def form(ink: Ink) -> Field:
    """The height of what is seen, float32 h×w at working size, pixels; smooth.

    Light tells form: what stands out catches it. Heads are round besides, where they are seen.
    """
    found: Field = ink.once("finish.form", _form)
    return found


def _form(ink: Ink) -> Field:
    pitch = ink.pitch
    high = blur(ink.lightness, LIGHT_BLUR * pitch) * np.float32(LIGHT * pitch)
    high = high + blur(background.sitter(ink), BODY_BLUR * pitch) * np.float32(BODY * pitch)
    h, w = ink.shape
    y, x = np.ogrid[:h, :w]
    for mesh in ink.meshes:
        head = Head.of(mesh)
        middle = head.points[OVAL].mean(0)
        radius = RADIUS * head.height
        away = ((x - middle[0]) ** 2 + (y - middle[1]) ** 2) / radius**2
        high = high + ROUND * radius * np.clip(1 - away, 0, None) ** 2
    return np.asarray(high, np.float32)
