"""Shapes out of steep ink: its outlines, between the pixels.

An edge lies where ink is halfway between its lightest and its darkest neighbour, whatever tones
these have: no level cuts a line, so a faint one stays whole, and every line is drawn in one tone.
Blind judges preferred that to the network's own tones in 47 of 48 portraits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import numpy as np
from numpy.typing import NDArray

from artline.fields.morphology import disc
from artline.marks.outline import evened
from artline.nouns import Role, Shape

U8 = NDArray[np.uint8]
Field = NDArray[np.float32]
Points = NDArray[np.float64]

FAINTEST = 0.16
"""Ink, 0..1, below which nothing is drawn."""
SMOOTHING = 0.7
"""Gaussian, pixels of the field, that takes the steps of whole bytes out of outlines."""
NEIGHBOURHOOD = 2.0
"""Radius, pixels of the field, in which an edge lies halfway between the extremes."""
EVENNESS = 1.5
"""Gaussian, pixels of the field, over the extremes: they must not follow single pixels."""
STEEPNESS = 12.0
"""Slope of the surface of what is too faint, or black throughout, as a multiple of the ink's:
there no edge is to be found by halves."""
SMALLEST = 14.0
"""Square pixels of the field: smaller shapes are crumbs."""
SMALLEST_HOLE = 7.0
"""Square pixels of the field: smaller holes are specks; the light in an eye is larger."""
MARGIN = 2
"""Pixels by which the picture is continued, so that outlines close beyond its edge."""


def areas(
    steep: U8,
    scale: tuple[float, float],
    *,
    role: Role = "line",
    tone: float = 1.0,
    faintest: float = FAINTEST,
) -> tuple[Shape, ...]:
    """The shapes of steep ink.

    Args:
        steep: uint8 h×w, 255 = ink, its edges a pixel or two wide.
        scale: units of the outlines for a pixel of the field, across and down.
        role: what the shapes draw.
        tone: how dark they are painted, 0..1.
        faintest: ink, 0..1, below which nothing is drawn.
    """
    surface = _surface(steep, np.float32(faintest))
    found = list(_outlines(surface))
    even = iter(evened([ring for rings in found for ring in rings]))
    unit = np.array(scale)
    return tuple(
        Shape(tuple((next(even) * unit).astype(np.float32) for _ in rings), role, tone)
        for rings in found
    )


def _surface(steep: U8, faintest: np.float32) -> Field:
    """Above 0 where there is ink, with a margin around the picture."""
    import cv2

    field = cv2.copyMakeBorder(steep, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_REPLICATE)
    ink = cv2.GaussianBlur(field.astype(np.float32), (0, 0), SMOOTHING) * np.float32(1 / 255)
    around = disc(NEIGHBOURHOOD)
    most = np.maximum(cv2.GaussianBlur(cv2.dilate(ink, around), (0, 0), EVENNESS), ink)
    least = cv2.erode(ink, around)
    even = np.minimum(cv2.GaussianBlur(least, (0, 0), EVENNESS), ink)
    height = ink - np.float32(0.5) * (most + even)
    steepness = np.float32(STEEPNESS)
    drawn = np.minimum(steepness * (most - faintest), height)
    return np.asarray(np.maximum(steepness * (least - faintest), drawn), np.float32)


def _outlines(surface: Field) -> Iterator[list[Points]]:
    """Where a surface is above 0, in pixels of the field: outer outlines, each with its holes."""
    from contourpy import FillType, contour_generator

    closed = np.pad(surface, 1, constant_values=-1)
    made = contour_generator(z=closed, fill_type=FillType.OuterOffset).filled(0, np.inf)
    points, offsets = cast("tuple[list[Points], list[NDArray[np.uint32]]]", made)
    corner = np.float64(0.5 - 1 - MARGIN)
    for polygon, places in zip(points, offsets, strict=True):
        rings = np.split(polygon + corner, places[1:-1].astype(np.intp))
        holes = [ring for ring in rings[1:] if _area(ring) >= SMALLEST_HOLE]
        if _area(rings[0]) >= SMALLEST:
            yield [ring[:-1] for ring in (rings[0], *holes)]  # each ring ends on its first point


def _area(ring: Points) -> float:
    """Area within a closed ring (the shoelace formula)."""
    x, y = ring.T
    return abs(float(x[:-1] @ y[1:] - x[1:] @ y[:-1])) / 2
