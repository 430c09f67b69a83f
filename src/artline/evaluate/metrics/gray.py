"""What a drawing is for every metric: H×W, 0 = ink, 1 = paper. The only place that converts."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline.errors import ArtlineError, shown

Gray: TypeAlias = NDArray[np.float32]
Mask: TypeAlias = NDArray[np.bool_]

INKED = 0.5
"""A pixel darker than this is inked, wherever a metric has to decide."""

LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)
"""Weights of red, green and blue in grey: ITU-R BT.601, as Pillow and MATLAB's rgb2gray."""


class MetricError(ArtlineError, ValueError):
    """Something that cannot be measured: wrong shape, type, values, or sizes that differ."""


def as_gray(drawing: ArrayLike, name: str = "drawing") -> Gray:
    """A drawing as float32 H×W, 0 = ink, 1 = paper.

    Args:
        drawing: H×W, uint8 (255 = paper) or float 0..1 (1 = paper).
        name: what to call it in a message.

    Raises:
        MetricError: another shape or type, no pixels, values outside the range or not finite.
    """
    array = np.asarray(drawing)
    if array.ndim != 2 or not array.size:
        raise MetricError(
            f"{shown(name)}: shape {array.shape} is no grey picture; "
            "give H×W with at least one pixel (`picture_to_gray` turns colour into grey)"
        )
    if array.dtype == np.uint8:
        return array.astype(np.float32) / np.float32(255)
    if array.dtype.kind != "f":
        raise MetricError(
            f"{shown(name)}: type {array.dtype} is not known; give uint8, or float from 0 to 1"
        )
    gray = array.astype(np.float32)
    # Two comparisons that are false for NaN too.
    if not (gray.min() >= 0 and gray.max() <= 1):
        raise MetricError(
            f"{shown(name)}: values outside 0 to 1, or not finite; 0 = ink, 1 = paper"
        )
    return gray


def as_pair(drawing: ArrayLike, reference: ArrayLike) -> tuple[Gray, Gray]:
    """Both as `as_gray`, refused where their sizes differ.

    Raises:
        MetricError: as `as_gray`, or two sizes.
    """
    grays = as_gray(drawing), as_gray(reference, "reference")
    sizes = [_size(gray.shape) for gray in grays]
    if sizes[0] != sizes[1]:
        raise MetricError(
            f"sizes differ: drawing {sizes[0]}, reference {sizes[1]}; bring both to one size first"
        )
    return grays


def picture_to_gray(picture: ArrayLike, name: str = "picture") -> Gray:
    """Any drawing, H×W, H×W×3 or H×W×4 (laid on white paper), as `as_gray` gives it.

    Raises:
        MetricError: another shape, or as `as_gray`.
    """
    array = np.asarray(picture)
    if array.ndim == 2:
        return as_gray(array, name)
    if array.ndim != 3 or array.shape[2] not in (3, 4):
        raise MetricError(f"{shown(name)}: shape {array.shape}; give H×W, H×W×3 or H×W×4")
    planes = [as_gray(array[..., plane], name) for plane in range(array.shape[2])]
    gray = np.tensordot(LUMA, np.stack(planes[:3]), axes=1)
    if len(planes) == 4:
        gray = gray * planes[3] + (1 - planes[3])
    return np.clip(gray, 0, 1).astype(np.float32)


def as_photo(photo: ArrayLike, name: str = "photo") -> NDArray[np.uint8]:
    """A photo as uint8 H×W×3.

    Raises:
        MetricError: another shape or type.
    """
    array = np.asarray(photo)
    if array.ndim != 3 or array.shape[2] != 3 or not array.size or array.dtype != np.uint8:
        raise MetricError(
            f"{shown(name)}: shape {array.shape}, type {array.dtype}; a photo is H×W×3 of uint8"
        )
    return array


def as_matte(matte: ArrayLike, shape: tuple[int, int]) -> Gray:
    """A matte as float32 0..1 (1 = sitter) at the drawing's size.

    A smaller or larger matte of the same picture is resized (bilinear): it counts as the same
    picture where its proportions agree within the rounding of one pixel.

    Args:
        matte: H×W, uint8 or float 0..1.
        shape: the drawing's height and width.

    Raises:
        MetricError: as `as_gray`, or a matte of other proportions.
    """
    gray = as_gray(matte, "matte")
    if gray.shape == shape:
        return gray
    scale = max(gray.shape) / max(shape)
    if any(abs(m - s * scale) > 1 for m, s in zip(gray.shape, shape, strict=True)):
        raise MetricError(
            f"matte {_size(gray.shape)} does not fit the drawing {_size(shape)}: "
            "give the matte of this very picture"
        )
    return resize(gray, shape)


def resize(gray: Gray, shape: tuple[int, int]) -> Gray:
    """A grey picture at another size: area-averaging bilinear (Pillow's), values kept in 0..1."""
    from PIL import Image

    if gray.shape == shape:
        return gray
    picture = Image.fromarray(gray).resize((shape[1], shape[0]), Image.Resampling.BILINEAR)
    return np.clip(np.asarray(picture, dtype=np.float32), 0, 1)


def _size(shape: tuple[int, ...]) -> str:
    return f"{shape[1]}×{shape[0]}"
