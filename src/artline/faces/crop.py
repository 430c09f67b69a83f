"""A square around the faces of a photo, as a portrait for an account is cut."""

from __future__ import annotations

from collections.abc import Sequence

from artline.nouns import Face
from artline.options.frame import Box

HEADROOM = 3.1
"""Height of the crop around one face, in the height of its box, brow to chin."""
BESIDE = 1.6
"""Room to the left and right of the outermost faces, together, in the same unit."""
LOWER = 0.35
"""How far the middle of the crop lies below that of the faces, in the same unit."""


def around(faces: Sequence[Face], width: int, height: int) -> Box:
    """The square around the faces, moved and made smaller where the photo ends.

    Args:
        faces: one at least; the tallest is the measure.
        width: of the photo, pixels.
        height: the same.

    Returns:
        Left, top, width and height in fractions of the photo: as much of each side as makes a
        square of pixels.
    """
    left, right = min(f.left for f in faces) * width, max(f.right for f in faces) * width
    top, bottom = min(f.top for f in faces) * height, max(f.bottom for f in faces) * height
    face = max(f.bottom - f.top for f in faces) * height
    wanted = max(right - left + BESIDE * face, bottom - top + (HEADROOM - 1) * face)
    side = min(wanted, width, height)
    x = _within((left + right) / 2, side, width)
    y = _within((top + bottom) / 2 + LOWER * face, side, height)
    return x / width, y / height, side / width, side / height


def _within(middle: float, side: float, length: int) -> float:
    """Where a side of that middle begins, if it is moved into a length."""
    return min(max(middle - side / 2, 0.0), length - side)
