"""Who belongs to the sitter: the soft matte settled, hair edges kept."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.finish.curves import Field, blur, joined, smoothstep, swell
from artline.nouns import Ink

SMALLEST_SITTER = 0.01
"""Where the sitter covers less than this share, the picture is taken to have none."""


def sitter(subject: Field, mass: Field, pitch: float) -> Field:
    """How far ink is let through, 0 outside the sitter and 1 within.

    Doubt is settled by region: what the matte half believes in is the sitter's where it hangs
    together with what is surely the sitter, and black mass that does so (dark hair on a dark
    wall) more readily than anything else. The outline itself is kept by growing the matte by
    about a line's width.

    Args:
        subject: float32 h×w, 0..1, the network's matte.
        mass: float32 h×w, 0..1, channel `mass`.
        pitch: working pixels per pixel of the network's pass.

    Returns:
        float32 h×w, 0..1, with soft edges about two working pixels wide.
    """
    belief = subject + np.float32(0.25) * mass * smoothstep(subject, 0.1, 0.3)
    sure = subject > 0.6
    whole = joined(belief > 0.32, sure).astype(np.float32)
    grown = swell(blur(whole, 0.8 * pitch), 0.8 * pitch)
    return smoothstep(grown, 0.3, 0.7)


def faces(ink: Ink) -> NDArray[np.bool_]:
    """Where the faces are, bool h×w: eyes and mouths are small and must not be swept away."""
    h, w = ink.shape
    mask = np.zeros((h, w), bool)
    for face in ink.faces:
        top, bottom = int(face.top * h), int(np.ceil(face.bottom * h))
        left, right = int(face.left * w), int(np.ceil(face.right * w))
        mask[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)] = True
    return mask
