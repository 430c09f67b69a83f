"""Small features as shapes: masks on a fine grid around them, and their outlines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur
from artline.marks.outline import evened
from artline.marks.rings import rings
from artline.nouns import Colour, Shape
from artline.paint.parts import BARE
from artline.paint.sitting import Sitting

Mask = NDArray[np.bool_]
Points = NDArray[np.float64]

FINE = 8
"""Pixels of the grid for one of the canvas, at most."""
MOST = 420
"""Longest side of the grid, pixels."""
SMOOTHING = 1.0
"""Gaussian over a mask, pixels of the grid."""
LEAST = 6.0
"""Square pixels of the grid: smaller shapes and holes are left out."""


@dataclass(frozen=True, slots=True)
class Stencilled:
    """A fine grid over a part of the canvas.

    Attributes:
        left: of the part, pixels of the canvas.
        top: of the part, pixels of the canvas.
        shape: rows and columns of the grid.
        fine: pixels of the grid for one of the canvas.
        scale: pixels of the photo for one of the canvas, across and down.
        reach: how far the part reaches beyond what it is around, pixels of the canvas.
        bare: bool h×w, of the canvas, where nothing is painted.
    """

    left: float
    top: float
    shape: tuple[int, int]
    fine: float
    scale: tuple[float, float]
    reach: float
    bare: Mask

    @classmethod
    def around(cls, points: Points, reach: float, seat: Sitting) -> Stencilled | None:
        """Around some points of the canvas; None where these have no extent."""
        low, high = points.min(0) - reach, points.max(0) + reach
        across, down = (float(value) for value in high - low)
        if not 1 <= max(across, down) < np.inf:
            return None
        fine = min(FINE, MOST / max(across, down))
        shape = (int(np.ceil(down * fine)), int(np.ceil(across * fine)))
        return cls(float(low[0]), float(low[1]), shape, fine, seat.scale, reach, seat.part == BARE)

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle, pixels of the canvas."""
        height, width = self.shape
        return self.left + 0.5 * width / self.fine, self.top + 0.5 * height / self.fine

    def polygon(self, points: Points) -> Mask:
        """What lies within a closed polygon of the canvas, bool, on the grid."""
        import cv2

        mask = np.zeros(self.shape, np.uint8)
        placed = (points - (self.left, self.top)) * self.fine - 0.5
        cv2.fillPoly(mask, [np.rint(placed * 16).astype(np.int32)], 1, shift=4)
        return mask > 0

    def disc(self, middle: Points, radius: float) -> Mask:
        """What lies within a circle of the canvas, bool, on the grid."""
        y, x = np.ogrid[: self.shape[0], : self.shape[1]]
        at = (np.asarray(middle) - (self.left, self.top)) * self.fine - 0.5
        far: Mask = np.hypot(x - at[0], y - at[1]) < radius * self.fine
        return far

    def picture(self, canvas: NDArray[np.float32]) -> NDArray[np.float32]:
        """A picture of the canvas on the grid, its border continued."""
        import cv2

        turn = np.array(
            [
                [1 / self.fine, 0, self.left + 0.5 / self.fine - 0.5],
                [0, 1 / self.fine, self.top + 0.5 / self.fine - 0.5],
            ]
        )
        size = self.shape[::-1]
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        made = cv2.warpAffine(canvas, turn, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(made, np.float32)

    def sampled(self, mask: Mask) -> Mask:
        """A mask of the canvas on the grid."""
        return self.picture(mask.astype(np.float32)) > 0.5

    def shapes(self, mask: Mask, colour: Colour, layer: str) -> list[Shape]:
        """The outlines of a mask on the grid, in pixels of the photo."""
        import cv2

        free = mask & ~self.sampled(self.bare)
        surface = blur(free.astype(np.float32), SMOOTHING) - np.float32(0.5)
        rim = cv2.copyMakeBorder(surface, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=-1)
        made = list(rings(np.asarray(rim, np.float32), LEAST, LEAST))
        even = iter(evened([ring for each in made for ring in each]))
        found = []
        for each in made:
            placed = [
                ((next(even) - 0.5) / self.fine + (self.left, self.top)) * self.scale for _ in each
            ]
            outlines = tuple(ring.astype(np.float32) for ring in placed)
            found.append(Shape(outlines, "line", 1.0, colour, layer))
        return found


def ring_around(one: Points, other: Points) -> Points:
    """A closed polygon along two curves, the second from where the first ends."""
    from artline.anatomy.curve import spline

    return np.concatenate([spline(one, 0.5), spline(other, 0.5)])
