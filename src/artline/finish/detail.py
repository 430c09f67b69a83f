"""More detail: lines of the photo itself, dark ones on paper and light ones in black."""

from __future__ import annotations

import numpy as np

from artline.fields.coherent import coherent, lasting
from artline.fields.morphology import Field, top_hat
from artline.nouns import Ink

RADIUS = 2.5
"""Radius of the disc, pixels of a pass, beside which a line is dark."""
DEEPEST = 0.10
"""Difference of lightness, 0..1, of a line that is drawn from the least detail on."""
FAINTEST = 0.012
"""Difference of lightness of a line that is drawn at most detail."""
DARKEST = 0.04
"""Lightness, 0..1, below which the photo is taken to be black."""
SEED = 1.6
"""How much deeper a line must be somewhere, as a multiple of that difference."""
SHORTEST = 8.0
"""Least length of a line, pixels of a pass."""


def with_finer_lines(pressed: Field, ink: Ink, more: float) -> Field:
    """Ink with lines that the network left out, the more of them the more detail is asked for.

    Args:
        pressed: float32 h×w, 0..1.
        ink: what the network saw; the photo's lightness counts.
        more: 0..1.

    Returns:
        float32 h×w, 0..1.
    """
    dark, light = (
        _lines(ink.once(name, find), ink.pitch, more)
        for name, find in (("detail.dark", _dark), ("detail.light", _light))
    )
    made = np.maximum(pressed, dark) * (1 - light)
    if ink.erased is not None:
        made = np.where(ink.erased, 0, made)
    return np.asarray(made, np.float32)


def _lines(depth: Field, pitch: float, more: float) -> Field:
    least = DEEPEST * (FAINTEST / DEEPEST) ** more
    found = lasting(depth, 0.7 * least, 1.3 * least, SEED * least, SHORTEST * pitch)
    return np.asarray(np.float32(more**0.25) * found, np.float32)


def _dark(ink: Ink) -> Field:
    """How much darker a coherent line of the photo is than what lies beside it."""
    dark = top_hat(1 - ink.lightness, RADIUS * ink.pitch)
    return np.asarray(dark * coherent(ink.lightness), np.float32)


def _light(ink: Ink) -> Field:
    """How much lighter a coherent line is, where the photo is dark: the eye sees ratios there."""
    bright = np.log(ink.lightness + np.float32(DARKEST)) / np.float32(np.log(1 / DARKEST)) + 1
    light = top_hat(bright, RADIUS * ink.pitch)
    return np.asarray(light * coherent(1 - bright), np.float32)
