"""Read a retouch: a small PNG whose colour channels are masks."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from artline.nouns import Photo
from artline.web.problems import ProblemError

LARGEST_SIDE = 1024
"""Pixels."""
LARGEST_FILE = 4 << 20
"""Bytes."""
ASPECT_TOLERANCE = 0.02
"""Relative difference allowed between the aspect ratios of mask and photo, besides rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class Masks:
    """Where to erase, restore and add ink, and what belongs to the sitter; bool h×w each."""

    erase: NDArray[np.bool_]
    restore: NDArray[np.bool_]
    sitter: NDArray[np.bool_]
    add: NDArray[np.bool_]

    @property
    def empty(self) -> bool:
        """Whether no pixel is marked."""
        return not any(mask.any() for mask in (self.erase, self.restore, self.sitter, self.add))


def masks(data: bytes, photo: Photo) -> Masks:
    """Masks from a PNG: red erases, green restores, yellow adds ink, blue marks the sitter.

    Yellow is red and green together; blue may be there besides. A channel counts above one half.
    Transparent pixels mark nothing.

    Raises:
        ProblemError: 413 too large; 415 no PNG; 422 damaged, or another aspect ratio.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data), formats=("PNG",)) as picture:
            _check(picture.size, photo)
            solid = np.asarray(picture.convert("RGBA"), np.uint16)
    except (UnidentifiedImageError, Image.DecompressionBombError):
        raise ProblemError(415, "the retouch is not a PNG; send image/png") from None
    except (OSError, ValueError, SyntaxError, EOFError):
        raise ProblemError(422, "the retouch's PNG is damaged; send it again") from None
    red, green, blue = (solid[..., k] * solid[..., 3] > 127 * 255 for k in range(3))
    return Masks(red & ~green, green & ~red, blue, red & green)


def _check(size: tuple[int, int], photo: Photo) -> None:
    width, height = size
    if max(size) > LARGEST_SIDE:
        raise ProblemError(
            413, f"the retouch has {width}×{height} pixels; {LARGEST_SIDE} a side are enough"
        )
    expected = width * photo.height / photo.width
    if abs(height - expected) > 1 + ASPECT_TOLERANCE * max(height, expected):
        raise ProblemError(
            422,
            f"the retouch has {width}×{height} pixels, the photo {photo.width}×{photo.height}; "
            "send it in the photo's shape",
        )
