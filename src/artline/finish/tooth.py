"""The tooth of paper, and a hand that presses more and less."""

from __future__ import annotations

import numpy as np

from artline.fields.blur import blur
from artline.fields.morphology import Field
from artline.fields.smoothstep import smoothstep
from artline.finish.contour.outlines import large
from artline.finish.grain import spread

TOOTH = (0.32, 0.9)
"""Gaussians of the paper's tooth, fine and coarse, pixels of a pass."""
COARSE = 2.2
"""Share of the coarse one."""
REACH = 1.35
"""Depth of the paper that a full touch reaches, in depths of the tooth."""
LEAST_REACH = 0.05
"""Depth that the lightest touch reaches."""
DEPTH = 0.95
"""Depth of the tooth."""
TOOTH_SOFT = 0.45
"""Half the width of the edge between what is reached and what is not, in depths."""
IN_HOLLOWS = 0.25
"""Share of a touch that is left in the paper's hollows."""
SWAY = 14.0
"""Gaussian, pixels of a pass, over which the hand presses more or less."""
_SEED = 11


def left(touch: Field, height: Field) -> Field:
    """What a touch leaves on paper: in its hollows less, unless it presses hard."""
    above = np.float32(REACH) * touch - np.float32(DEPTH) * height + np.float32(LEAST_REACH)
    over = np.asarray(above / np.float32(TOOTH_SOFT), np.float32)
    share = np.float32(IN_HOLLOWS) + np.float32(1 - IN_HOLLOWS) * smoothstep(over, -1, 1)
    return np.asarray(touch * share, np.float32)


def tooth(shape: tuple[int, ...], unit: float) -> Field:
    """Height of the paper, evenly spread over 0..1."""
    noise = np.random.default_rng(_SEED).standard_normal(shape, np.float32)
    fine, coarse = (blur(noise, sigma * unit) for sigma in TOOTH)
    return spread(fine + np.float32(COARSE) * coarse)


def sway(shape: tuple[int, ...], unit: float) -> Field:
    """How hard the hand presses, evenly spread over 0..1."""
    small = max(SWAY * unit / 2, 1.0)
    size = (max(round(shape[0] / small), 2), max(round(shape[1] / small), 2))
    noise = np.random.default_rng(_SEED + 1).standard_normal(size, np.float32)
    return large(spread(blur(noise, 1.0)), shape)
