"""The points of a face in a picture, and the rings that they make.

468 points, numbered as in the canonical face of MediaPipe's Face Mesh (Kartynnik, Ablavatski,
Grishchenko, Grundmann 2019, Real-time Facial Surface Geometry from Monocular Video on Mobile
GPUs).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

# Rings of the canonical face mesh, as MediaPipe's list of connections draws them. The sitter's
# right comes first: on the left of the picture.
EYES = (
    (33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246),
    (263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466),
)
BROWS = (
    (46, 53, 52, 65, 55, 107, 66, 105, 63, 70),
    (276, 283, 282, 295, 285, 336, 296, 334, 293, 300),
)
LIPS = (
    (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185),
)
OVAL = (
    (
        *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377),
        *(152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
    ),
)
CHEEKS = (
    (116, 117, 118, 101, 36, 205, 187, 123),
    (345, 346, 347, 330, 266, 425, 411, 352),
)
NOSTRILS = (
    (98, 97, 141, 125, 238, 79, 166, 235),
    (327, 326, 370, 354, 458, 309, 392, 455),
)
"""Around each opening: outer end and middle of the nose's base, foot of the columella, and back
along the rim above. No ring of MediaPipe's own: chosen among its points on photos."""
EYE_CORNERS = ((33, 133), (263, 362))
"""Outer and inner corner of each eye."""
OUTER_EYE_CORNERS = (33, 263)
FOREHEAD_TOP = 10
CHIN = 152
BETWEEN_BROWS = 9
NOSE_BASE = 2

Rings = tuple[tuple[int, ...], ...]
Points = NDArray[np.float32]


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
    """

    points: Points
    irises: Points
    score: float
    contours: Points = field(default_factory=lambda: np.zeros((2, 71, 2), np.float32))

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
        return Mesh(points, irises, self.score, contours)

    def area(self, rings: Rings, shape: tuple[int, int]) -> NDArray[np.bool_]:
        """Pixels inside any of these rings of points, as a mask of the picture's shape."""
        from PIL import Image, ImageDraw

        canvas = Image.new("1", (shape[1], shape[0]))
        pen = ImageDraw.Draw(canvas)
        for ring in rings:
            pen.polygon([(float(x), float(y)) for x, y in self.points[list(ring)]], fill=1)
        return np.array(canvas, dtype=np.bool_)
