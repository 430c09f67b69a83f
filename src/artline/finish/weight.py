"""Line weight: the edges of steep ink moved outwards or inwards by an exact distance."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from artline.fields.morphology import disc

U8 = NDArray[np.uint8]
Steps = NDArray[np.uint16]
"""Distances in steps of which a pixel has STEPS."""
Keep = Callable[[str, Callable[[], Steps]], Steps]
"""A name, and what finds the array of that name where it is not known."""

STEPS = 255
"""Steps of distances for a pixel of the field: from one side of an edge to the other in bytes."""
HALF_WIDTH = 1.1
"""Half the width of a line as the network draws it, in pixels of a pass."""
NEIGHBOURHOOD = 0.75  # pixels of a pass: radius in which an edge lies halfway between the extremes
LEAST_CONTRAST = 24  # of 255 between neighbours: less is tone and has no edge
SMOOTHING = 0.6  # pixels of the field: Gaussian over distances, which are measured between pixels


def _anew(name: str, find: Callable[[], Steps]) -> Steps:
    return find()


def weighted(steep: U8, weight: float, unit: float, keep: Keep = _anew) -> U8:
    """Steep ink drawn with a thicker or thinner pen.

    Above 1, edges move outwards by the half width of a line times (weight − 1). Below 1, lines
    keep that share of their own width, so that a thin one is not lost, and masses shrink by what a
    line of the network's width would.

    Args:
        steep: uint8 h×w, 255 = ink, with steep edges.
        weight: 1 leaves the ink as it is.
        unit: pixels of the field for one of a pass.
        keep: gives what was found under a name for this ink before, or finds it: distances do not
            change with the weight.

    Returns:
        uint8 h×w.
    """
    if weight == 1:
        return steep
    if weight > 1:
        away = keep("away", lambda: _steps(_smooth(_distance(~of_ink(steep, unit)))))
        return _thicker(steep, away, weight, unit)
    depths = keep("depths", lambda: np.stack(_depths(of_ink(steep, unit), unit)))
    return _less(steep, depths[0], depths[1], 1 - weight, unit)


def _thicker(steep: U8, away: Steps, weight: float, unit: float) -> U8:
    import cv2

    reach = HALF_WIDTH * unit * (weight - 1)
    spread = cv2.dilate(steep, disc(reach + 1), borderType=cv2.BORDER_REPLICATE)
    inside = cv2.subtract(np.array([(reach + 0.5) * STEPS]), away, dtype=cv2.CV_16U)
    return _mixed(steep, np.asarray(spread, np.uint8), np.asarray(inside, np.uint16))


def narrowed(steep: U8, ink: NDArray[np.bool_], share: NDArray[np.float32], unit: float) -> U8:
    """Steep ink whose lines have lost a share of their width.

    Args:
        steep: uint8 h×w, 255 = ink, with steep edges.
        ink: bool h×w, the darker side of its edges: `of_ink`.
        share: float32 h×w, 0..1.
        unit: pixels of the field for one of a pass.

    Returns:
        uint8 h×w.
    """
    return _less(steep, *_depths(ink, unit), share, unit)


def _depths(ink: NDArray[np.bool_], unit: float) -> tuple[Steps, Steps]:
    """How deep each pixel lies in the ink, and half the width of the line that it is in."""
    import cv2

    most = HALF_WIDTH * unit
    depth = _distance(ink)
    half_width = np.minimum(cv2.dilate(depth, disc(most)), np.float32(most))
    return _steps(_smooth(depth)), _steps(np.asarray(half_width, np.float32))


def _less(
    steep: U8, depth: Steps, half_width: Steps, share: float | NDArray[np.float32], unit: float
) -> U8:
    """Steep ink whose lines have lost a share of their width."""
    import cv2

    around = disc(HALF_WIDTH * unit + 1)
    paper = cv2.erode(steep, around, borderType=cv2.BORDER_REPLICATE)
    lost = half_width * np.float32(share)
    inside = np.maximum(depth + np.float32(0.5 * STEPS) - lost, 0).astype(np.uint16)
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


def _steps(distance: NDArray[np.float32]) -> Steps:
    return np.asarray(np.minimum(distance * np.float32(STEPS), 65535).astype(np.uint16))


def _mixed(paper: U8, ink: U8, inside: Steps) -> U8:
    """`ink` where `inside`, half a pixel more than the distance to the edge, says so."""
    import cv2

    share = np.minimum(inside, 255).astype(np.uint8)
    more = cv2.multiply(cv2.subtract(ink, paper), share, scale=1 / 255)
    return np.asarray(cv2.add(paper, more), np.uint8)
