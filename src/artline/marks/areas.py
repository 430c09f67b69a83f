"""Shapes out of steep ink: the outlines of its tones, between the pixels.

An edge lies where ink is halfway between its lightest and its darkest neighbour, whatever tones
these have. So a black line is one black shape, and a light line a light one with edges as sharp;
where a line pales towards its end, it does so in steps. Lighter shapes lie beneath darker ones and
reach under them a little, so that no paper shines through where two meet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from artline.fields.edges import extremes, neighbours
from artline.fields.morphology import disc
from artline.marks.outline import evened
from artline.nouns import Role, Shape

U8 = NDArray[np.uint8]
Field = NDArray[np.float32]
Points = NDArray[np.float64]
Mask = NDArray[np.bool_]
Place = tuple[slice, slice]

TONES = (0.2, 0.4, 0.6, 0.8, 1.0)
"""The tones that shapes have, 1 = full ink."""
LEVELS = (0.1, 0.3, 0.5, 0.7, 0.9)
"""The least tone of ink that is drawn in each of TONES."""
SMOOTHING = 0.6
"""Gaussian, pixels of the field, that takes the steps of whole bytes out of outlines."""
STEEPNESS = 12.0
"""Slope of a tone's own surface, as a multiple of the ink's: where neighbours on both sides are
darker than a tone, its outline does not run through."""
REACH = 2.0
"""Pixels of the field by which a lighter shape reaches under a darker one."""
LEAST_LIGHT = 3
"""Pixels of the field: smaller pieces of a light tone are left out."""
SMALLEST = 8.0
"""Square pixels of the field: smaller black shapes are crumbs."""
SMALLEST_LIGHT = 3.0
"""Square pixels of the field: smaller light shapes, and smaller holes, are left out."""
SHEET = 2048
"""Pixels: width of the sheet on which small pieces are traced together, at least."""
MARGIN = 2
"""Pixels by which the picture is continued, so that outlines close beyond its edge."""


def areas(
    steep: U8,
    scale: tuple[float, float],
    *,
    role: Role = "line",
    tone: float = 1.0,
    levels: tuple[float, ...] = LEVELS,
) -> tuple[Shape, ...]:
    """The shapes of steep ink, the lightest first.

    Args:
        steep: uint8 h×w, 255 = ink, its edges a pixel or two wide.
        scale: units of the outlines for a pixel of the field, across and down.
        role: what the shapes draw.
        tone: how dark full ink is painted, 0..1.
        levels: the least tone of ink for each of the last of TONES.

    Returns:
        Shapes that give the ink when they are painted one over the other.
    """
    import cv2

    field = cv2.copyMakeBorder(steep, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_REPLICATE)
    ink = cv2.GaussianBlur(field.astype(np.float32), (0, 0), SMOOTHING) * np.float32(1 / 255)
    ink = np.asarray(ink, np.float32)
    # where an edge lies follows from smoothed extremes; which tones it parts, from those themselves
    most, palest = neighbours(ink)
    darker, lighter = extremes(ink, most, palest)
    height = np.asarray(ink - np.float32(0.5) * (darker + lighter), np.float32)
    tone_here = np.where(height > 0, most, palest)
    step = np.searchsorted(np.array(levels, np.float32), tone_here).astype(np.uint8)
    found: list[tuple[float, list[Points]]] = []
    tones = TONES[-len(levels) :]
    for number, (level, painted) in enumerate(zip(levels, tones, strict=True), start=1):
        black = number == len(levels)
        own = step == number
        windows = []
        for place, piece in _whole(own) if black else _pieces(own):
            surface = _surface(height, most, palest, np.float32(level), place)
            windows.append((place, surface if black else np.minimum(surface, _near(piece))))
        least = SMALLEST if black else SMALLEST_LIGHT
        found += [(painted * tone, rings) for rings in _outlines(windows, least)]
    even = iter(evened([ring for _, rings in found for ring in rings]))
    unit = np.array(scale)
    return tuple(
        Shape(tuple((next(even) * unit).astype(np.float32) for _ in rings), role, painted)
        for painted, rings in found
    )


def _surface(height: Field, most: Field, least: Field, level: np.float32, place: Place) -> Field:
    """Above 0 where ink is darker than a level: where its edge is crossed, and all within."""
    steepness = np.float32(STEEPNESS)
    upper = np.minimum(steepness * (most[place] - level), height[place])
    return np.asarray(np.maximum(steepness * (least[place] - level), upper), np.float32)


def _whole(mask: Mask) -> Iterator[tuple[Place, Mask]]:
    """The part of the field that holds a mask, if there is one."""
    if mask.any():
        places = [np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0)]
        rows, columns = (_with_room(int(p[0]), int(p[-1]) + 1) for p in places)
        yield (rows, columns), mask[rows, columns]


def _pieces(mask: Mask) -> Iterator[tuple[Place, Mask]]:
    """The parts of the field that hold a piece of a mask each: light tones are few and far."""
    import cv2

    joined = cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8))
    _, parts, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for number, (left, top, width, height, _) in enumerate(stats[1:].tolist(), start=1):
        rows, columns = _with_room(top, top + height), _with_room(left, left + width)
        piece = mask[rows, columns] & (parts[rows, columns] == number)
        if np.count_nonzero(piece) >= LEAST_LIGHT:
            yield (rows, columns), piece


def _with_room(first: int, end: int) -> slice:
    room = int(REACH) + 4
    return slice(max(first - room, 0), end + room)


def _near(piece: Mask) -> Field:
    """Above 0 within a little more than a piece."""
    import cv2

    near = cv2.dilate(piece.astype(np.float32), disc(REACH))
    return np.asarray(cv2.GaussianBlur(near, (0, 0), 0.5 * REACH), np.float32) - np.float32(0.5)


def _outlines(windows: Sequence[tuple[Place, Field]], least: float) -> Iterator[list[Points]]:
    """Where surfaces are above 0: outlines of at least that area, each with its holes.

    All windows are laid side by side on one sheet and traced together: there are hundreds of small
    ones, and a call for each costs more than the tracing.
    """
    from contourpy import FillType, contour_generator

    if not windows:
        return
    sheet, owner, moves = _side_by_side(windows)
    made = contour_generator(z=sheet, fill_type=FillType.OuterOffset).filled(0, np.inf)
    points, offsets = cast("tuple[list[Points], list[NDArray[np.uint32]]]", made)
    for polygon, places in zip(points, offsets, strict=True):
        x, y = polygon[0].astype(np.intp)
        rings = np.split(polygon + moves[owner[y, x]], places[1:-1].astype(np.intp))
        if _area(rings[0]) >= least:
            holes = [ring for ring in rings[1:] if _area(ring) >= SMALLEST_LIGHT]
            yield [ring[:-1] for ring in (rings[0], *holes)]  # each ring ends on its first point


def _side_by_side(
    windows: Sequence[tuple[Place, Field]],
) -> tuple[Field, NDArray[np.int32], NDArray[np.float64]]:
    """Windows in rows on one sheet, with a rim below 0; whose each pixel is; their ways back."""
    wide = max(SHEET, *(surface.shape[1] + 2 for _, surface in windows))
    corners, left, top, tall = [], 0, 0, 0
    for _, surface in windows:
        h, w = surface.shape[0] + 2, surface.shape[1] + 2
        if left + w > wide:
            left, top, tall = 0, top + tall, 0
        corners.append((left, top))
        left, tall = left + w, max(tall, h)
    sheet = np.full((top + tall, wide), -1, np.float32)
    owner = np.zeros(sheet.shape, np.int32)
    moves = np.zeros((len(windows), 2))
    for number, ((rows, columns), surface) in enumerate(windows):
        left, top = corners[number]
        h, w = surface.shape
        sheet[top + 1 : top + 1 + h, left + 1 : left + 1 + w] = surface
        owner[top : top + h + 2, left : left + w + 2] = number
        moves[number] = columns.start - MARGIN - 0.5 - left, rows.start - MARGIN - 0.5 - top
    return sheet, owner, moves


def _area(ring: Points) -> float:
    """Area within a closed ring (the shoelace formula)."""
    x, y = ring.T
    return abs(float(x[:-1] @ y[1:] - x[1:] @ y[:-1])) / 2
