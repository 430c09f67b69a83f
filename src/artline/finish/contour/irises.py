"""Eyes as lines: a ring for the iris below the lid, a dot for the pupil."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.anatomy.eyes import LOWER, UPPER
from artline.anatomy.head import Head
from artline.anatomy.pen import shape
from artline.fields.morphology import disc
from artline.nouns import Ink

Mask = NDArray[np.bool_]
U8 = NDArray[np.uint8]

RADIUS = 0.95
"""Radius of the ring, in radii of the iris."""
INNER = 0.8
"""The same of the disc in which an iris is looked for."""
AROUND = 1.25
"""The same of the disc around it whose ink gives way to the ring."""
SEEN = 0.3
"""Share of an iris between the lids from which it is seen."""
INKED = 0.12
"""Share of ink in a seen iris from which the network has drawn one."""
MOST_INKED = 0.75
"""Share of ink in the white of an eye above which it lies behind dark glass, or in shadow."""
LID = 0.075
"""Widths of the eye below the upper lid that are the lid's own."""
SMALLEST = 3.2
"""Radius, pixels of a pass, of the smallest iris that has a ring; a smaller one is a dot."""
PUPIL = 0.36
"""Radius of the pupil, in radii of the ring."""
LEAST_PUPIL = 1.2
"""Its radius at least, pixels of a pass."""
DOT = 0.85
"""Radius of the dot in place of a small iris, in radii of the ring."""
_SHIFT = 4  # OpenCV's fixed point: sixteenths of a pixel


@dataclass(frozen=True, slots=True, eq=False)
class Irises:
    """Irises on a canvas, bool h×w.

    Attributes:
        instead: where the network's ink gives way.
        rings: the rings, one pixel wide.
        dots: pupils, filled.
    """

    instead: Mask
    rings: Mask
    dots: Mask


def irises(ink: Ink, black: Mask, unit: float) -> Irises:
    """The irises that are seen: of open eyes, and not behind dark glass.

    Args:
        ink: its faces' landmarks count.
        black: bool h×w, what is inked.
        unit: pixels of `black` for one of a pass.
    """
    found = [Irises(*(np.zeros(black.shape, bool) for _ in range(3)))]
    for mesh in ink.meshes:
        head = Head.of(mesh).scaled(unit / ink.pitch)
        eyes = (_iris(head, side, black, unit) for side in (0, 1) if head.shows_eye(side))
        found += [eye for eye in eyes if eye is not None]
    return Irises(
        np.logical_or.reduce([eye.instead for eye in found]),
        np.logical_or.reduce([eye.rings for eye in found]),
        np.logical_or.reduce([eye.dots for eye in found]),
    )


def _iris(head: Head, side: int, black: Mask, unit: float) -> Irises | None:
    """One eye's iris; None where it is not seen. The head's pixels are those of `black`."""
    import cv2

    size, eye, iris = black.shape, head.eyes[side], head.irises[side]
    width = float(np.hypot(*(eye[8] - eye[0])))
    radius = RADIUS * float(np.hypot(*(iris[1] - iris[3]))) / 2
    opening = shape(size, eye[UPPER + LOWER[-2:0:-1]]) > 0.5
    inner = _circle(size, iris[0], INNER * radius)
    seen = inner & opening
    if seen.sum() <= SEEN * inner.sum() or black[seen].mean() < INKED:
        return None
    around = _circle(size, iris[0], AROUND * radius)
    white = opening & ~around
    if white.any() and black[white].mean() > MOST_INKED:
        return None
    lid = eye[UPPER] + LID * width * head.down
    below = shape(size, np.vstack([lid, lid[::-1] + 4 * width * head.down])) > 0.5
    if radius < SMALLEST * unit:
        dot = _circle(size, iris[0], max(DOT * radius, LEAST_PUPIL * unit)) & below
        return Irises(around & below, np.zeros_like(dot), dot)
    edge = _circle(size, iris[0], radius)
    ring = edge & ~np.asarray(cv2.erode(edge.astype(np.uint8), disc(1)), bool)
    pupil = _circle(size, iris[0], max(PUPIL * radius, LEAST_PUPIL * unit))
    return Irises(around & below, ring & below & opening, pupil & below)


def _circle(size: tuple[int, ...], middle: NDArray[np.float64], radius: float) -> Mask:
    import cv2

    mask: U8 = np.zeros(size[:2], np.uint8)
    unit = 1 << _SHIFT
    x, y = (round(float(v - 0.5) * unit) for v in middle)
    cv2.circle(mask, (x, y), max(round(radius * unit), unit), 1, -1, cv2.LINE_8, _SHIFT)
    return np.asarray(mask > 0)
