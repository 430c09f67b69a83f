"""What is painted: the photo's colour at the size of the canvas, flattened, and its parts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.nouns import Ink
from artline.paint.flat import flattened
from artline.paint.lab import lab_picture
from artline.paint.parts import parts_of

Field = NDArray[np.float32]

FINENESS = 1.3
"""Pixels of the canvas for one of the network's pass."""


@dataclass(frozen=True, slots=True, eq=False)
class Sitting:
    """A photo as it is painted.

    Attributes:
        photo: float32 h×w×3, CIE L*a*b*.
        lab: float32 h×w×3, the same, flattened.
        part: uint8 h×w, index into PARTS, or BARE.
        person: uint8 h×w, whose hair or skin it is: the index of the nearest face, or 0.
        unit: pixels of the canvas for one of the network's pass.
        scale: pixels of the photo for one of the canvas, across and down.
    """

    photo: Field
    lab: Field
    part: NDArray[np.uint8]
    person: NDArray[np.uint8]
    unit: float
    scale: tuple[float, float]

    @property
    def nbytes(self) -> int:
        """Bytes of its arrays."""
        return self.photo.nbytes + self.lab.nbytes + self.part.nbytes + self.person.nbytes


def canvas_size(ink: Ink) -> tuple[int, int, float]:
    """Height and width of the canvas, and its pixels for one of a pass."""
    scale = max(FINENESS / ink.pitch, 1.0)
    height, width = ink.shape
    return round(height * scale), round(width * scale), scale * ink.pitch


def sitting(ink: Ink, cover: NDArray[np.uint8], reach: float, change: float) -> Sitting:
    """The photo's colours flattened, and who and what they belong to.

    Args:
        ink: what the network saw.
        cover: uint8 h×w at the size of the canvas, 255 = ink.
        reach: how far colour is averaged, pixels of a pass.
        change: change of colour, L*a*b* units, that stops it.
    """
    height, width, unit = canvas_size(ink)
    photo = lab_picture(ink.photo.rgb, height, width)
    lines = cover.astype(np.float32) / np.float32(255)
    lab = flattened(photo, photo, lines, reach * unit, change)
    return Sitting(
        photo,
        lab,
        parts_of(ink, height, width),
        _persons(ink, height, width),
        unit,
        (ink.photo.width / width, ink.photo.height / height),
    )


def _persons(ink: Ink, height: int, width: int) -> NDArray[np.uint8]:
    """The index of the face that is nearest, in heights of that face."""
    person = np.zeros((height, width), np.uint8)
    if len(ink.faces) < 2:
        return person
    y, x = np.mgrid[:height, :width].astype(np.float32) + np.float32(0.5)
    best = np.full((height, width), np.inf, np.float32)
    for number, face in enumerate(ink.faces[:255]):
        tall = (face.bottom - face.top) * height
        across = x - 0.5 * (face.left + face.right) * width
        down = y - 0.5 * (face.top + face.bottom) * height
        far = np.hypot(across, down) / np.float32(tall)
        nearer = far < best
        person[nearer] = number
        best[nearer] = far[nearer]
    return person
