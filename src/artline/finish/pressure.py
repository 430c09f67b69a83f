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
"""A touch under this is none; with less detail, more is."""
FAINTEST, FIRMEST = 0.25, 0.82
"""Firm is what reaches the hardest touch nearby, but no less than the first, and no more than the
second; with less detail the first rises towards it."""
NEARBY = 2.5
"""Pixels of a pass."""
EDGE, KEEN = 1.5, 0.8
"""Of what is finer than so many pixels of a pass, so much is added once more: whiskers part."""
SURE, SMALLEST = 0.5, 30.0
"""Pieces of ink that nowhere reach the first, and have fewer square pixels of a pass than the
second, are flecks."""
_PAPER = 0.02  # what presses less parts two pieces


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
    lightest = LIGHTEST * (1 - 0.5 * more) + 0.30 * less
    faintest = FAINTEST * (1 - 0.5 * more) + (FIRMEST - FAINTEST) * less
    keen = unsharp(pressed, EDGE * pitch, KEEN)
    firmest = np.clip(local_max(keen, NEARBY * pitch), faintest, FIRMEST)
    made = smoothstep((keen - lightest) / (firmest - lightest), 0.0, 1.0)
    meant = pressed > SURE if keep is None else (pressed > SURE) | keep
    kept = drop_small(made > _PAPER, SMALLEST * pitch * pitch, keep=meant)
    return np.asarray(np.where(kept | (made <= _PAPER), made, 0), np.float32)
