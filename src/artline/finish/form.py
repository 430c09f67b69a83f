"""By how much parallel lines are bent, so that they follow the sitter's form."""

from __future__ import annotations

import numpy as np

from artline.fields.blur import blur
from artline.fields.morphology import Field
from artline.finish.surface import surface
from artline.nouns import Ink

RELIEF = 0.2
"""How far lines are moved, as a share of the surface's height."""
RELIEF_BLUR = 7.0
"""Gaussian over the surface, pixels of a pass."""
LIGHT = 6.0
"""How far white moves lines against black, pixels of a pass: what stands out catches the light."""
LIGHT_BLUR = 7.0
"""Gaussian of lightness, pixels of a pass."""


def form(ink: Ink) -> Field:
    """How far lines are moved at each place, float32 h×w at working size, pixels; smooth.

    In faces their landmarks tell it, elsewhere light alone.
    """
    found: Field = ink.once("finish.form", _form)
    return found


def _form(ink: Ink) -> Field:
    pitch = ink.pitch
    relief = np.float32(RELIEF) * blur(surface(ink), RELIEF_BLUR * pitch)
    light = np.float32(LIGHT * pitch) * blur(ink.lightness, LIGHT_BLUR * pitch)
    return np.asarray(relief + light, np.float32)
