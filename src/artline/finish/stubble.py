"""Short beards drawn hair by hair instead of black."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from artline.marks.stubble import Stubble, stubble
from artline.nouns import Ink, Line

Field = NDArray[np.float32]


def instead(tone: Field, ink: Ink) -> Field:
    """Ink without the black that hairs replace, and with jaw and lips where it had bounded them.

    Args:
        tone: float32 h×w at working size, 0..1.
        ink: what the network saw.
    """
    found = _found(ink)
    if not found.lines:
        return np.asarray(tone, np.float32)
    return np.asarray(np.maximum(tone * (1 - found.core), found.core * found.features), np.float32)


def hairs(ink: Ink, weight: float) -> tuple[Line, ...]:
    """The hairs, as wide as a pen of this weight draws them."""
    wide = np.float32(weight)
    return tuple(replace(line, widths=line.widths * wide) for line in _found(ink).lines)


def _found(ink: Ink) -> Stubble:
    return ink.latest("finish.stubble", None, lambda: stubble(ink))
