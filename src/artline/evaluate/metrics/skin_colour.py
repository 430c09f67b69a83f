"""Whether a picture in colour leaves the sitter's skin its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from artline.evaluate.metrics.gray import MetricError, as_photo
from artline.evaluate.metrics.skin import skin_mask
from artline.nouns.mesh import Mesh


@dataclass(frozen=True, slots=True)
class SkinShift:
    """How far painted skin is from the photo's.

    Attributes:
        lightness: L* of the painting minus that of the photo; above 0 is lighter.
        hue: degrees of CIE L*a*b* that its hue is turned by, −180..180; above 0 is yellower.
    """

    lightness: float
    hue: float


def skin_shift(photo: ArrayLike, painting: ArrayLike, mesh: Mesh) -> SkinShift | None:
    """The difference of the mean colours of the face's skin; None where there is none to be seen.

    Better: nearer to 0, and alike for every skin tone.
    Misses: what changes within the face while the mean stays; lines on skin count as its colour.
    Source: artline's own; CIE 1976 L*a*b*, D65.

    Args:
        photo: uint8 H×W×3, sRGB.
        painting: the same of the picture that was made of it.
        mesh: of the photo.

    Raises:
        MetricError: sizes differ, or not such pictures.
    """
    from skimage.color import rgb2lab

    pictures = [as_photo(photo), as_photo(painting, "painting")]
    if pictures[0].shape != pictures[1].shape:
        raise MetricError(f"painting {pictures[1].shape} does not fit photo {pictures[0].shape}")
    skin = skin_mask(pictures[0], mesh)
    if not skin.any():
        return None
    before, after = (rgb2lab(picture[skin][None])[0].mean(0) for picture in pictures)
    turned = np.degrees(np.arctan2(after[2], after[1]) - np.arctan2(before[2], before[1]))
    return SkinShift(float(after[0] - before[0]), float((turned + 180) % 360 - 180))
