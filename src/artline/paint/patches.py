"""Patches of few colours as shapes whose borders are smooth curves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur
from artline.fields.morphology import disc
from artline.marks.outline import evened
from artline.marks.rings import rings
from artline.nouns import Colour, Role, Shape

SMOOTHING = 1.2
"""Gaussian, pixels of the canvas, that takes the steps out of a patch's border."""
UNDER = 2.0
"""Pixels of the canvas by which a patch reaches under those that are painted over it."""
MARGIN = 6
"""Pixels by which the picture is continued, so that patches reach beyond its edge."""
SMALLEST = 12.0
"""Square pixels of the canvas: smaller shapes and holes are left out."""


@dataclass(frozen=True, slots=True)
class Coat:
    """What a label is painted with.

    Attributes:
        colour: sRGB.
        layer: of filled files.
        role: what its shapes draw.
    """

    colour: Colour
    layer: str
    role: Role


def patches(
    label: NDArray[np.uint8], coats: Mapping[int, Coat], scale: tuple[float, float]
) -> list[Shape]:
    """A shape or several for each label, painted one over the other without gaps.

    Args:
        label: uint8 h×w.
        coats: of the labels that are painted, the lowest first; others are left bare.
        scale: units of the outlines for a pixel, across and down.
    """
    import cv2

    framed = cv2.copyMakeBorder(label, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_REPLICATE)
    rank = np.full(256, -1, np.int16)
    rank[list(coats)] = np.arange(len(coats))
    ranks = rank[framed]
    found: list[Shape] = []
    for number, coat in enumerate(coats.values()):
        own = ranks == number
        if not own.any():
            continue
        window = _around(own)
        corner = (window[1].start, window[0].start)
        moved = np.array(corner) - MARGIN - 0.5
        for each in _outlines(own[window], ranks[window] > number):
            placed = tuple(((ring + moved) * scale).astype(np.float32) for ring in each)
            found.append(Shape(placed, coat.role, 1.0, coat.colour, coat.layer))
    return found


def _around(own: NDArray[np.bool_]) -> tuple[slice, slice]:
    """The rows and columns of a mask, with room to reach."""
    room = round(UNDER + 4 * SMOOTHING)
    spans = []
    for axis in (1, 0):
        places = np.flatnonzero(own.any(axis))
        spans.append(slice(max(int(places[0]) - room, 0), int(places[-1]) + 1 + room))
    return spans[0], spans[1]


def _outlines(own: NDArray[np.bool_], over: NDArray[np.bool_]) -> list[list[NDArray[np.float64]]]:
    """Of a mask and of what it reaches under, in its own pixels, 0 in the middle of the first."""
    import cv2

    reached = cv2.dilate(own.astype(np.uint8), disc(UNDER)) > 0
    mask = (own | (reached & over)).astype(np.float32)
    surface = blur(mask, SMOOTHING) - np.float32(0.5)
    rim = cv2.copyMakeBorder(surface, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=-1)
    made = list(rings(np.asarray(rim, np.float32), SMALLEST, SMALLEST))
    even = iter(evened([ring for each in made for ring in each]))
    return [[next(even) for _ in each] for each in made]
