"""How large a photo is looked at, so that a drawing has one character at every size."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SHORTEST_SIDE = 352
"""Short side in pixels that a very long picture is enlarged to, so that it still holds a face."""

LONGEST_SIDE = 2048
"""Long side in pixels that this enlargement may reach."""

LARGEST_FACE = 0.47
"""Height of the tallest face that the network sees well, in shares of the best long side.

Few of its training photos had a larger one.
"""

WHOLE = (0.0, 0.0, 1.0, 1.0)
"""The box of a whole picture: left, top, right, bottom in fractions of width and height."""


def working_size(
    height: int, width: int, best_long_side: int, tallest_face: float = 0.0
) -> tuple[int, int]:
    """Height and width at which the network sees a photo best.

    The long side is what the network likes best, whatever the photo's own size; very long
    pictures are seen larger, so that their short side still holds a face, and faces that fill
    the picture are seen smaller.

    Args:
        height: the photo's rows.
        width: the photo's columns.
        best_long_side: from the model's contract, in pixels.
        tallest_face: height of the tallest face, as a share of the photo's; 0 where none is.

    Returns:
        Rows and columns, each at least 1; the aspect is kept to within half a pixel.
    """
    long, short = max(height, width), min(height, width)
    scale = best_long_side / long
    if short * scale < SHORTEST_SIDE:
        scale = min(SHORTEST_SIDE / short, LONGEST_SIDE / long)
    scale *= min(1.0, LARGEST_FACE * best_long_side / max(tallest_face * height * scale, 1.0))
    return max(1, round(height * scale)), max(1, round(width * scale))


def output_size(height: int, width: int, long_side: int | None = None) -> tuple[int, int]:
    """Height and width of a drawing: the photo's, or with its long side at `long_side` pixels."""
    if long_side is None:
        return height, width
    scale = long_side / max(height, width)
    return max(1, round(height * scale)), max(1, round(width * scale))


def resized(
    rgb: NDArray[np.uint8],
    height: int,
    width: int,
    box: tuple[float, float, float, float] = WHOLE,
) -> NDArray[np.float32]:
    """A picture, or a part of it, at another size (Lanczos).

    Args:
        rgb: uint8 H×W×3.
        height: rows wanted.
        width: columns wanted.
        box: left, top, right, bottom of the part, in fractions of width and height.

    Returns:
        float32 height×width×3, 0..1.
    """
    from PIL import Image

    image = Image.fromarray(rgb)
    left, top, right, bottom = box
    part = (left * image.width, top * image.height, right * image.width, bottom * image.height)
    # a quick box reduction first where the picture is far too large: same result to the eye,
    # a fifth of the time
    small = image.resize((width, height), Image.Resampling.LANCZOS, box=part, reducing_gap=3.0)
    return np.asarray(small, dtype=np.float32) / np.float32(255)


def lightness(rgb: NDArray[np.float32]) -> NDArray[np.float32]:
    """CIE 1976 L* / 100 of sRGB (IEC 61966-2-1), 0..1.

    Args:
        rgb: float32 H×W×3, 0..1, of 256 levels.

    Returns:
        float32 H×W, 0..1.
    """
    levels = np.linspace(0, 1, 256)
    table = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    linear = table.astype(np.float32)[np.rint(rgb * 255).astype(np.uint8)]
    y = linear @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    root = np.where(y > 216 / 24389, np.cbrt(y), (24389 / 27 * y + 16) / 116)
    return (1.16 * root - 0.16).astype(np.float32)
