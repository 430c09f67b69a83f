"""Irises as spirals: a dark spot that a line winds into."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.components import components
from artline.finish.oneline.plate import Mask, Plate, Points, opened
from artline.marks.net import Piece
from artline.marks.oneline import STEP, evened
from artline.nouns import Ink

WIDER = 1.15
"""Radius within which ink is the iris's, in radii of the iris."""
DARK = 0.3
"""Share of that disc that is inked, at least, where an eye is open and dark."""
SPOT = 0.3
"""Radius of a disc that fits under the spot, in radii of the iris."""
TURN = 1.45
"""Distance between the turns of a spiral, pixels of a pass."""
FEWEST = 1.5
"""Turns of a spiral, at least."""
CORNERS = 24
"""Points of a turn."""
INSIDE = 0.4
"""Distance of the outermost turn from the spot's edge, in distances between turns."""
SMALLEST = 1.2
"""Distance between points, pixels at working size, at most: eyes may be small."""


def irises(plate: Plate, black: Mask, ink: Ink) -> tuple[list[Piece], Mask]:
    """Dark spots where irises are.

    Args:
        plate: its ink counts.
        black: bool h×w, its masses: eyes behind sunglasses are not seen.
        ink: whose meshes say where irises are.

    Returns:
        The spirals, in pixels at working size; and the spots, bool h×w on the plate.
    """
    taken = np.zeros_like(black)
    found = []
    for mesh in ink.meshes:
        for iris in mesh.irises * np.float32(plate.scale):
            spot = _spot(
                plate.inked & ~black, iris[0], float(np.hypot(*(iris[1:] - iris[0]).T).mean())
            )
            if spot is None:
                continue
            taken |= spot
            points = _spiral(spot, TURN * plate.unit) / plate.scale
            found.append(Piece(evened(points, min(STEP * ink.pitch, SMALLEST))))
    return found, taken


def _spot(inked: Mask, middle: NDArray[np.float32], radius: float) -> Mask | None:
    """The ink of an iris, bool h×w; None where there is little."""
    y, x = np.ogrid[: inked.shape[0], : inked.shape[1]]
    within = (x + 0.5 - middle[0]) ** 2 + (y + 0.5 - middle[1]) ** 2 < (WIDER * radius) ** 2
    dark = inked & within
    if dark.sum() < max(DARK * within.sum(), 1):
        return None
    parts, count = components(opened(dark, SPOT * radius), corners=True)
    if not count:
        return None
    return np.asarray(parts == 1 + int(np.bincount(parts.ravel())[1:].argmax()))


def _spiral(spot: Mask, gap: float) -> Points:
    """From the outline of a spot into its middle."""
    import cv2

    rings, _ = cv2.findContours(spot.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(rings, key=len)[:, 0] + 0.5
    y, x = np.nonzero(spot)
    middle = np.array([x.mean(), y.mean()]) + 0.5
    ring = outline - middle
    angle, out = np.arctan2(*ring.T[::-1]), np.hypot(*ring.T)
    turns = max(FEWEST, float(np.median(out)) / gap)
    share = np.linspace(0, 1, round(turns * CORNERS))
    turned = 2 * np.pi * turns * share
    reach = np.interp(turned % (2 * np.pi), angle % (2 * np.pi), out, period=2 * np.pi)
    reach = np.maximum(reach - INSIDE * gap, 0) * (1 - share)
    way = np.stack([np.cos(turned), np.sin(turned)], 1)
    return np.asarray(middle + reach[:, None] * way)
