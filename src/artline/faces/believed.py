"""A second opinion on the faces that were found: the face mesh's own score.

The face finder sees a face in a cup and its saucer, in wheels and in animals: it looks at a small
picture. The mesh looks at each of its faces from near and says how sure it is that it is one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from artline.nouns import Face

if TYPE_CHECKING:
    from artline.faces.mesh import FaceMesh

BELIEVED = 0.2
"""Least score of the mesh, 0..1. Of 429 photos of the train split the least sure has 0.33; of 52
objects and animals that the finder took for faces, 44 have less than 0.2, most of them 0.01."""

ROOM = 1.2
"""Long sides of a face's box that are cut out around its middle, in each direction."""

ENOUGH = 400
"""Pixels of the long side of a face's box above which pixels are left out: the mesh sees 128."""


def believed(mesh: FaceMesh, rgb: NDArray[np.uint8], faces: Iterable[Face]) -> tuple[Face, ...]:
    """Those of the found faces in which the mesh sees one too.

    Args:
        mesh: says how sure it is.
        rgb: uint8 H×W×3, sRGB, upright, of any size.
        faces: boxes and eyes in fractions of the picture.
    """
    return tuple(face for face in faces if mesh.score(*_near(rgb, face)) >= BELIEVED)


def _near(rgb: NDArray[np.uint8], face: Face) -> tuple[NDArray[np.uint8], Face]:
    """What lies around a face, no finer than is looked at, and the face in fractions of that."""
    height, width = rgb.shape[:2]
    side = max((face.right - face.left) * width, (face.bottom - face.top) * height)
    x, y = (face.left + face.right) / 2 * width, (face.top + face.bottom) / 2 * height
    left, top = max(0, int(x - ROOM * side)), max(0, int(y - ROOM * side))
    right, bottom = int(x + ROOM * side) + 1, int(y + ROOM * side) + 1
    part = rgb[top:bottom, left:right]
    high, wide = part.shape[:2]

    def inside(point: tuple[float, float]) -> tuple[float, float]:
        return (point[0] * width - left) / wide, (point[1] * height - top) / high

    (first, second), step = face.eyes, max(1, int(side) // ENOUGH)
    (x0, y0), (x1, y1) = inside((face.left, face.top)), inside((face.right, face.bottom))
    near = Face(x0, y0, x1, y1, face.score, (inside(first), inside(second)))
    return part[::step, ::step], near
