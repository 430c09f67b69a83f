"""Where a face is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Face:
    """A face found in a photo, in fractions of the photo's width and height.

    Attributes:
        left: left edge of the box, 0..1 of the width.
        top: top edge (brows), 0..1 of the height.
        right: right edge.
        bottom: bottom edge (chin).
        score: the finder's confidence, 0..1.
        eyes: middle (x, y) of the eye on the picture's left, then of the other; fractions too.
    """

    left: float
    top: float
    right: float
    bottom: float
    score: float
    eyes: tuple[tuple[float, float], tuple[float, float]]
