"""What a model with settled masses saw, made whole: how the pen presses, and every outline."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from artline.ink.outline import outlined


def settled(
    channels: Mapping[str, NDArray[np.float32]], pitch: float
) -> dict[str, NDArray[np.float32]]:
    """Channels with `pressure`.

    A model that was taught pressure was taught lines that stop where masses lie: `line` gets the
    masses' outlines. Another model's lines have them, and all its ink is pressed.

    Args:
        channels: by name, float32 h×w, 0..1; `line` and `mass`, with or without `pressure`.
        pitch: pixels for one of a pass.
    """
    if "pressure" not in channels:
        return {**channels, "pressure": np.maximum(channels["line"], channels["mass"])}
    line = outlined(channels["line"], channels["pressure"], pitch)
    return {**channels, "line": line}
