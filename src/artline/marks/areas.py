"""Shapes out of steep ink: the outlines of its tones, between the pixels.

An edge lies where ink is halfway between its lightest and its darkest neighbour, whatever tones
these have. So a black line is one black shape, and a light line a light one with edges as sharp;
where a line pales towards its end, it does so in steps. Lighter shapes lie beneath darker ones and
reach under them a little, so that no paper shines through where two meet.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from artline.fields.edges import EVENNESS, NEIGHBOURHOOD
from artline.fields.morphology import disc
from artline.marks.outline import evened
from artline.marks.pieces import pieces
from artline.marks.rings import rings
from artline.nouns import Role, Shape

U8 = NDArray[np.uint8]
Parts = NDArray[np.int16]
"""Ink, or a difference of ink, of which a byte has PARTS."""
Points = NDArray[np.float64]
Found = Iterator[tuple[int, list[Points]]]
"""Which of the tones, from 1, and an outline with its holes, in pixels of the field."""

PARTS = 128
"""Parts of a byte of ink: tones between bytes are kept, at half the memory of floats."""
FULL = 255 * PARTS
"""Full ink."""
TONES = (0.2, 0.4, 0.6, 0.8, 1.0)
"""The tones that shapes have, 1 = full ink."""
LEVELS = (0.1, 0.3, 0.5, 0.7, 0.9)
"""The least tone of ink that is drawn in each of TONES."""
SMOOTHING = 0.45
"""Gaussian, pixels of the field, that takes the steps of whole bytes out of outlines."""
STEEPNESS = 12.0
"""Slope of a tone's own surface, as a multiple of the ink's: where neighbours on both sides are
darker than a tone, its outline does not run through."""
REACH = 1.5
"""Pixels of the field by which a lighter shape reaches under a darker one."""
LEAST_LIGHT = 2
"""Pixels of the field: smaller pieces of a light tone are left out."""
SMALLEST = 5.0
"""Square pixels of the field: smaller black shapes are crumbs."""
SMALLEST_LIGHT = 2.0
"""Square pixels of the field: smaller light shapes, and smaller holes, are left out."""
ROOM = 6
"""Pixels of the field around a tone that its outlines are traced in."""
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
    field = _framed(steep)
    if not field.any():
        return ()
    edge, most, palest = _edges(field)
    step = _steps(np.where(edge > 0, most, palest), levels)
    found = [
        *_light(edge, most, palest, step, levels),
        *_black(edge, most, palest, step, levels),
    ]
    even = iter(evened([ring for _, outlines in found for ring in outlines]))
    unit, tones = np.array(scale), TONES[-len(levels) :]
    return tuple(
        Shape(
            tuple(((next(even) - MARGIN + 0.5) * unit).astype(np.float32) for _ in outlines),
            role,
            tones[number - 1] * tone,
        )
        for number, outlines in found
    )


def _framed(steep: U8) -> U8:
    """The picture, continued at its edges."""
    import cv2

    field = cv2.copyMakeBorder(steep, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_REPLICATE)
    return np.asarray(field, np.uint8)


def _edges(field: U8) -> tuple[Parts, Parts, Parts]:
    """How far ink lies above halfway between its neighbours; the darkest and the lightest of them.

    Where an edge lies follows from smoothed extremes; which tones it parts, from those themselves.
    """
    import cv2

    ink = _smooth(field, SMOOTHING, PARTS)
    around = disc(NEIGHBOURHOOD)
    most, palest = cv2.dilate(ink, around), cv2.erode(ink, around)
    darker, lighter = (_smooth(extreme, EVENNESS) for extreme in (most, palest))
    middle = cv2.addWeighted(cv2.max(darker, ink), 0.5, cv2.min(lighter, ink), 0.5, 0)
    return _parts(cv2.subtract(ink, middle)), _parts(most), _parts(palest)


def _smooth(field: Any, sigma: float, scale: float = 1.0) -> Parts:
    import cv2

    kernel = cv2.getGaussianKernel(2 * math.ceil(4 * sigma) + 1, sigma, cv2.CV_32F)
    return _parts(cv2.sepFilter2D(field, cv2.CV_16S, scale * kernel, kernel))


def _parts(found: Any) -> Parts:
    return np.asarray(found, np.int16)


def _steps(tone: Parts, levels: tuple[float, ...]) -> U8:
    """How many of the levels a tone reaches, uint8 h×w."""
    import cv2

    table = np.searchsorted(np.array(levels), np.arange(256) / 255, side="right")
    return np.asarray(cv2.LUT(cv2.convertScaleAbs(tone, alpha=1 / PARTS), table.astype(np.uint8)))


def _black(edge: Parts, most: Parts, palest: Parts, step: U8, levels: tuple[float, ...]) -> Found:
    """The shapes of the last tone."""
    number = len(levels)
    black = step == number
    if not black.any():
        return
    places = [np.flatnonzero(black.any(axis=axis)) for axis in (1, 0)]
    top, left = (max(int(place[0]) - ROOM, 0) for place in places)
    bottom, right = (int(place[-1]) + 1 + ROOM for place in places)
    window = (slice(top, bottom), slice(left, right))
    level = np.array([FULL * levels[-1]])
    surface = _surface(edge[window], most[window], palest[window], level)
    closed = np.pad(surface, 1, constant_values=-1)
    for outlines in rings(closed, SMALLEST, SMALLEST_LIGHT):
        yield number, [ring + np.array((left - 1, top - 1)) for ring in outlines]


def _light(edge: Parts, most: Parts, palest: Parts, step: U8, levels: tuple[float, ...]) -> Found:
    """The shapes of the other tones, which are few and far between: the lightest first."""
    laid = pieces(step, len(levels) - 1, ROOM)
    if laid is None:
        return
    edge, most, palest = (np.take(values, laid.source) for values in (edge, most, palest))
    level = np.rint(FULL * np.array((0.0, *levels))).astype(np.int16)[laid.kind]
    inside = laid.source >= 0
    near = _near((np.take(step, laid.source) == laid.kind) & inside)
    surface = np.minimum(_surface(edge, most, palest, level), near)
    surface[~inside] = -1
    found = []
    for outlines in rings(surface, SMALLEST_LIGHT, SMALLEST_LIGHT):
        x, y = outlines[0][0].astype(np.intp)
        moved = np.array((laid.across[y, x], laid.down[y, x]))
        found.append((int(laid.kind[y, x]), [ring + moved for ring in outlines]))
    yield from sorted(found, key=lambda each: each[0])


def _surface(edge: Parts, most: Parts, least: Parts, level: NDArray[Any]) -> Parts:
    """Above 0 where ink is darker than a level: where its edge is crossed, and all within."""
    import cv2

    steep = np.array([STEEPNESS])
    above, within = (
        cv2.multiply(cv2.subtract(tone, level, dtype=cv2.CV_16S), steep) for tone in (most, least)
    )
    return _parts(cv2.max(within, cv2.min(above, edge)))


def _near(own: NDArray[np.bool_]) -> Parts:
    """Above 0 within a little more than the pieces of a mask, but for the smallest."""
    import cv2

    mask = own.astype(np.uint8)
    _, parts = cv2.connectedComponents(cv2.dilate(mask, np.ones((3, 3), np.uint8)), connectivity=8)
    large = np.bincount(parts[own], minlength=int(parts.max()) + 1) >= LEAST_LIGHT
    kept = (own & large[parts]).astype(np.float32)
    near = cv2.GaussianBlur(cv2.dilate(kept, disc(REACH)), (0, 0), 0.5 * REACH)
    return _parts((near - np.float32(0.5)) * FULL)
