"""What a look's function returns: where ink lies and how dark it is, at working size."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class ToneSheet:
    """Ink with tone at working size, its edges still soft.

    Attributes:
        tone: float32 h×w, 0..1, 1 = black.
        weight: line weight that its edges are moved by once they are steep; 1 leaves them.
        key: what drew `tone`, and the settings that it follows from, so that its steep form can
            be kept with the ink; no other look that draws otherwise may give the same.
    """

    tone: NDArray[np.float32]
    weight: float
    key: Hashable

    @property
    def ink_share(self) -> float:
        """Mean darkness of the sheet, 0..1."""
        return float(self.tone.mean())


@dataclass(frozen=True, slots=True, eq=False)
class CutSheet:
    """Ink at working size, not yet cut.

    Attributes:
        field: float32 h×w, smooth; ink lies where it is above 0.5.
        strength: float32 h×w, 0..1: how dark the ink is where it lies (background drawn
            lighter); None where all ink is full.
    """

    field: NDArray[np.float32]
    strength: NDArray[np.float32] | None = None

    @property
    def ink_share(self) -> float:
        """Mean darkness of the sheet, 0..1."""
        drawn = self.field > 0.5
        return float(drawn.mean() if self.strength is None else (drawn * self.strength).mean())


Sheet = ToneSheet | CutSheet
