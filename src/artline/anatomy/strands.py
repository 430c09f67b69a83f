"""Strands of light: where black hair or cloth lets the paper through.

A mass of one black is a helmet. An artist leaves the lit strands open, along the flow of the
hair. They are measured from the photo itself: ridges of lightness, relative to how much the
lightness varies nearby, smoothed along the flow.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur
from artline.fields.flow import along, flow

Field = NDArray[np.float32]

FLATTEST = 0.06
"""Variation of log-lightness under which a surface counts as flat: noise is no strand."""


OPEN = 1.3
"""Height of a strand that the model itself left open."""


def strands(lightness: Field, pitch: float = 1.0, drawn: Field | None = None) -> Field:
    """Ridges of light along the flow of the photo.

    Args:
        lightness: float32 h×w, 0..1, CIE L*/100 at working size.
        pitch: working pixels per pixel of the network's pass; sizes scale with it.
        drawn: float32 h×w, 0..1, where the model itself left hair open, if it says so.

    Returns:
        float32 h×w, about −2..2: 0 = as light as its surroundings, above 0.45 a strand.
    """
    depth = np.log(lightness + np.float32(0.03))
    ridge = blur(depth, 0.8 * pitch) - blur(depth, 4.0 * pitch)
    variation = np.sqrt(blur(ridge * ridge, 10.0 * pitch))
    ridge /= variation + np.float32(FLATTEST)
    found = along(ridge, flow(depth, pitch), pitch)
    return found if drawn is None else np.maximum(found, np.float32(OPEN) * drawn)
