"""What a model with settled masses saw, made whole: how the pen presses, and every outline."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from artline.ink.outline import outlined
from artline.ink.pressure import firm, pressure


def settled(
    channels: Mapping[str, NDArray[np.float32]], pitch: float
) -> dict[str, NDArray[np.float32]]:
    """Channels with `pressure`.

    A model that was taught pressure was taught lines that stop where masses lie: `line` gets the
    masses' outlines. Another model's lines have them.

    Args:
        channels: by name, float32 h×w, 0..1; `line` and `mass`, with or without `pressure`.
        pitch: pixels for one of a pass.
    """
    if "pressure" not in channels:
        return {**channels, "pressure": pressure(channels["line"], channels["mass"])}
    pressed = firm(channels["pressure"], pitch)
    line = outlined(channels["line"], pressed, pitch)
    return {**channels, "line": line, "pressure": pressed}
