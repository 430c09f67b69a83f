"""Shapes out of steep ink: its outlines, between the pixels.

An edge lies where ink is halfway between its lightest and its darkest neighbour, whatever tones
these have: no level cuts a line, so a faint one stays whole, and every line is drawn in one tone.
The fainter a line or a gap between lines, the nearer to its middle lies the edge: it becomes thin,
and runs out to a point where it fades.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import numpy as np
from numpy.typing import NDArray

from artline.fields.morphology import disc
from artline.fields.smoothstep import smoothstep
from artline.marks.outline import evened
from artline.nouns import Role, Shape

U8 = NDArray[np.uint8]
Field = NDArray[np.float32]
Points = NDArray[np.float64]

CONTRAST = (0.03, 0.08)
"""Smoothstep: difference of ink, 0..1, between neighbours: no edge, an edge."""
BLACK = 0.45
"""Ink, 0..1, from which a place without edges is black."""
FLAT = 0.5
"""Slope of the surface there, as a multiple of the ink's."""
FIRM = 0.7
"""Ink from which a line is as wide as the network drew it, and paper below one minus which a gap
in black is; fainter ones are thinner."""
THINNEST = 0.82
"""Share of the way from the lightest to the darkest neighbour at which the faintest line is cut;
one minus this, the faintest gap."""
SMOOTHING = 0.6
"""Gaussian, pixels of the field, that takes the steps of whole bytes out of outlines."""
NEIGHBOURHOOD = 2.0
"""Radius, pixels of the field, in which an edge lies halfway between the extremes."""
EVENNESS = 1.5
"""Gaussian, pixels of the field, over the extremes: they must not follow single pixels."""
SMALLEST = 26.0
"""Square pixels of the field: smaller shapes are crumbs."""
SMALLEST_HOLE = 15.0
"""Square pixels of the field: smaller holes are specks; the light in an eye is larger."""
MARGIN = 2
"""Pixels by which the picture is continued, so that outlines close beyond its edge."""


def areas(
    steep: U8,
    scale: tuple[float, float],
    *,
    role: Role = "line",
    tone: float = 1.0,
    black: float = BLACK,
) -> tuple[Shape, ...]:
    """The shapes of steep ink.

    Args:
        steep: uint8 h×w, 255 = ink, its edges a pixel or two wide.
        scale: units of the outlines for a pixel of the field, across and down.
        role: what the shapes draw.
        tone: how dark they are painted, 0..1.
        black: ink, 0..1, from which a place without edges is drawn.
    """
    surface = _surface(steep, black)
    found = list(_outlines(surface))
    even = iter(evened([ring for rings in found for ring in rings]))
    unit = np.array(scale)
    return tuple(
        Shape(tuple((next(even) * unit).astype(np.float32) for _ in rings), role, tone)
        for rings in found
    )


def _surface(steep: U8, black: float) -> Field:
    """Above 0 where there is ink, with a margin around the picture."""
    import cv2

    field = cv2.copyMakeBorder(steep, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_REPLICATE)
    ink = cv2.GaussianBlur(field.astype(np.float32), (0, 0), SMOOTHING) * np.float32(1 / 255)
    around = disc(NEIGHBOURHOOD)
    most = np.maximum(cv2.GaussianBlur(cv2.dilate(ink, around), (0, 0), EVENNESS), ink)
    even = np.minimum(cv2.GaussianBlur(cv2.erode(ink, around), (0, 0), EVENNESS), ink)
    contrast = most - even
    firm = np.float32(FIRM)
    thin = np.clip((firm - most) / firm, 0, 1) - np.clip((even - (1 - firm)) / firm, 0, 1)
    edge = ink - even - (np.float32(0.5) + np.float32(THINNEST - 0.5) * thin) * contrast
    clear = smoothstep(contrast, *CONTRAST)
    flat = np.float32(FLAT) * (ink - np.float32(black))
    return np.asarray(clear * edge + (1 - clear) * flat, np.float32)


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
