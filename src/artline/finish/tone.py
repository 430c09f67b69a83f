"""Black areas turned into paper by the knob that makes less of them."""

from __future__ import annotations

import numpy as np

from artline.fields.blur import blur
from artline.fields.morphology import Field, dilate, opening
from artline.fields.smoothstep import smoothstep
from artline.nouns import Ink

MASS_RADIUS = 3.0
"""Radius of the disc, pixels of a pass, that an area holds which is no line."""
RIM = 1.6
"""Width of the line that is left around an area that turns into paper, pixels of a pass."""
LIGHT_BLUR = 3.0
"""Gaussian over the photo's lightness, pixels of a pass, that tells which area turns first."""
LIGHT_EDGE = 0.004
"""Half the span of lightness, 0..1, over which an area turns from ink to paper."""


def opened(pressed: Field, ink: Ink, less: float) -> Field:
    """Pressure whose black areas are turned into paper, the lightest first, their rims left.

    Args:
        pressed: float32 h×w, 0..1.
        ink: what the network saw; the photo's lightness counts.
        less: 0..1, the share of the black areas that turns.

    Returns:
        float32 h×w, 0..1.
    """
    area = opening(pressed, MASS_RADIUS * ink.pitch)
    black = area > 0.5
    if less <= 0 or not black.any():
        return pressed
    light = blur(ink.lightness, LIGHT_BLUR * ink.pitch)
    limit = float(np.quantile(light[black], 1 - less))
    turns = smoothstep(light, limit - LIGHT_EDGE, limit + LIGHT_EDGE) if less < 1 else 1.0
    inner = blur(1 - dilate(1 - area, RIM * ink.pitch), 0.5 * ink.pitch)
    return np.asarray(np.clip(pressed - turns * inner, 0, 1), np.float32)
