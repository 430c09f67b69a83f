"""Pictures in and out of files, for judging."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from artline.errors import OutputError, shown
from artline.evaluate.metrics.gray import Gray, MetricError, picture_to_gray, resize

SAME_SHAPE = 0.01
"""Two pictures are taken for one frame where their proportions differ by less than this share."""


def read_rgb(path: Path) -> NDArray[np.uint8]:
    """A picture as uint8 H×W×3, upright, on white.

    Raises:
        PhotoError: it cannot be read.
    """
    from artline import pipeline

    return pipeline.read(path).rgb


def read_gray(path: Path) -> Gray:
    """A drawing, reference or matte as float32 H×W, 0 black, 1 white.

    Raises:
        PhotoError: it cannot be read.
    """
    return picture_to_gray(read_rgb(path), str(path))


def framed(drawing: Gray, shape: tuple[int, int], name: object) -> Gray:
    """A drawing of the same frame at another size.

    Raises:
        MetricError: its proportions differ by more than 1 %: it shows another frame.
    """
    height, width = drawing.shape
    ratio = (width / height) / (shape[1] / shape[0])
    if not 1 / (1 + SAME_SHAPE) <= ratio <= 1 + SAME_SHAPE:
        raise MetricError(
            f"{shown(name)}: {width}×{height} does not fit the photo's {shape[1]}×{shape[0]}"
        )
    return resize(drawing, shape)


def to_bytes(gray: Gray) -> NDArray[np.uint8]:
    """Float 0..1 as uint8."""
    return np.round(gray * 255).astype(np.uint8)


def save_png(picture: NDArray[np.uint8], path: Path) -> None:
    """Write a PNG, folders made where missing, whole or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    from io import BytesIO

    from PIL import Image

    stream = BytesIO()
    Image.fromarray(picture).save(stream, "PNG")
    write(path, stream.getvalue())


def write(path: Path, data: bytes) -> None:
    """Write a file, folders made where missing, whole or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    beside = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=".", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(beside).chmod(0o644)
        os.replace(beside, path)  # noqa: PTH105 - one step, also over an existing file
        beside = None
    except OSError as fault:
        raise OutputError(
            f"{shown(path)}: cannot be written: {fault.strerror or fault}; choose another -o"
        ) from fault
    finally:
        if beside is not None:
            Path(beside).unlink(missing_ok=True)
