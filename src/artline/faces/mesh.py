"""Where the points of a face are: MediaPipe's Face Mesh and Iris, as ONNX.

Face Mesh: Kartynnik, Ablavatski, Grishchenko, Grundmann 2019 (Real-time Facial Surface Geometry
from Monocular Video on Mobile GPUs), 468 points of a 192×192 face. Iris: Ablavatski, Vakunov,
Grishchenko, Raveendran, Zhdanovich 2020 (Real-time Pupil Tracking from Monocular Video for
Digital Puppetry), 5 points of a 64×64 eye.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from artline.errors import ModelError, shown
from artline.faces.topology import EYE_CORNERS
from artline.models.session import open_session
from artline.nouns import Face, Mesh
from artline.nouns.mesh import Points

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from PIL.Image import Image

POINTS = 468
LEAST_SCORE = 0.5

_FACE_SIDE, _EYE_SIDE = 192, 64  # of the models' inputs, in pixels
_FACE_MARGIN = 1.5  # of the face's box; MediaPipe's
_EYE_MARGIN = 2.3  # of the distance between an eye's corners; MediaPipe's


class FaceMesh:
    """Both models, loaded. Safe to share by threads.

    Args:
        mesh: the whole ONNX file of the face mesh.
        iris: the whole ONNX file of the iris model.
        threads: threads for one look.

    Raises:
        ModelError: not an ONNX model, or not the one that is meant.
    """

    def __init__(self, mesh: bytes, iris: bytes, *, threads: int = 1) -> None:
        self._mesh = _opened(mesh, "mesh", threads)
        self._iris = _opened(iris, "iris", threads)

    def find(self, rgb: NDArray[np.uint8], face: Face) -> Mesh | None:
        """The mesh of one face, or None where the model sees none there.

        A square of 1.5 times the face box, level with the eyes, goes in; the points found place
        it anew (1.5 times the long side of their box, level through the outer eye corners) for
        a second look, as MediaPipe does from one frame to the next. Then each eye is looked at.

        Args:
            rgb: uint8 H×W×3, sRGB, upright, of any size.
            face: box from brows to chin and the eyes, in fractions of the picture.
        """
        from PIL import Image

        image = Image.fromarray(np.ascontiguousarray(rgb))
        first = self._look(image, _Square.of(face, image.width, image.height))
        if first.score < LEAST_SCORE:
            return None
        extent = (*first.points.min(axis=0).tolist(), *first.points.max(axis=0).tolist())
        second = self._look(image, _Square.around(extent, first.tilt))
        if second.score < LEAST_SCORE:
            return None
        eyes = [self._look_at_eye(image, second, eye) for eye in (0, 1)]
        irises, contours = (np.stack(part) for part in zip(*eyes, strict=True))
        return Mesh(second.points, irises, second.score, contours, second.depth)

    def score(self, rgb: NDArray[np.uint8], face: Face) -> float:
        """How sure the model is, 0..1, that this is a face; arguments as `find`'s."""
        from PIL import Image

        image = Image.fromarray(np.ascontiguousarray(rgb))
        return self._look(image, _Square.of(face, image.width, image.height)).score

    def each(self, rgb: NDArray[np.uint8], faces: Iterable[Face]) -> list[Mesh]:
        """The meshes of those faces in which the model sees one; arguments as `find`'s."""
        return [mesh for face in faces if (mesh := self.find(rgb, face)) is not None]

    def _look(self, image: Image, square: _Square) -> Mesh:
        """The points of the face in a square, its irises still unseen."""
        tensor = square.cut(image, _FACE_SIDE)
        raw, logit = self._mesh.run(["points", "score"], {"face": tensor})
        points = square.back(raw[0, :, :2], _FACE_SIDE)
        score = 1 / (1 + math.exp(-max(-60.0, min(60.0, float(logit[0, 0])))))
        depth = raw[0, :, 2] * np.float32(square.side / _FACE_SIDE)
        return Mesh(points, np.zeros((2, 5, 2), np.float32), score, depth=depth)

    def _look_at_eye(self, image: Image, mesh: Mesh, eye: int) -> tuple[Points, Points]:
        """An eye's iris and contour; the model knows right eyes, so the left one is mirrored."""
        outer, inner = mesh.points[list(EYE_CORNERS[eye])].astype(np.float64)
        x, y = (outer + inner) / 2
        square = _Square(x, y, max(1.0, _EYE_MARGIN * np.hypot(*(outer - inner))), mesh.tilt)
        tensor = square.cut(image, _EYE_SIDE)
        mirrored = eye == 1
        if mirrored:
            tensor = np.ascontiguousarray(tensor[..., ::-1])
        raw = self._iris.run(["iris", "contour"], {"eye": tensor})
        iris, contour = (points[0, :, :2] for points in raw)
        if mirrored:
            iris = iris[[0, 3, 2, 1, 4]] * (-1, 1) + (_EYE_SIDE, 0)
            contour = contour * (-1, 1) + (_EYE_SIDE, 0)
        return square.back(iris, _EYE_SIDE), square.back(contour, _EYE_SIDE)


@dataclass(frozen=True, slots=True)
class _Square:
    """A turned square of the picture: centre, side in pixels, angle in radians."""

    x: float
    y: float
    side: float
    angle: float

    @classmethod
    def of(cls, face: Face, width: int, height: int) -> _Square:
        """The mesh's square for a face that was found, level with its eyes."""
        (x0, y0), (x1, y1) = face.eyes
        angle = math.atan2((y1 - y0) * height, (x1 - x0) * width)
        box = (face.left * width, face.top * height, face.right * width, face.bottom * height)
        return cls.around(box, angle)

    @classmethod
    def around(cls, box: tuple[float, ...], angle: float) -> _Square:
        """The mesh's square for a face's box of left, top, right, bottom in pixels."""
        left, top, right, bottom = box
        side = _FACE_MARGIN * max(right - left, bottom - top)
        return cls((left + right) / 2, (top + bottom) / 2, max(1.0, side), angle)

    def cut(self, image: Image, size: int) -> NDArray[np.float32]:
        """The square as 1×3×size×size, 0..1; reduced first where larger, so nothing aliases."""
        from PIL.Image import Resampling, Transform

        factor = max(1, int(self.side / size))
        smaller = image.reduce(factor) if factor > 1 else image
        matrix, shift = self._affine(size)
        (a, b), (d, e) = matrix / factor
        c, f = shift / factor
        # Pillow maps the centre of an output pixel; c and f are those of its corner.
        cut = smaller.transform(
            (size, size), Transform.AFFINE, (a, b, c, d, e, f), Resampling.BILINEAR
        )
        pixels = np.asarray(cut, dtype=np.float32) / 255
        return np.ascontiguousarray(pixels.transpose(2, 0, 1)[None])

    def back(self, points: NDArray[np.floating], size: int) -> Points:
        """Points of the square, 0..size, as pixels of the picture."""
        matrix, shift = self._affine(size)
        return (points.astype(np.float64) @ matrix.T + shift).astype(np.float32)

    def _affine(self, size: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        cos, sin = math.cos(self.angle), math.sin(self.angle)
        matrix = np.array([[cos, -sin], [sin, cos]]) * self.side / size
        centre = np.array([self.x, self.y])
        return matrix, centre - matrix @ np.array([size / 2, size / 2])


def _opened(data: bytes, kind: str, threads: int) -> InferenceSession:
    session = open_session(data, kind, threads=threads)
    if session.get_modelmeta().custom_metadata_map.get(f"artline.{kind}") != "1":
        raise ModelError(
            f"{shown(kind)}: not a model of this kind (its metadata does not say so); "
            "reinstall artline: pip install --force-reinstall artline"
        )
    return session
