"""A part of the photo at the fineness at which strokes follow it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.nouns import Ink

Field = NDArray[np.float32]
Box = tuple[slice, slice]
"""Rows and columns of a part of a picture."""

COARSEST = 1.5  # canvas pixels for one of a pass, at least
FINEST = 2.0  # canvas pixels for one of a pass, at most
LEAST_SIDE = 4  # canvas pixels: shorter sides hold no stroke
DARKEST = 0.05  # lightness added before the logarithm, so that noise in the dark stays small


@dataclass(frozen=True, slots=True, eq=False)
class Canvas:
    """A box of the photo, sampled anew.

    Attributes:
        light: float32 h×w, 0..1, CIE L*/100.
        depth: float32 h×w, logarithm of lightness.
        unit: canvas pixels for one of a pass.
        left: of the box, in working pixels.
        top: of the box, in working pixels.
        step: working pixels for one of the canvas, x and y.
        scale: photo pixels for one of the canvas, x and y.
    """

    light: Field
    depth: Field
    unit: float
    left: int
    top: int
    step: tuple[float, float]
    scale: tuple[float, float]

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width in canvas pixels."""
        return int(self.light.shape[0]), int(self.light.shape[1])

    def enlarged(self, field: Field) -> Field:
        """A field of this box at working size, float32 h×w, at this fineness."""
        import cv2

        h, w = self.shape
        return np.asarray(cv2.resize(field, (w, h), interpolation=cv2.INTER_LINEAR), np.float32)

    def to_photo(self, x: Field, y: Field) -> Field:
        """Places on this canvas, 0, 0 the middle of a pixel, in pixels of the photo; …×2."""
        sx, sy = self.scale
        left, top = self.left / self.step[0], self.top / self.step[1]
        places = np.stack([(x + 0.5 + left) * sx, (y + 0.5 + top) * sy], -1)
        return places.astype(np.float32)


def canvas(ink: Ink, box: Box, coarsest: float = COARSEST, finest: float = FINEST) -> Canvas:
    """The photo in a box, as fine as it is between two limits.

    Args:
        ink: what the network saw.
        box: rows and columns in working pixels.
        coarsest: canvas pixels for one of a pass, at least.
        finest: the same, at most.
    """
    import cv2

    (top, bottom), (left, right) = ((part.start, part.stop) for part in box)
    fine = min(max(ink.scale * ink.pitch, coarsest), finest) / ink.pitch
    w, h = (max(round(side * fine), LEAST_SIDE) for side in (right - left, bottom - top))
    rows, columns = ink.shape
    photo_x, photo_y = ink.photo.width / columns, ink.photo.height / rows
    x0, x1 = (round(x * photo_x) for x in (left, right))
    y0, y1 = (round(y * photo_y) for y in (top, bottom))
    part = ink.photo.rgb[y0:y1, x0:x1]
    way = cv2.INTER_AREA if part.shape[0] > h else cv2.INTER_CUBIC
    rgb = np.asarray(cv2.resize(part, (w, h), interpolation=way), np.float32) / np.float32(255)
    lab = cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB)
    light = np.ascontiguousarray(lab[..., 0], np.float32) / np.float32(100)
    step = ((right - left) / w, (bottom - top) / h)
    return Canvas(
        light=light,
        depth=np.log(light + np.float32(DARKEST)),
        unit=ink.pitch * fine,
        left=left,
        top=top,
        step=step,
        scale=(step[0] * photo_x, step[1] * photo_y),
    )


def box_around(mask: NDArray[np.bool_], margin: int) -> Box:
    """Rows and columns that hold a mask, which is not empty, with a margin of pixels."""
    found = []
    for axis in (1, 0):
        places = np.flatnonzero(mask.any(axis))
        beyond = min(int(places[-1]) + 1 + margin, mask.shape[1 - axis])
        found.append(slice(max(int(places[0]) - margin, 0), beyond))
    return found[0], found[1]
