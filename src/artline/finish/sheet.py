"""Where a look has ink, at working size, before it is traced."""

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
        key: the name of what drew `tone`, and the settings that it follows from: the latest steep
            form under each name is kept with the ink.
        behind: float32 h×w, 0..1, what is painted lighter, beneath the rest; None is nothing.
        settled: whether what is broader than a line becomes black or paper.
    """

    tone: NDArray[np.float32]
    weight: float
    key: tuple[Hashable, ...]
    behind: NDArray[np.float32] | None = None
    settled: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class CutSheet:
    """Ink at working size, not yet cut.

    Attributes:
        field: float32 h×w, smooth; ink lies where it is above 0.5.
        behind: float32 h×w, as `field`, painted lighter and beneath it; None is nothing.
    """

    field: NDArray[np.float32]
    behind: NDArray[np.float32] | None = None


Sheet = ToneSheet | CutSheet
"""A look's ink at working size."""
