"""The last check of an exported model: it draws a photo by the ordinary pipeline."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from artline.train.errors import TrainingError

if TYPE_CHECKING:
    from artline.nouns import Photo

_SIDE = 256
"""Side of the picture made in code, in pixels."""


def draw_with(data: bytes, photos: list[Photo]) -> list[NDArray[np.uint8]]:
    """Each photo's drawing in the default look, background kept, as uint8 H×W.

    Args:
        data: a model, as the bytes of an ONNX file.
        photos: to draw.

    Raises:
        ModelError: the model breaks artline's contract.
    """
    from artline.api.artist import Artist

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        path.write_bytes(data)
        artist = Artist(path)
    drawings = [artist.draw(photo, look="contour", background="keep") for photo in photos]
    for photo, drawing in zip(photos, drawings, strict=True):
        if drawing.pixels.shape[:2] != photo.rgb.shape[:2]:
            raise TrainingError("the exported model draws another size; please report it")
    return [drawing.pixels for drawing in drawings]


def made_photo() -> Photo:
    """A picture made in code: a ball in soft light."""
    from artline.nouns import Photo

    y, x = (np.mgrid[:_SIDE, :_SIDE] / _SIDE - 0.5).astype(np.float32)
    ball = np.sqrt(np.maximum(0.1 - x**2 - y**2, 0))
    grey = np.where(ball > 0, 60 + 500 * ball + 60 * x, 190).clip(0, 255).astype(np.uint8)
    return Photo(np.repeat(grey[..., None], 3, axis=2), name="<made in code>")


def difference(first: list[NDArray[np.uint8]], second: list[NDArray[np.uint8]]) -> float:
    """Mean share of the paper by which drawings differ, 0..1."""
    apart = [
        np.abs(a.astype(np.int16) - b).mean() / 255 for a, b in zip(first, second, strict=True)
    ]
    return float(np.mean(apart))
