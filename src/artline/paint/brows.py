"""Brows in their own colour instead of the ink's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from artline.faces.masks import mask_of
from artline.faces.topology import BROWS
from artline.fields.morphology import disc
from artline.nouns import Colour, Mark, Mesh, Shape
from artline.paint.eyes import Mix
from artline.paint.sitting import Sitting

MARGIN = 0.03
"""Distance from the ring of a brow up to which ink is the brow's, heights of the face."""
OWN = 0.75
"""Share of a shape's outline within that from which the shape is the brow's."""
DARKEST = 35
"""Percentile of lightness within the ring up to which pixels are hairs."""
DEEPER = 0.75
"""What the lightness of hairs is multiplied by: skin shines between them."""
LIGHTEST = 40.0
"""Lightness, L*, that a brow has at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Brow:
    """Where a brow is, and its colour.

    Attributes:
        zone: bool h×w, of the canvas.
        scale: pixels of the photo for one of the canvas, across and down.
        colour: that it is painted in.
    """

    zone: NDArray[np.bool_]
    scale: tuple[float, float]
    colour: Colour

    def holds(self, shape: Shape) -> bool:
        """Whether a shape is this brow, or hairs of it."""
        return bool(self._within(shape.outlines[0]).mean() >= OWN)

    def _within(self, points: NDArray[np.float32]) -> NDArray[np.bool_]:
        height, width = self.zone.shape
        x, y = (points / self.scale).astype(np.intp).T
        inside: NDArray[np.bool_] = self.zone[y.clip(0, height - 1), x.clip(0, width - 1)]
        return inside


def brows(seat: Sitting, meshes: Sequence[Mesh], zoom: float, mix: Mix) -> tuple[Brow, ...]:
    """The brows of every face.

    Args:
        seat: what is painted.
        meshes: the faces' landmarks, working pixels.
        zoom: pixels of the canvas for a working pixel.
        mix: gives the palette's colours.
    """
    import cv2

    found = []
    for mesh in meshes:
        placed = replace(mesh, points=mesh.points * np.float32(zoom))
        margin = MARGIN * float(np.ptp(placed.points[:, 1]))
        for ring in BROWS:
            zone = mask_of(placed, (ring,), seat.part.shape)
            if not zone.any():
                continue
            lab = seat.photo[zone]
            hairs = lab[lab[:, 0] <= np.percentile(lab[:, 0], DARKEST)]
            light, a, b = (float(value) for value in np.median(hairs, axis=0))
            colour = mix((min(DEEPER * light, LIGHTEST), a, b))
            wide = cv2.dilate(zone.astype(np.uint8), disc(margin)) > 0
            found.append(Brow(np.asarray(wide), seat.scale, colour))
    return tuple(found)


def in_own_colour(mark: Mark, known: Sequence[Brow]) -> Mark:
    """A brow in its colour; other marks as they are."""
    if isinstance(mark, Shape) and mark.role != "scene" and mark.colour is None:
        for brow in known:
            if brow.holds(mark):
                return replace(mark, colour=brow.colour)
    return mark
