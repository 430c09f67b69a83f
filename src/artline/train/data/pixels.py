"""Reading and resizing the pictures of a data set."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from artline.errors import ArtlineError, shown
from artline.train.data.sample import Bytes, DataError

SUFFIXES = frozenset(
    ".jpg .jpeg .png .webp .tif .tiff .bmp .avif .heic .heif".split()  # noqa: SIM905
)
"""Suffixes of the files that are read as pictures."""

_ASPECT_TOLERANCE = 0.03
"""Largest relative difference of the aspect ratios of a photo and its drawing."""


def photo_pixels(path: Path) -> Bytes:
    """A photo as uint8 H×W×3, sRGB, upright.

    Raises:
        DataError: it cannot be read.
    """
    from artline import pipeline

    try:
        return np.array(pipeline.read(path).rgb)
    except ArtlineError as fault:
        raise DataError(str(fault)) from fault


def grey_pixels(path: Path) -> Bytes:
    """A drawing or matte as uint8 H×W.

    Raises:
        DataError: it cannot be read.
    """
    return _decoded(path, cv2.IMREAD_GRAYSCALE)


def colour_pixels(path: Path) -> Bytes:
    """A picture of three planes (red, green, blue) as uint8 H×W×3, its values untouched.

    Raises:
        DataError: it cannot be read.
    """
    return np.ascontiguousarray(_decoded(path, cv2.IMREAD_COLOR)[..., ::-1])


def photo_within(path: Path, side: int) -> Bytes:
    """A photo as `photo_pixels` gives it, made smaller where its long side has more pixels.

    Raises:
        DataError: it cannot be read.
    """
    photo = photo_pixels(path)
    scale = min(1.0, side / max(photo.shape[:2]))
    height, width = (max(1, round(length * scale)) for length in photo.shape[:2])
    return resized(photo, height, width)


def resized(pixels: Bytes, height: int, width: int) -> Bytes:
    """At another size: averaged where it becomes smaller, interpolated where larger."""
    if pixels.shape[:2] == (height, width):
        return pixels
    smaller = pixels.shape[0] >= height and pixels.shape[1] >= width
    how = cv2.INTER_AREA if smaller else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=how), np.uint8)


def same_aspect(one: Bytes, other: Bytes) -> bool:
    """Whether two pictures, H×W or H×W×3, have one aspect ratio, to within 3 %."""
    ratio = (one.shape[1] * other.shape[0]) / (one.shape[0] * other.shape[1])
    return bool(1 - _ASPECT_TOLERANCE < ratio < 1 + _ASPECT_TOLERANCE)


def ink_of(drawing: Bytes) -> Bytes:
    """The ink of a drawing on paper: 255 = black, 0 = paper and whatever is lighter.

    Paper is taken to be the 90th percentile, which holds while less than nine tenths are inked.

    Args:
        drawing: uint8 H×W, 255 = white.
    """
    paper = max(float(np.percentile(drawing[::2, ::2], 90)), 1.0)
    table = np.clip(255 * (1 - np.arange(256) / paper), 0, 255).round().astype(np.uint8)
    return table[drawing]


def _decoded(path: Path, mode: int) -> Bytes:
    try:
        data = np.frombuffer(path.read_bytes(), np.uint8)
    except OSError as fault:
        raise DataError(
            f"{shown(path)}: {fault.strerror or fault}; the data set should have it"
        ) from None
    picture = cv2.imdecode(data, mode) if len(data) else None
    if picture is None:
        raise DataError(f"{shown(path)}: not a picture, or damaged; put a whole one in its place")
    return np.asarray(picture, np.uint8)
