"""Numpy arrays as photos: refused unless they can only mean one picture."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from artline.errors import PhotoArrayError, PhotoTooLargeError, shown
from artline.nouns import Origin, Photo
from artline.photo.colour import on_white
from artline.photo.depth import blocks

_SLACK = 1e-3
"""Floats may overshoot 0..1 by this much, as resizing filters make them."""


def from_array(array: NDArray[Any], max_pixels: int, name: str) -> Photo:
    """An array as a photo, copied.

    Args:
        array: H×W, H×W×1 (grey), H×W×3 (RGB) or H×W×4 (RGBA, not premultiplied), in sRGB; bool,
            uint8, uint16 (white = 65535) or any float (0..1).
        max_pixels: more are refused.
        name: for messages.

    Raises:
        PhotoArrayError: another shape or type, no pixels, or values out of range.
        PhotoTooLargeError: more than `max_pixels`.
    """
    stacked = _checked_shape(array, name)
    _check_type(array, name)
    height, width, channels = stacked.shape
    if height * width > max_pixels:
        raise too_large(name, width, height, max_pixels)
    rgb = np.empty((height, width, 3), np.uint8)
    alpha = np.empty((height, width), np.uint8) if channels == 4 else None
    for at in blocks(height, width):
        block = _to_eight(stacked[at], name)
        if alpha is None:
            rgb[at] = block
        else:
            alpha[at] = block[..., 3]
            rgb[at] = on_white(block[..., :3], block[..., 3])
    if alpha is not None and (alpha == 255).all():
        alpha = None
    return Photo(rgb, alpha, name, Origin(format="array", mode=array.dtype.name))


def too_large(name: str, width: int, height: int, max_pixels: int) -> PhotoTooLargeError:
    """The refusal of a picture with too many pixels, and how to allow it."""
    return PhotoTooLargeError(
        f"{shown(name)}: {width}×{height} is {width * height:,} pixels, more than the limit of"
        f" {max_pixels:,}; raise it with --max-pixels (max_pixels in Python)"
    )


def check_pixels(size: tuple[int, int], max_pixels: int, name: str) -> None:
    """Refuse a picture with too many pixels, by its width and height.

    Raises:
        PhotoTooLargeError: more than `max_pixels`.
    """
    width, height = size
    if width * height > max_pixels:
        raise too_large(name, width, height, max_pixels)


def _checked_shape(array: NDArray[Any], name: str) -> NDArray[Any]:
    """The array as H×W×C."""
    stacked = array[..., None] if array.ndim == 2 else array
    if stacked.ndim != 3 or stacked.shape[2] not in (1, 3, 4):
        raise PhotoArrayError(
            f"{shown(name)}: shape {_times(array)} is no photo; give H×W, H×W×3 or H×W×4"
            + _shape_remedy(array)
        )
    if stacked.size == 0:
        raise PhotoArrayError(
            f"{shown(name)}: shape {_times(array)} has no pixels; give at least 1×1"
        )
    return stacked


def _shape_remedy(array: NDArray[Any]) -> str:
    if array.ndim == 3 and array.shape[0] in (1, 3, 4):
        return " (channels come last: numpy.moveaxis(array, 0, -1))"
    if array.ndim == 4:
        return " (one photo at a time: array[0])"
    return ""


def _times(array: NDArray[Any]) -> str:
    return "×".join(map(str, array.shape)) or "()"


def _check_type(array: NDArray[Any], name: str) -> None:
    if array.dtype.kind in "bf" or (array.dtype.kind == "u" and array.dtype.itemsize <= 2):
        return
    remedy = "give uint8, uint16, bool or floats from 0 to 1"
    if array.dtype.kind in "iu":
        remedy += " (array.astype(numpy.uint8) if the values run from 0 to 255)"
    raise PhotoArrayError(f"{shown(name)}: type {array.dtype} is no photo; {remedy}")


def _to_eight(block: NDArray[Any], name: str) -> NDArray[np.uint8]:
    """Values of any accepted type as uint8, rounded to nearest."""
    if block.dtype == np.uint8:
        return block
    if block.dtype.kind == "b":
        return block.astype(np.uint8) * np.uint8(255)
    if block.dtype.kind == "u":
        return ((block.astype(np.uint32) * 255 + 32767) // 65535).astype(np.uint8)
    _check_floats(block, name)
    return np.rint(block.clip(0, 1).astype(np.float32) * 255).astype(np.uint8)


def _check_floats(block: NDArray[Any], name: str) -> None:
    low, high = float(block.min()), float(block.max())
    if not (np.isfinite(low) and np.isfinite(high)):
        raise PhotoArrayError(
            f"{shown(name)}: holds NaN or infinity; replace them (numpy.nan_to_num)"
        )
    if low >= -_SLACK and high <= 1 + _SLACK:
        return
    if low < -_SLACK and low >= -1 - _SLACK and high <= 1 + _SLACK:
        remedy = "floats must be 0 to 1: (array + 1) / 2 if they run from -1 to 1"
    elif low >= 0 and high <= 255:
        remedy = "floats must be 0 to 1: divide by 255"
    elif low >= 0 and high <= 65535:
        remedy = "floats must be 0 to 1: divide by 65535"
    else:
        remedy = "floats must be 0 to 1: scale them"
    raise PhotoArrayError(f"{shown(name)}: values from {low:g} to {high:g}; {remedy}")
