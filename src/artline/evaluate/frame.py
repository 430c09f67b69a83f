"""Which part of a photo a drawing shows, told from the faces in both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from artline.evaluate.mesh import MeshFinder
    from artline.faces.finder import FaceFinder

NEARLY_WHOLE = 0.08
"""Largest distance between the sides of a frame and of the photo that it still shows whole.

In long sides of the photo.
"""


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle in a picture's pixels; it may reach beyond the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def is_whole(self, shape: tuple[int, ...]) -> bool:
        """Whether this is nearly the whole photo of that height and width."""
        sides = (self.left, self.top, self.right - shape[1], self.bottom - shape[0])
        return max(map(abs, sides)) <= NEARLY_WHOLE * max(shape[:2])

    def within(self, shape: tuple[int, ...]) -> Frame:
        """The part of it that lies in a photo of that height and width."""
        return Frame(
            max(0.0, self.left),
            max(0.0, self.top),
            min(float(shape[1]), self.right),
            min(float(shape[0]), self.bottom),
        )

    def seen_in(self, other: Frame, shape: tuple[int, ...]) -> Frame:
        """Where this part of the photo lies in a picture of that shape that shows `other`."""
        scale = shape[1] / (other.right - other.left)
        return Frame(
            (self.left - other.left) * scale,
            (self.top - other.top) * scale,
            (self.right - other.left) * scale,
            (self.bottom - other.top) * scale,
        )

    def cut(self, picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """This part of a picture, white beyond it."""
        from PIL import Image

        box = tuple(round(v) for v in (self.left, self.top, self.right, self.bottom))
        image = Image.fromarray(picture).convert("RGB")
        canvas = Image.new("RGB", (max(1, box[2] - box[0]), max(1, box[3] - box[1])), "white")
        canvas.paste(image, (-box[0], -box[1]))
        return np.asarray(canvas)


def frame_of(
    drawing: NDArray[np.uint8], photo: NDArray[np.uint8], finder: FaceFinder, mesh: MeshFinder
) -> Frame | None:
    """The part of the photo that a drawing shows, or None where a face is not found in both.

    The landmarks of the largest faces are laid over each other, moved and scaled, by least
    squares.

    Args:
        drawing: uint8 H×W×3.
        photo: uint8 H×W×3.
        finder: finds the faces.
        mesh: finds their landmarks.
    """
    there, here = (_landmarks(picture, finder, mesh) for picture in (drawing, photo))
    if there is None or here is None:
        return None
    middle, other = here.mean(axis=0), there.mean(axis=0)
    spread = there - other
    scale = float(((here - middle) * spread).sum() / (spread**2).sum())
    if scale <= 0:
        return None
    left, top = (float(v) for v in middle - scale * other)
    return Frame(left, top, left + drawing.shape[1] * scale, top + drawing.shape[0] * scale)


def _landmarks(
    picture: NDArray[np.uint8], finder: FaceFinder, mesh: MeshFinder
) -> NDArray[np.float64] | None:
    """Of the largest face, in pixels."""
    faces = finder.find(picture)
    seen = mesh.find(picture, faces[0]) if faces else None
    return None if seen is None else seen.points.astype(np.float64)
