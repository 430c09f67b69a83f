"""What passes through this room: a path in pixels of the traced picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Mask = NDArray[np.bool_]
Value = TypeVar("Value", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """A path of the pen, not yet on a page.

    Attributes:
        points: float64 N×2, N ≥ 2, x and y in pixels, pixel centres at one half; a closed path
            ends on its first point.
        widths: float64 N, pixels.
        closed: whether it is a loop.
        reach: how far from its ends the pen goes on through the ink to another path, pixels.
        whole: whether it is drawn as it is: never joined, nor too short.
    """

    points: Points
    widths: Points
    closed: bool = False
    reach: float = 0.0
    whole: bool = False

    @property
    def length(self) -> float:
        """Length in pixels."""
        return float(np.hypot(*np.diff(self.points, axis=0).T).sum())


def sampled(values: NDArray[Value], path: Path) -> NDArray[Value]:
    """What an array H×W holds at each point of a path in its own pixels, of the array's type."""
    height, width = values.shape
    x, y = path.points.astype(np.intp).T
    return np.asarray(values[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)])


def runs(chosen: Mask) -> list[slice]:
    """The stretches of at least two points that are chosen, bool N."""
    change = np.flatnonzero(np.diff(np.concatenate([[False], chosen, [False]]).astype(np.int8)))
    return [
        slice(a, b) for a, b in zip(*change.reshape(-1, 2).T.tolist(), strict=True) if b - a > 1
    ]
