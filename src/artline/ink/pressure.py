"""How hard the pen presses, from a network whose ink is soft where its teacher's strokes taper.

A network hedges: where a line may lie here or a pixel farther, it says grey. Ink is firmer.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.blur import blur
from artline.smoothstep import smoothstep

LIGHTEST, FIRMEST = 0.03, 0.65
"""Ink of the network under the first is paper; above the second the pen presses fully."""
LIGHTEST_TAUGHT, FIRMEST_TAUGHT = 0.05, 0.82
"""Likewise of a network that was taught pressure itself …"""
FAINTEST_FIRM = 0.25
"""… but where nothing presses harder nearby, so little is firm: a faint jaw is drawn, and thin."""
NEARBY = 2.5
"""Pixels of a pass."""


def pressure(line: NDArray[np.float32], mass: NDArray[np.float32]) -> NDArray[np.float32]:
    """Lines and masses as one ink, grey where a stroke thins out.

    Args:
        line: float32 h×w, 0..1, channel `line`.
        mass: float32 h×w, 0..1, channel `mass`.

    Returns:
        float32 h×w, 0..1; 3t² − 2t³ between the lightest and the firmest touch.
    """
    return smoothstep(np.maximum(line, mass), LIGHTEST, FIRMEST)


def firm(pressed: NDArray[np.float32], pitch: float = 1.0) -> NDArray[np.float32]:
    """Pressure as a network learned it, made ink.

    Args:
        pressed: float32 h×w, 0..1, channel `pressure`.
        pitch: pixels for one of a pass.

    Returns:
        float32 h×w, 0..1; 3t² − 2t³ between the lightest touch and the firmest, or what is a
        little more than the firmest nearby.
    """
    import cv2

    side = 2 * max(1, round(NEARBY * pitch)) + 1
    top = cv2.dilate(pressed, np.ones((side, side), np.uint8), borderType=cv2.BORDER_REPLICATE)
    nearby = blur(np.asarray(top, np.float32), 0.5 * NEARBY * pitch)
    firmest = np.clip(1.15 * nearby, FAINTEST_FIRM, FIRMEST_TAUGHT)
    return smoothstep((pressed - LIGHTEST_TAUGHT) / (firmest - LIGHTEST_TAUGHT), 0.0, 1.0)
