"""How hard the pen presses, from a network whose ink is soft where its teacher's strokes taper."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.smoothstep import smoothstep

LIGHTEST, FIRMEST = 0.03, 0.65
"""Ink of the network under the first is paper; above the second the pen presses fully."""


def pressure(line: NDArray[np.float32], mass: NDArray[np.float32]) -> NDArray[np.float32]:
    """Lines and masses as one ink, grey where a stroke thins out.

    Args:
        line: float32 h×w, 0..1, channel `line`.
        mass: float32 h×w, 0..1, channel `mass`.

    Returns:
        float32 h×w, 0..1; 3t² − 2t³ between the lightest and the firmest touch.
    """
    return smoothstep(np.maximum(line, mass), LIGHTEST, FIRMEST)
