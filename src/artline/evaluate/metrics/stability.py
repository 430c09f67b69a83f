"""Whether the same sitter stays the same drawing: at another size, a few pixels on, mirrored."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from artline.evaluate.metrics.gray import Gray, MetricError, as_photo, picture_to_gray, resize
from artline.evaluate.metrics.harm import Rgb
from artline.evaluate.metrics.lines import line_agreement
from artline.evaluate.metrics.robustness import Draw

SIZES = (256, 512, 1024, 2048)
"""Long sides at which a photo is drawn, pixels."""

COMPARED_AT = 512
"""Long side at which drawings of different sizes are compared, pixels."""

SHIFTS = ((3, 5), (8, 8), (13, 7), (16, 16), (21, 11))
"""Steps of the frame in pixels, down and right: on and off multiples of 8, 16 and 32."""


@dataclass(frozen=True, slots=True)
class Stability:
    """How two drawings that should be one compare.

    Attributes:
        f1: line agreement, 0..1, higher is better.
        difference: mean absolute difference of grey, 0..1, lower is better.
    """

    f1: float
    difference: float


def scale_stability(
    draw: Draw, photo: ArrayLike, sizes: tuple[int, ...] = SIZES
) -> dict[int, Stability]:
    """The same photo drawn at several sizes, against its drawing at 512 px.

    Photo and drawings are resized (Lanczos and area-averaging bilinear); all are compared at a
    long side of 512 px.

    Range: F1 0..1, difference 0..1. Better: F1 higher, difference lower.
    Misses: a photo smaller than the size asked for is enlarged, so nothing new is in it; finer
    lines on larger pictures, though perhaps wanted, count as a difference; a blank sheet is
    perfectly stable.
    Source: artline's own.

    Args:
        draw: the artist.
        photo: uint8 H×W×3, sRGB.
        sizes: long sides in pixels.

    Returns:
        Size → comparison, 512 itself left out.

    Raises:
        MetricError: not such a photo.
        ArtlineError: what `draw` raises.
    """
    rgb = as_photo(photo)
    middle = picture_to_gray(draw(_sized(rgb, COMPARED_AT)), "drawing")
    shape = (middle.shape[0], middle.shape[1])
    others = [size for size in sizes if size != COMPARED_AT]
    drawings = ((size, picture_to_gray(draw(_sized(rgb, size)), "drawing")) for size in others)
    return {size: _compared(resize(drawing, shape), middle) for size, drawing in drawings}


def frame_stability(draw: Draw, photo: ArrayLike) -> Stability:
    """The same photo through a frame that moves by a few pixels.

    A frame 21 px lower and 11 px narrower than the photo steps by `SHIFTS`; each drawing is
    compared with that of the unmoved frame where both overlap; means over the steps.

    Range: F1 0..1, difference 0..1. Better: F1 higher, difference lower.
    Misses: what is cut off at the rim rightly changes a drawing; slow drift; a blank sheet is
    perfectly stable.
    Source: shift consistency, Zhang 2019, "Making Convolutional Networks Shift-Invariant Again",
    ICML, with drawings in the place of classes.

    Args:
        draw: the artist.
        photo: uint8 H×W×3, sRGB, at least 64 px on the short side.

    Raises:
        MetricError: not such a photo, or too small.
        ArtlineError: what `draw` raises.
    """
    rgb = as_photo(photo)
    if min(rgb.shape[:2]) < 64:
        raise MetricError(f"moving frame: {min(rgb.shape[:2])} px is too small; give 64 or more")
    height = rgb.shape[0] - max(down for down, _ in SHIFTS)
    width = rgb.shape[1] - max(right for _, right in SHIFTS)

    def through(down: int, right: int) -> Gray:
        window = np.ascontiguousarray(rgb[down : down + height, right : right + width])
        return picture_to_gray(draw(window), "drawing")

    still = through(0, 0)
    steps = [
        _compared(through(down, right)[: height - down, : width - right], still[down:, right:])
        for down, right in SHIFTS
    ]
    return Stability(
        f1=float(np.mean([step.f1 for step in steps])),
        difference=float(np.mean([step.difference for step in steps])),
    )


def mirror_symmetry(draw: Draw, photo: ArrayLike) -> Stability:
    """The drawing of the mirrored photo, mirrored back, against the drawing.

    Range: F1 0..1, difference 0..1. Better: F1 higher, difference lower.
    Misses: everything that is wrong in both; a blank sheet is perfectly symmetric.
    Source: artline's own; equivariance under reflection.

    Args:
        draw: the artist.
        photo: uint8 H×W×3, sRGB.

    Raises:
        MetricError: not such a photo.
        ArtlineError: what `draw` raises.
    """
    rgb = as_photo(photo)
    straight = picture_to_gray(draw(rgb), "drawing")
    mirrored = picture_to_gray(draw(np.ascontiguousarray(rgb[:, ::-1])), "drawing")
    return _compared(np.ascontiguousarray(mirrored[:, ::-1]), straight)


def _compared(drawing: Gray, reference: Gray) -> Stability:
    return Stability(
        f1=line_agreement(drawing, reference).f1,
        difference=float(np.abs(drawing - reference).mean()),
    )


def _sized(rgb: Rgb, long_side: int) -> Rgb:
    from PIL import Image

    height, width = rgb.shape[:2]
    scale = long_side / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.array(Image.fromarray(rgb).resize(size, Image.Resampling.LANCZOS))
