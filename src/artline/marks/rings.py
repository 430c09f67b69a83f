"""Outlines of where a surface is above 0, between its pixels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]
Points = NDArray[np.float64]


def rings(surface: Field, least: float, least_hole: float) -> Iterator[list[Points]]:
    """The polygons of a surface: an outline each, with the outlines of its holes.

    Args:
        surface: float32 h×w; what is above 0 is within. Below 0 at its rim, or outlines end there.
        least: square pixels; smaller polygons are left out.
        least_hole: square pixels; smaller holes are left out.

    Returns:
        N×2 each: x and y, 0 in the middle of the first pixel.
    """
    from contourpy import FillType, contour_generator

    made = contour_generator(z=surface, fill_type=FillType.OuterOffset).filled(0, np.inf)
    points, offsets = cast("tuple[list[Points], list[NDArray[np.uint32]]]", made)
    for polygon, places in zip(points, offsets, strict=True):
        found = np.split(polygon, places[1:-1].astype(np.intp))
        if _area(found[0]) >= least:
            holes = [ring for ring in found[1:] if _area(ring) >= least_hole]
            yield [ring[:-1] for ring in (found[0], *holes)]  # each ring ends on its first point


def _area(ring: Points) -> float:
    """Area within a closed ring (the shoelace formula)."""
    x, y = ring.T
    return abs(float(x[:-1] @ y[1:] - x[1:] @ y[:-1])) / 2
