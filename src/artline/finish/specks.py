"""Specks of ink and pinholes in black: what no hand would draw."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.components import drop_small
from artline.fields.morphology import Field

SPECK = 10.0
"""Ink smaller than this, in square working pixels of a pass, goes."""
PINHOLE = 5.0
"""Paper enclosed by ink and smaller than this goes black, save in a face (catchlights)."""


def swept(field: Field, pitch: float, spared: NDArray[np.bool_]) -> Field:
    """The field without specks and pinholes.

    Args:
        field: float32 h×w, ink above 0.5.
        pitch: working pixels per pixel of the network's pass.
        spared: bool h×w, where nothing is touched (eyes and mouth are made of specks).

    Returns:
        float32 h×w.
    """
    ink = field > 0.5
    specks = ink & ~drop_small(ink, SPECK * pitch * pitch, corners=True) & ~spared
    out = np.where(specks, np.minimum(field, 0.3), field)
    holes = ~ink & ~drop_small(~ink, PINHOLE * pitch * pitch, corners=True) & ~spared
    return np.where(holes, np.maximum(out, 0.7), out).astype(np.float32)
