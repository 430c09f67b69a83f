"""Black masses at the knob that makes more or less of them."""

from __future__ import annotations

import numpy as np

from artline.fields.morphology import Field
from artline.nouns import Ink

MORE = 0.03
"""Added to channel `mass` at neutral shade: black from a little below one half."""
BY_SHADE = 0.33
"""Added at full shade, taken away at least shade."""


def masses(ink: Ink, shade: float) -> Field:
    """Black masses as the model drew them: decided, strands of light open.

    Args:
        ink: what the network saw.
        shade: −1..1, how readily things go black.

    Returns:
        float32 h×w, black above 0.5.
    """
    return ink.channels["mass"] + np.float32(MORE + BY_SHADE * shade)
