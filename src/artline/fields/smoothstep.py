"""A soft step, for every room."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def smoothstep(x: NDArray[np.float32], low: float, high: float) -> NDArray[np.float32]:
    """0 at or below `low`, 1 at or above `high`, 3t² − 2t³ between; float32, of any shape."""
    t = np.clip((x - np.float32(low)) / np.float32(high - low), 0, 1)
    step: NDArray[np.float32] = (t * t * (3 - 2 * t)).astype(np.float32, copy=False)
    return step


def smoothstep_scalar(x: float, low: float, high: float) -> float:
    """`smoothstep` of one number."""
    t = min(max((x - low) / (high - low), 0.0), 1.0)
    return t * t * (3 - 2 * t)
