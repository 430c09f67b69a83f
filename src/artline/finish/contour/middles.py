"""Middle lines of ink, and outlines of areas, each one pixel wide."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.components import components_with, drop_small
from artline.fields.thinning import ends, thinned

Mask = NDArray[np.bool_]
Field = NDArray[np.float32]

SPUR = 2.5
"""Shorter branches of a middle line, in pixels of a pass, come of its edge's tremor."""


def middles(black: Mask, turns: int, unit: float) -> Mask:
    """Middle lines of what is narrower than twice `turns` pixels, without spurs.

    Args:
        black: bool h×w.
        turns: see `thinned`; what is broader stays broad.
        unit: pixels for one of a pass.
    """
    whole = thinned(black, turns)
    steps = round(SPUR * unit)
    less = whole
    for _ in range(steps):
        less = less & ~ends(less)
    short = whole & ~components_with(whole, less, corners=True)
    return less | _grown(ends(less), whole, steps) | short


def along_border(found: Mask, border: Mask, steps: int) -> Mask:
    """Parts of a border, longer by `steps` pixels at both ends."""
    return _grown(found, border, steps)


def border(area: Mask) -> Mask:
    """Where an area ends, but for the picture's own edge."""
    edge = np.zeros_like(area)
    edge[:, 1:] |= area[:, 1:] != area[:, :-1]
    edge[1:] |= area[1:] != area[:-1]
    edge[[0, -1]] = edge[:, [0, -1]] = False
    return edge


def longer(lines: Mask, least: float) -> Mask:
    """Lines without pieces of fewer pixels than `least`."""
    return drop_small(lines, least, corners=True)


def away(lines: Mask) -> Field:
    """How far each pixel is from the nearest line, pixels."""
    import cv2

    far = cv2.distanceTransform((~lines).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
    return np.asarray(far, np.float32)


def depth(area: Mask) -> Field:
    """How far inside an area each pixel is, pixels; 0 outside."""
    return away(~area)


def _grown(seeds: Mask, within: Mask, steps: int) -> Mask:
    import cv2

    square, inside = np.ones((3, 3), np.uint8), within.astype(np.uint8)
    grown = (seeds & within).astype(np.uint8)
    for _ in range(steps):
        grown = np.asarray(cv2.bitwise_and(cv2.dilate(grown, square), inside), np.uint8)
    return np.asarray(grown > 0)
