"""Line weight: the edges of steep ink moved outwards or inwards by an exact distance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.morphology import disc

U8 = NDArray[np.uint8]

HALF_WIDTH = 1.1
"""Half the width of a line as the network draws it, in pixels of a pass."""
NEIGHBOURHOOD = 0.75  # pixels of a pass: radius in which an edge lies halfway between the extremes
LEAST_CONTRAST = 24  # of 255 between neighbours: less is tone and has no edge
SMOOTHING = 0.6  # pixels of the field: Gaussian over distances, which are measured between pixels


def weighted(steep: U8, weight: float, unit: float) -> U8:
    """Steep ink drawn with a thicker or thinner pen.

    Above 1, edges move outwards by the half width of a line times (weight − 1). Below 1, lines
    keep that share of their own width, so that a thin one is not lost, and masses shrink by what a
    line of the network's width would.

    Args:
        steep: uint8 h×w, 255 = ink, with steep edges.
        weight: 1 leaves the ink as it is.
        unit: pixels of the field for one of a pass.

    Returns:
        uint8 h×w.
    """
    if weight == 1:
        return steep
    return _thicker(steep, weight, unit) if weight > 1 else _thinner(steep, weight, unit)


def _thicker(steep: U8, weight: float, unit: float) -> U8:
    import cv2

    reach = HALF_WIDTH * unit * (weight - 1)
    away = _smooth(_distance(~of_ink(steep, unit)))
    spread = cv2.dilate(steep, disc(reach + 1), borderType=cv2.BORDER_REPLICATE)
    return _mixed(steep, np.asarray(spread, np.uint8), np.float32(reach) - away)


def _thinner(steep: U8, weight: float, unit: float) -> U8:
    return narrowed(steep, of_ink(steep, unit), np.float32(1 - weight), unit)


def narrowed(
    steep: U8, ink: NDArray[np.bool_], share: np.float32 | NDArray[np.float32], unit: float
) -> U8:
    """Steep ink whose lines have lost a share of their width.

    Args:
        steep: uint8 h×w, 255 = ink, with steep edges.
        ink: bool h×w, the darker side of its edges: `of_ink`.
        share: 0..1, everywhere or at each pixel, float32 h×w.
        unit: pixels of the field for one of a pass.

    Returns:
        uint8 h×w.
    """
    import cv2

    most = HALF_WIDTH * unit
    depth = _distance(ink)
    half_width = np.minimum(cv2.dilate(depth, disc(most)), np.float32(most))
    paper = cv2.erode(steep, disc(most + 1), borderType=cv2.BORDER_REPLICATE)
    inside = np.asarray(_smooth(depth) - share * half_width, np.float32)
    return _mixed(np.asarray(paper, np.uint8), steep, inside)


def of_ink(steep: U8, unit: float) -> NDArray[np.bool_]:
    """The darker side of every edge, light lines included, bool h×w."""
    import cv2

    around = disc(NEIGHBOURHOOD * unit)
    most = cv2.dilate(steep, around, borderType=cv2.BORDER_REPLICATE)
    least = cv2.erode(steep, around, borderType=cv2.BORDER_REPLICATE)
    edge = cv2.subtract(most, least) >= LEAST_CONTRAST
    middle = np.where(edge, cv2.addWeighted(most, 0.5, least, 0.5, 0), LEAST_CONTRAST)
    return np.asarray(steep >= middle)


def _distance(mask: NDArray[np.bool_]) -> NDArray[np.float32]:
    """How far each pixel of a mask lies from its edge, in pixels; 0 outside."""
    import cv2

    far = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
    # OpenCV measures between the middles of pixels, and an edge lies between two of them
    return np.asarray(np.maximum(far - np.float32(0.5), 0), np.float32)


def _smooth(distance: NDArray[np.float32]) -> NDArray[np.float32]:
    """Distances without the steps that come of measuring between pixels."""
    import cv2

    return np.asarray(cv2.GaussianBlur(distance, (0, 0), SMOOTHING), np.float32)


def _mixed(paper: U8, ink: U8, inside: NDArray[np.float32]) -> U8:
    """`ink` where `inside`, a distance to the edge in pixels, is above 0, else `paper`."""
    import cv2

    share = np.clip(inside + np.float32(0.5), 0, 1)
    mixed = paper + share * cv2.subtract(ink, paper)
    return np.asarray(cv2.convertScaleAbs(mixed), np.uint8)
