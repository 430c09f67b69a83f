"""What a look hands to the corridor: where ink lies, and how strongly, at working size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """Ink at working size, not yet cut.

    Attributes:
        field: float32 h×w, smooth; ink lies where it is above 0.5.
        strength: float32 h×w, 0..1: how dark the ink is where it lies (background drawn
            lighter); None where all ink is full.
    """

    field: NDArray[np.float32]
    strength: NDArray[np.float32] | None = None
