"""The landmarks of a face in a picture.

468 points, numbered as in the canonical face of MediaPipe's Face Mesh (Kartynnik, Ablavatski,
Grishchenko, Grundmann 2019, Real-time Facial Surface Geometry from Monocular Video on Mobile
GPUs).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float32]

OUTER_EYE_CORNERS = (33, 263)
FOREHEAD_TOP = 10
CHIN = 152


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """A face's points in a picture.

    Attributes:
        points: float32 468×2, x and y in pixels, 0, 0 the upper left corner of the picture.
        irises: float32 2×5×2, the sitter's right eye first: the middle, then four points on the
            rim (in an upright picture: right, top, left, bottom). A closed or hidden eye has them
            too: the model does not say whether it sees an iris.
        score: the model's confidence that this is a face, 0..1.
        contours: float32 2×71×2, the sitter's right eye first: the lids (0..8 the lower one from
            the outer corner, 9..15 the upper one without the corners), rings around them, and
            the brow (63..69 its upper edge from outside).
        depth: float32 468, how far behind the middle of the head each point lies, pixels; 0 where
            it is not known.
    """

    points: Points
    irises: Points
    score: float
    contours: Points = field(default_factory=lambda: np.zeros((2, 71, 2), np.float32))
    depth: Points = field(default_factory=lambda: np.zeros(468, np.float32))

    @property
    def interocular(self) -> float:
        """Distance between the outer eye corners in pixels."""
        right, left = self.points[list(OUTER_EYE_CORNERS)]
        return float(np.hypot(*(left - right)))

    @property
    def height(self) -> float:
        """Distance from the top of the forehead to the chin in pixels."""
        return float(np.hypot(*(self.points[CHIN] - self.points[FOREHEAD_TOP])))

    @property
    def tilt(self) -> float:
        """Angle of the line through the outer eye corners, in radians, 0 = level."""
        right, left = self.points[list(OUTER_EYE_CORNERS)]
        return math.atan2(float(left[1] - right[1]), float(left[0] - right[0]))

    def placed(self, left: float, top: float, scale: float = 1.0) -> Mesh:
        """The same face in the part of the picture that begins at (left, top), then scaled."""
        corner, factor = np.array([left, top], dtype=np.float32), np.float32(scale)
        points, irises, contours = (
            (part - corner) * factor for part in (self.points, self.irises, self.contours)
        )
        return Mesh(points, irises, self.score, contours, self.depth * factor)
