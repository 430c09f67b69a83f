"""Where the parts of a page for colouring lie: hair, the sitter, and what is behind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.fields.basins import nearest
from artline.fields.blur import blur
from artline.fields.components import drop_small
from artline.finish import background
from artline.marks.hair_region import settled
from artline.nouns import Ink

Field = NDArray[np.float32]
Labels = NDArray[np.int32]

BEHIND, SITTER, HAIR = range(3)
"""The parts; the sitter without its hair."""

SIDE = 640
"""Long side of the page's grid, pixels."""
WIDE = 190.0
"""Long side of a picture on a page of A4, less its margins, mm."""
SMOOTH = 0.7
"""Gaussian over a part's likelihood, mm."""
SURE_HAIR = 0.5
"""Likelihood of hair from which it is hair."""
SMALLEST = 45.0
"""Smaller pieces of hair, and smaller gaps in it, square mm, belong to what is around them."""
SMALLEST_SITTER = 30.0
"""Smaller pieces of the sitter, and gaps in it, square mm, are none."""


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """The grid of a page.

    Attributes:
        height: rows.
        width: columns.
        unit: pixels for a millimetre where the picture's long side is WIDE.
        scale: pixels of the photo for one of the grid.
        step: pixels of the grid for a working pixel.
        extent: width and height of the photo in pixels of the grid, which is rounded.
    """

    height: int
    width: int
    unit: float
    scale: float
    step: float
    extent: tuple[float, float]

    @classmethod
    def of(cls, ink: Ink) -> Page:
        """The grid for an ink."""
        h, w = ink.shape
        step = SIDE / max(h, w)
        height, width = max(round(h * step), 1), max(round(w * step), 1)
        scale = max(ink.photo.width, ink.photo.height) / SIDE
        extent = (ink.photo.width / scale, ink.photo.height / scale)
        return cls(height, width, SIDE / WIDE, scale, step, extent)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.height, self.width

    def enlarged(self, field: Field) -> Field:
        """A field at working size on the grid."""
        import cv2

        size = (self.width, self.height)
        way = cv2.INTER_LINEAR if self.step > 1 else cv2.INTER_AREA
        return np.asarray(cv2.resize(field, size, interpolation=way), np.float32)


def sections(ink: Ink, page: Page) -> Labels:
    """The part of each pixel, int32 h×w on the page's grid."""
    unit = page.unit
    least = SMALLEST_SITTER * unit * unit
    sitter = drop_small(blur(page.enlarged(background.sitter(ink)), SMOOTH * unit) > 0.5, least)
    sitter = ~drop_small(~sitter, least)
    if "hair" not in ink.channels:
        return np.where(sitter, SITTER, BEHIND).astype(np.int32)
    hair = blur(page.enlarged(settled(ink, ink.channels["hair"])), SMOOTH * unit)
    least = SMALLEST * unit * unit
    dark = drop_small(sitter & (hair > SURE_HAIR), least)
    found = np.where(sitter, np.where(dark, HAIR, SITTER), BEHIND).astype(np.int32)
    bare = found == SITTER
    crumbs = bare & ~drop_small(bare, least)
    return nearest(np.where(crumbs, 0, found + 1).astype(np.int32)) - 1
