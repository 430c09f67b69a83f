"""A picture in layers: what is painted in front hides both the colour and the ink behind it."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from artline.train.data.backdrop import Backdrop
from artline.train.data.sample import Bytes, Sample

FINE = 2
"""Everything is drawn so many times finer, then averaged."""

PEN = 2.2
"""Width of a line in pixels of the finished picture."""

Points = NDArray[np.float64]
Colour = NDArray[np.float32]

_SHIFT = 4  # OpenCV's fixed point: sixteenths of a pixel


class Canvas:
    """A photo and its ink in the making.

    Args:
        behind: the backdrop, S×S; its lines are `scene`'s.
    """

    def __init__(self, behind: Backdrop) -> None:
        photo, scene = behind
        self.size = len(photo)
        fine = (self.size * FINE,) * 2
        self.photo = np.asarray(cv2.resize(photo, fine), np.float32) / np.float32(255)
        self.line, self.mass, self.subject = (np.zeros(fine, np.uint8) for _ in range(3))
        self.scene = np.asarray(cv2.resize(scene, fine), np.uint8)

    def shape(self, outline: Points) -> Bytes:
        """The inside of a closed outline of n×2 points in pixels, uint8, 255 inside."""
        inside = np.zeros(self.line.shape, np.uint8)
        cv2.fillPoly(inside, [_fixed(outline)], 255, cv2.LINE_AA, _SHIFT)
        return inside

    def lay(self, inside: Bytes, colour: ArrayLike, *, solid: bool = False) -> None:
        """Paint a part of the sitter over everything so far.

        Args:
            inside: where, 255 = there.
            colour: one colour, or one for each pixel; sRGB 0..1.
            solid: whether it is a black mass in the drawing.
        """
        self.tint(inside, colour)
        np.maximum(self.subject, inside, out=self.subject)
        away = 255 - inside
        for plane in (self.line, self.mass, self.scene):
            np.minimum(plane, away, out=plane)
        if solid:
            np.maximum(self.mass, inside, out=self.mass)

    def tint(self, inside: Bytes, colour: ArrayLike, share: float = 1.0) -> None:
        """Change the photo alone: colour laid over it by a share."""
        left, top, width, height = cv2.boundingRect(inside)
        part = np.s_[top : top + height, left : left + width]
        paint = np.asarray(colour, np.float32)
        paint = paint if paint.ndim < 3 else paint[part]
        weight = (inside[part] * np.float32(share / 255))[..., None]
        self.photo[part] += weight * (paint - self.photo[part])

    def stroke(self, curve: Points, width: float = 1.0, *, within: Bytes | None = None) -> None:
        """A line of the drawing along n×2 points in pixels; width in pens."""
        drawn = self.curve(curve, width * PEN)
        drawn = drawn if within is None else np.minimum(drawn, within)
        for plane in (self.line, self.scene):
            np.maximum(plane, drawn, out=plane)

    def spare(self, curve: Points, width: float, within: Bytes) -> None:
        """A strand of light: no mass along a curve; width in pixels."""
        lit = np.minimum(self.curve(curve, width), within)
        np.minimum(self.mass, 255 - lit, out=self.mass)

    def black(self, inside: Bytes) -> None:
        """A black mass of the drawing that needs no layer of its own."""
        np.maximum(self.mass, inside, out=self.mass)

    def curve(self, points: Points, width: float) -> Bytes:
        """A curve of a width in pixels, uint8, 255 on it."""
        drawn = np.zeros(self.line.shape, np.uint8)
        thick = max(1, round(width * FINE))
        cv2.polylines(drawn, [_fixed(points)], False, 255, thick, cv2.LINE_AA, _SHIFT)
        return drawn

    def sample(self, name: str) -> Sample:
        """The finished picture."""
        photo = np.rint(np.clip(_smaller(self.photo), 0, 1) * 255).astype(np.uint8)
        ink = np.stack([_smaller(plane) for plane in (self.line, self.mass, self.scene)])
        return Sample(
            photo=photo,
            targets=np.asarray(ink, np.uint8),
            channels=("line", "mass", "scene"),
            subject=np.asarray(_smaller(self.subject), np.uint8),
            name=name,
        )


def smooth(points: ArrayLike, count: int = 48, *, closed: bool = False) -> Points:
    """A curve through control points: Catmull and Rom's spline (1974), n×2."""
    control = np.asarray(points, np.float64)
    ends = control[[-1]], control[[0]], control[[1]]
    around = (
        np.concatenate([ends[0], control, ends[1], ends[2]])
        if closed
        else np.concatenate([control[[0]], control, control[[-1]]])
    )
    spans = len(around) - 3
    t = np.linspace(0, spans, count)
    i = np.minimum(t.astype(int), spans - 1)
    u = (t - i)[:, None]
    a, b, c, d = (around[i + k] for k in range(4))
    return np.asarray(
        0.5
        * (
            2 * b
            + (c - a) * u
            + (2 * a - 5 * b + 4 * c - d) * u**2
            + (3 * b - a - 3 * c + d) * u**3
        )
    )


def ellipse(x: float, y: float, wide: float, high: float, count: int = 48) -> Points:
    """An ellipse's outline, n×2."""
    t = np.linspace(0, 2 * np.pi, count)
    return np.stack([x + wide * np.cos(t), y + high * np.sin(t)], axis=1)


def _fixed(points: Points) -> NDArray[np.int32]:
    return np.rint((points * FINE + 0.5 * (FINE - 1)) * (1 << _SHIFT)).astype(np.int32)


def _smaller(fine: NDArray[Any]) -> NDArray[Any]:
    size = (fine.shape[1] // FINE, fine.shape[0] // FINE)
    return np.asarray(cv2.resize(fine, size, interpolation=cv2.INTER_AREA))
