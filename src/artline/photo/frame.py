"""A photo framed anew: turned, straightened, cropped, at its own pixels."""

from __future__ import annotations

from dataclasses import replace
from math import cos, radians, sin
from typing import Any

import numpy as np
from numpy.typing import NDArray

from artline.errors import SettingError
from artline.nouns import Photo
from artline.options.frame import FACE, Box, Frame

LONGEST_TILTED = 32_766
"""Pixels; OpenCV tilts no picture with a longer side."""
BEYOND = 1.5
"""Pixels by which the corners of a crop may lie outside of a tilted photo: fractions are
rounded."""


def framed(photo: Photo, frame: Frame) -> Photo:
    """The photo in that frame; faces are found anew in it.

    Args:
        photo: upright.
        frame: its crop is a box: faces are found elsewhere (`faces/crop.py`).

    Raises:
        SettingError: the crop reaches beyond the tilted photo, or that is too long to be tilted.
    """
    if frame == Frame():
        return photo
    rgb = _in_frame(photo.rgb, frame)
    alpha = None if photo.alpha is None else _in_frame(photo.alpha, frame)
    return replace(photo, rgb=rgb, alpha=alpha)


def _in_frame(pixels: NDArray[np.uint8], frame: Frame) -> NDArray[np.uint8]:
    turned = np.rot90(pixels, -frame.turn // 90)
    if frame.straighten:
        return _tilted(turned, frame)
    if frame.crop is None:
        return np.ascontiguousarray(turned)
    height, width = turned.shape[:2]
    left, top, wide, high = _box(frame)
    rows, columns = _span(top, high, height), _span(left, wide, width)
    return np.ascontiguousarray(turned[rows, columns])


def _box(frame: Frame) -> Box:
    """The crop; a word would have become one before."""
    if not isinstance(frame.crop, tuple):
        raise ValueError(f"crop {frame.crop}: {FACE} is no box yet")
    return frame.crop


def _span(start: float, share: float, pixels: int) -> slice:
    """The pixels of a share of a side, at least one."""
    first = min(round(start * pixels), pixels - 1)
    return slice(first, max(first + 1, min(pixels, round((start + share) * pixels))))


def _tilted(turned: NDArray[np.uint8], frame: Frame) -> NDArray[np.uint8]:
    """The crop of a picture that is tilted about its middle."""
    import cv2

    height, width = turned.shape[:2]
    if max(height, width) > LONGEST_TILTED:
        raise SettingError(
            f"straighten: the photo has a side of {max(height, width)} pixels; "
            f"{LONGEST_TILTED} at most can be straightened"
        )
    angle = radians(frame.straighten)
    box = largest_inside(height, width, angle) if frame.crop is None else _box(frame)
    wide, high = max(1, round(box[2] * width)), max(1, round(box[3] * height))
    middle = ((box[0] + box[2] / 2 - 0.5) * width, (box[1] + box[3] / 2 - 0.5) * height)
    back = np.array([[cos(angle), sin(angle)], [-sin(angle), cos(angle)]])
    _refuse_beyond(back, middle, (wide, high), (width, height))
    # pixel k of a row of n has its middle at k + 1/2 - n/2
    start = back @ (np.array(middle) - (np.array([wide, high]) - 1) / 2)
    shift = start + (np.array([width, height]) - 1) / 2
    affine = np.hstack([back, shift[:, None]])
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    source: Any = np.ascontiguousarray(turned)
    found = cv2.warpAffine(
        source, affine, (wide, high), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(found, np.uint8)


def largest_inside(height: int, width: int, angle: float) -> Box:
    """The largest box of a picture's shape that is filled when it is tilted by `angle` radians."""
    lean, upright = abs(sin(angle)), cos(angle)
    share = min(
        width / (width * upright + height * lean), height / (height * upright + width * lean)
    )
    return (1 - share) / 2, (1 - share) / 2, share, share


def _refuse_beyond(
    back: NDArray[np.float64],
    middle: tuple[float, float],
    size: tuple[int, int],
    photo: tuple[int, int],
) -> None:
    corners = np.array([[x, y] for x in (-0.5, 0.5) for y in (-0.5, 0.5)]) * size + middle
    reach = np.abs(corners @ back.T).max(0) - np.array(photo) / 2
    if (reach > BEYOND).any():
        raise SettingError("crop: reaches beyond the straightened photo; make it smaller")
