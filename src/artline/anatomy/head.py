"""What the landmarks say of one head."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.faces.topology import OVAL as _OVAL
from artline.nouns import Mesh

Points = NDArray[np.float64]

OVAL = list(_OVAL[0])
SMALLEST = 22.0
"""Heads lower than this, in pixels, have no features that could be drawn."""
TURNED = 0.45
"""Beyond this `yaw` the far half of a face is not drawn."""
LEAST_EYE = 0.4
"""Width of an eye on the far half, as a share of the other's, from which it is drawn."""
DISC_RAISED = 0.15
"""Heights of the head: how far the middle of `disc` lies above the middle of the face."""
TINY = 1e-6
"""Least length, in pixels, that is divided by."""


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """A face's landmarks at working size.

    Attributes:
        points: 468×2, the face mesh.
        irises: 2×5×2, the sitter's right eye (on the picture's left) first.
        eyes: 2×71×2, lids, their surroundings and brows, the sitter's right eye first.
    """

    points: Points
    irises: Points
    eyes: Points

    @classmethod
    def of(cls, mesh: Mesh) -> Head:
        """The head of a mesh."""
        return cls(*(a.astype(np.float64) for a in (mesh.points, mesh.irises, mesh.contours)))

    def scaled(self, scale: float) -> Head:
        """The same head on a canvas with `scale` pixels for one of this."""
        points = (self.points, self.irises, self.eyes)
        return Head(*((own + 0.5) * scale - 0.5 for own in points))

    @property
    def height(self) -> float:
        """From the hairline to the chin, in pixels."""
        return float(np.hypot(*(self.points[152] - self.points[10])))

    @property
    def width(self) -> float:
        """From ear to ear, in pixels."""
        return float(np.hypot(*(self.points[454] - self.points[234])))

    @property
    def down(self) -> Points:
        """Unit vector from the hairline to the chin."""
        way = self.points[152] - self.points[10]
        return np.asarray(way / max(float(np.hypot(*way)), TINY))

    @property
    def right(self) -> Points:
        """Unit vector to the picture's right, in the face's own frame."""
        x, y = self.down
        return np.array([y, -x])

    @property
    def yaw(self) -> float:
        """−1..1: how much wider the half of the face on the picture's right is, 0 in front."""
        nose = self.points[[4, 5, 195]].mean(0)
        left = float(self.right @ (nose - self.points[234]))
        right = float(self.right @ (self.points[454] - nose))
        return float(np.clip((right - left) / max(abs(left) + abs(right), TINY), -1, 1))

    def far(self, side: int) -> bool:
        """Whether a side (0 on the picture's left, 1 on its right) is turned away."""
        return (self.yaw if side else -self.yaw) < -TURNED

    def shows_eye(self, side: int) -> bool:
        """Whether an eye is seen: on the far side it is foreshortened, then gone."""
        widths = np.hypot(*(self.eyes[:, 8] - self.eyes[:, 0]).T)
        return not self.far(side) or bool(widths[side] > LEAST_EYE * widths[1 - side])

    def below(self, point: Points, shape: tuple[int, ...]) -> NDArray[np.float32]:
        """How far below a point each pixel is, in heights of the head, float32 h×w."""
        y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
        dx, dy = self.down / self.height
        away: NDArray[np.float32] = ((x - point[0]) * dx + (y - point[1]) * dy).astype(np.float32)
        return away

    def disc(self, heights: float, shape: tuple[int, ...]) -> NDArray[np.bool_]:
        """A disc around the head, its radius in heights of the head, bool h×w."""
        middle = (self.points[10] + self.points[152]) / 2 - self.down * DISC_RAISED * self.height
        y, x = np.ogrid[: shape[0], : shape[1]]
        inside: NDArray[np.bool_] = np.hypot(x - middle[0], y - middle[1]) < heights * self.height
        return inside
