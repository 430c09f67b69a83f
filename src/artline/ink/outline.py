"""Lines of a network whose `line` stops where masses lie: thin ink, and the outlines of masses."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur

WIDEST = 9
"""Diameter, pixels of a pass, of the disc that fits into masses and into no line."""
OUTLINE = 5
"""Diameter, pixels of a pass, of the disc that masses are eroded by; what is left has no line, so
that an outline of two pixels stays."""


def outlined(
    line: NDArray[np.float32], pressed: NDArray[np.float32], pitch: float
) -> NDArray[np.float32]:
    """Every line that a pen without black areas needs.

    Args:
        line: float32 h×w, 0..1, channel `line`.
        pressed: float32 h×w, 0..1, all ink, lines and masses.
        pitch: pixels for one of a pass.

    Returns:
        float32 h×w, 0..1, at least `line`.
    """
    import cv2

    def disc(pixels: int) -> NDArray[np.uint8]:
        side = max(1, round(pixels * pitch)) | 1
        return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)

    black = (pressed > 0.5).astype(np.uint8)
    wide = cv2.morphologyEx(black, cv2.MORPH_OPEN, disc(WIDEST))
    # the border of the picture is no edge
    core = cv2.erode(wide, disc(OUTLINE), borderType=cv2.BORDER_REPLICATE)
    inside = blur(core.astype(np.float32), 0.8 * pitch)
    return np.asarray(np.maximum(line, pressed * (1 - inside)), np.float32)
