"""How hard the pen presses: what a network says of it, made ink.

A network hedges: where a line may lie here or a pixel farther, it says grey. Ink is firmer. It is
judged against the hardest touch nearby, so that a faint jaw that stands alone is drawn, and haze
beside a brow is not.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.components import drop_small
from artline.fields.morphology import Field, local_max, unsharp
from artline.fields.smoothstep import smoothstep

LIGHTEST = 0.06
"""Pressure that becomes paper; it rises with less detail."""
FAINT = 0.38
"""What least detail adds to LIGHTEST."""
FAINTEST = 0.25
"""Smallest white point, where the local maximum is lower: faint lines that stand alone are drawn
firm. With less detail it rises towards FIRMEST."""
FIRMEST = 0.82
"""Largest white point, where the local maximum is higher."""
NEARBY = 2.5
"""Radius of the local maximum, pixels of a pass."""
UNSHARP_SIGMA = 1.5
"""Gaussian of the unsharp mask that parts beard hairs, pixels of a pass."""
UNSHARP_AMOUNT = 0.8
"""Amount of that unsharp mask."""
SURE = 0.5
"""Pressure that keeps a component, however small it is."""
SMALLEST = 30.0
"""Smallest component that is kept without such pressure, square pixels of a pass."""
SUREST = 0.95
"""Pressure that keeps a component at least detail."""
LARGER = 5.0
"""What least detail adds to the size of that component, as a multiple of it."""
_PAPER = 0.02  # pressure at most this parts two components


def firm(
    pressed: Field, pitch: float, detail: float = 0.0, *, keep: NDArray[np.bool_] | None = None
) -> Field:
    """Pressure as a network sees it, made ink.

    Args:
        pressed: float32 h×w, 0..1, channel `pressure`.
        pitch: pixels for one of a pass.
        detail: −1..1; below 0 faint touches are left out, above 0 fainter ones are drawn.
        keep: bool h×w, where every piece is kept, however small and faint; None is nowhere.

    Returns:
        float32 h×w, 0..1; 3t² − 2t³ between the lightest and the firmest touch.
    """
    less, more = max(-detail, 0.0), max(detail, 0.0)
    lightest = LIGHTEST * (1 - 0.5 * more) + FAINT * less
    faintest = FAINTEST * (1 - 0.5 * more) + (FIRMEST - FAINTEST) * less
    keen = unsharp(pressed, UNSHARP_SIGMA * pitch, UNSHARP_AMOUNT)
    firmest = np.clip(local_max(keen, NEARBY * pitch), faintest, FIRMEST)
    made = smoothstep((keen - lightest) / (firmest - lightest), 0.0, 1.0)
    sure = pressed > SURE + (SUREST - SURE) * less
    meant = sure if keep is None else sure | keep
    smallest = SMALLEST * (1 + LARGER * less)
    kept = drop_small(made > _PAPER, smallest * pitch * pitch, keep=meant)
    return np.asarray(np.where(kept | (made <= _PAPER), made, 0), np.float32)
