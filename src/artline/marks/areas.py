"""Shapes out of steep ink: the outlines of its tones, between the pixels.

An edge lies where ink is halfway between its lightest and its darkest neighbour, whatever tones
these have. So a black line is one black shape, and a light line a light one with edges as sharp;
tone that changes along a line changes in steps. Lighter shapes lie beneath darker ones and reach
under them a little, so that no paper shines through where two meet.
"""

from __future__ import annotations

from typing import cast

import numpy as np
from numpy.typing import NDArray

from artline.fields.morphology import disc
from artline.marks.outline import evened
from artline.nouns import Role, Shape

U8 = NDArray[np.uint8]
Field = NDArray[np.float32]
Points = NDArray[np.float64]

TONES = (0.2, 0.4, 0.6, 1.0)
"""The tones that shapes have, 1 = full ink."""
LEVELS = (0.1, 0.3, 0.5, 0.7)
"""The least tone of ink that is drawn in each of TONES."""
EVENNESS = 1.5
"""Gaussian, pixels of the field, of tone along a line: it changes slowly, not in patches."""
SMOOTHING = 0.7
"""Gaussian, pixels of the field, that takes the steps of whole bytes out of outlines."""
STEEPNESS = 12.0
"""Slope of a tone's own surface, as a multiple of the ink's: where neighbours on both sides are
darker than a tone, its outline does not run through."""
NEIGHBOURHOOD = 2.0
"""Radius, pixels of the field, in which an edge lies halfway between the extremes."""
REACH = 2.0
"""Pixels of the field by which a lighter shape reaches under a darker one."""
SMALLEST = 2.0
"""Square pixels of the field: smaller outlines are left out."""


def areas(steep: U8, scale: tuple[float, float], role: Role = "line") -> tuple[Shape, ...]:
    """The shapes of steep ink, the lightest first.

    Args:
        steep: uint8 h×w, 255 = ink, its edges a pixel or two wide.
        scale: units of the outlines for a pixel of the field, across and down.
        role: what the shapes draw.

    Returns:
        Shapes that give the ink when they are painted one over the other.
    """
    import cv2

    # a margin of paper closes outlines that run over the edge of the picture
    field = cv2.copyMakeBorder(steep, 2, 2, 2, 2, cv2.BORDER_REPLICATE)
    ink = cv2.GaussianBlur(field.astype(np.float32), (0, 0), SMOOTHING) / np.float32(255)
    around = disc(NEIGHBOURHOOD)
    most = np.maximum(cv2.GaussianBlur(cv2.dilate(ink, around), (0, 0), EVENNESS), ink)
    least = cv2.erode(ink, around)
    even = np.minimum(cv2.GaussianBlur(least, (0, 0), EVENNESS), ink)
    height = np.asarray(ink - 0.5 * (most + even), np.float32)
    tone = np.where(height > 0, most, least)
    step = np.searchsorted(np.array(LEVELS, np.float32), tone).astype(np.uint8)
    shapes: list[Shape] = []
    for number, (level, painted) in enumerate(zip(LEVELS, TONES, strict=True), start=1):
        own = (step == number).astype(np.uint8)
        if not own.any():
            continue
        rows, columns = _place(own)
        surface = _surface(height, most, least, np.float32(level), (rows, columns))
        if number < len(TONES):
            near = cv2.dilate(own[rows, columns], disc(REACH)).astype(np.float32)
            near = cv2.GaussianBlur(near, (0, 0), 0.5 * REACH) - np.float32(0.5)
            surface = np.minimum(surface, near)
        corner = (columns.start - 2, rows.start - 2)
        shapes += [Shape(rings, role, painted) for rings in _outlines(surface, corner, scale)]
    return tuple(shapes)


def _surface(
    height: Field, most: Field, least: Field, level: np.float32, place: tuple[slice, slice]
) -> Field:
    """Above 0 where ink is darker than a level: where its edge is crossed, and all within."""
    steepness = np.float32(STEEPNESS)
    upper = np.minimum(steepness * (most[place] - level), height[place])
    return np.asarray(np.maximum(steepness * (least[place] - level), upper), np.float32)


def _place(mask: U8) -> tuple[slice, slice]:
    """Rows and columns that hold a mask, with room for what it is dilated by."""
    room = int(REACH) + 4
    found = []
    for axis in (1, 0):
        inside = np.flatnonzero(mask.any(axis=axis))
        found.append(slice(max(int(inside[0]) - room, 0), int(inside[-1]) + room + 1))
    return found[0], found[1]


def _outlines(
    surface: Field, corner: tuple[int, int], scale: tuple[float, float]
) -> list[tuple[Field, ...]]:
    """Where a surface is above 0: outer outlines, each with its holes."""
    from contourpy import FillType, contour_generator

    closed = np.pad(surface, 1, constant_values=-1)
    contours = contour_generator(z=closed, fill_type=FillType.OuterOffset)
    made = contours.filled(0, np.inf)
    points, offsets = cast("tuple[list[Points], list[NDArray[np.uint32]]]", made)
    moved = np.array(corner) - 0.5
    unit = np.array(scale)
    found: list[list[Points]] = []
    for polygon, places in zip(points, offsets, strict=True):
        rings = np.split(polygon, places[1:-1].astype(np.intp))
        # each ring ends on its first point
        large = [ring[:-1] for ring in rings if _area(ring) >= SMALLEST]
        if large and len(large[0]) and _area(rings[0]) >= SMALLEST:
            found.append(large)
    lengths = [len(large) for large in found]
    even = iter(evened([ring for large in found for ring in large]))
    return [
        tuple(((next(even) + moved) * unit).astype(np.float32) for _ in range(length))
        for length in lengths
    ]


def _area(ring: Points) -> float:
    """Area within a closed ring (the shoelace formula)."""
    x, y = ring.T
    return abs(float(x[:-1] @ y[1:] - x[1:] @ y[:-1])) / 2
