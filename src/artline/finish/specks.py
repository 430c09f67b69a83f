"""Specks of ink and pinholes in black: what no hand would draw."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.curves import Field

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
    out = np.where(_small(ink, SPECK * pitch * pitch) & ~spared, np.minimum(field, 0.3), field)
    holes = _small(~ink, PINHOLE * pitch * pitch) & ~spared
    return np.where(holes, np.maximum(out, 0.7), out).astype(np.float32)


def _small(mask: NDArray[np.bool_], area: float) -> NDArray[np.bool_]:
    """Parts of `mask`, joined by sides or corners, with fewer pixels than `area`."""
    import cv2

    _, parts, facts, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=8)
    little = facts[:, cv2.CC_STAT_AREA] < area
    little[0] = False
    small: NDArray[np.bool_] = little[parts]
    return small
