"""Lines that narrow towards their ends, as a pen leaves them that is lifted while it moves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.morphology import disc
from artline.fields.thinning import ends, thinned
from artline.finish.weight import narrowed, of_ink

U8 = NDArray[np.uint8]

LENGTH = 10.0
"""Pixels of a pass before its end over which a line narrows."""
WIDEST = 2.2
"""Half the width, pixels of a pass, of the widest line that has ends."""


def tapered(steep: U8, taper: float, unit: float) -> U8:
    """Steep ink whose lines narrow towards their ends.

    Args:
        steep: uint8 h×w, 255 = ink, with steep edges.
        taper: share of its width that a line has lost at its end, 0..1; 0 leaves the ink as it is.
        unit: pixels of the field for one of a pass.

    Returns:
        uint8 h×w.
    """
    import cv2

    if taper == 0:
        return steep
    ink = of_ink(steep, unit)
    tips = ends(thinned(ink, round(WIDEST * unit)))
    if not tips.any():
        return steep
    length = round(LENGTH * unit)
    near = _nearness(ink, tips, length)
    share = near * np.float32(taper / length)
    changed = narrowed(steep, ink, np.asarray(share, np.float32), unit)
    return np.asarray(cv2.copyTo(changed, cv2.dilate(near, disc(unit)), steep.copy()), np.uint8)


def _nearness(ink: NDArray[np.bool_], tips: NDArray[np.bool_], length: int) -> U8:
    """`length` less how far each pixel of ink lies from the nearest tip, within the ink, pixels.

    Steps go to four and to eight neighbours in turn: an octagon is nearly a circle.
    """
    import cv2

    cross = np.asarray(cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3)), np.uint8)
    square = np.ones((3, 3), np.uint8)
    inside, front = ink.astype(np.uint8), tips.astype(np.uint8)
    near = front.copy()
    for step in range(1, length):
        spread = cv2.dilate(front, square if step % 2 else cross)
        front = np.asarray(cv2.bitwise_and(spread, inside), np.uint8)
        near = np.asarray(cv2.add(near, front), np.uint8)
    return near
