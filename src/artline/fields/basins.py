"""Basins of a surface: every pixel belongs to the summit that it is reached from.

A watershed by immersion (Vincent and Soille 1991, "Watersheds in Digital Spaces"), turned over and
in steps: the surface is cut at one level after the other, the highest first. What is there already
grows by a few pixels, and what lies farther off or rises anew is a basin of its own: rather too
many basins than too few, since two are soon joined.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from artline.fields.components import components

Field = NDArray[np.float32]
Labels = NDArray[np.int32]
Mask = NDArray[np.bool_]

TURNS = 6
"""Pixels by which basins grow at each level."""


def basins(surface: Field, levels: tuple[float, ...], inside: Mask) -> Labels:
    """The basins of a surface, so that two meet where it is lowest between them.

    Args:
        surface: float32 h×w.
        levels: where it is cut, descending; what lies below the last one is shared out too.
        inside: bool h×w, where there are basins.

    Returns:
        int32 h×w, 1 and up; 0 outside, and in pieces that rise above no level.
    """
    labels = np.zeros(surface.shape, np.int32)
    count = 0
    for level in levels:
        above = inside & (surface >= level)
        labels = grown(labels, above, TURNS)
        parts, number = components(above & (labels == 0))
        labels = np.where(parts > 0, parts + count, labels).astype(np.int32)
        count += number
    return grown(labels, inside)


def grown(labels: Labels, within: Mask, turns: int | None = None) -> Labels:
    """Labels grown into a mask, pixel by pixel and all at once, until they meet.

    Args:
        labels: int32 h×w, 0 where there is none, below 2²⁴.
        within: bool h×w, where they may grow.
        turns: by how many pixels, at most; None is until they meet.
    """
    import cv2

    cross = np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]], np.uint8)
    found: NDArray[Any] = labels.astype(np.float32)
    free: NDArray[Any] = (within & (labels == 0)).astype(np.float32)
    for _ in range(labels.size if turns is None else turns):
        reached = cv2.multiply(cv2.dilate(found, cross), free)
        taken = cv2.threshold(reached, 0, 1, cv2.THRESH_BINARY)[1]
        if not cv2.countNonZero(taken):
            break
        found = cv2.add(found, reached)
        free = cv2.subtract(free, taken)
    return found.astype(np.int32)


def nearest(labels: Labels) -> Labels:
    """Labels everywhere: each pixel without one takes that of the nearest pixel that has one.

    Args:
        labels: int32 h×w, 0 where there is none; somewhere there is one.
    """
    import cv2

    none = labels == 0
    if not none.any():
        return labels
    _, names = cv2.distanceTransformWithLabels(
        none.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    owner = np.zeros(int(names.max()) + 1, np.int32)
    owner[names[~none]] = labels[~none]
    return np.asarray(owner[names], np.int32)
