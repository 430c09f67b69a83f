"""CIE L*a*b* and sRGB, of single colours and of pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from artline.nouns import Colour, Ink
from artline.photo.size import resized


def rgb_of(colour: Sequence[float] | NDArray[np.floating]) -> Colour:
    """The sRGB colour nearest to one in CIE L*a*b* (D65)."""
    import cv2

    lab = np.array(colour, np.float32).reshape(1, 1, 3)
    lab[..., 0] = np.clip(lab[..., 0], 0, 100)
    rgb = cv2.cvtColor(lab, cv2.COLOR_LAB2RGB).reshape(3)
    red, green, blue = (int(v) for v in np.rint(np.clip(rgb, 0, 1) * 255))
    return red, green, blue


def lab_of(colour: Colour) -> NDArray[np.float32]:
    """CIE L*a*b* (D65) of an sRGB colour, float32 3."""
    import cv2

    rgb = np.array(colour, np.float32).reshape(1, 1, 3) / np.float32(255)
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB), np.float32).reshape(3)


def lab_picture(rgb: NDArray[np.uint8], height: int, width: int) -> NDArray[np.float32]:
    """CIE L*a*b* (D65) of an sRGB picture at another size, float32 height×width×3."""
    import cv2

    return np.asarray(cv2.cvtColor(resized(rgb, height, width), cv2.COLOR_RGB2LAB), np.float32)


def seen_in_lab(ink: Ink) -> NDArray[np.float32]:
    """CIE L*a*b* (D65) of the photo at working size, float32 h×w×3."""
    return ink.once("paint.seen_in_lab", lambda seen: lab_picture(seen.photo.rgb, *seen.shape))
