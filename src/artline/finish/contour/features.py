"""Parts of faces that lines treat on their own: irises, brows, dark lips."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.anatomy.head import OVAL, Head
from artline.anatomy.lips import LOWER, UPPER
from artline.anatomy.pen import shape
from artline.anatomy.relief import OPENING, brow_of
from artline.finish.contour.irises import Irises, irises
from artline.nouns import Ink

Mask = NDArray[np.bool_]

BROW = 0.5
"""Widths of the eye: thickness of a brow's zone."""
IN_BROW = 0.3
"""Share of a pixel inside that zone from which it counts."""
DARK_GLASS = 0.8
"""Share of ink between the lids from which glass hides eye and brow."""
DARK_LIPS = 0.55
"""Share of ink in lips from which they are an area."""
MOUTH = (
    (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308),
    (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308),
)
"""Landmarks along the inner edges of the upper and the lower lip."""


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """What of faces is drawn on its own, bool h×w.

    Attributes:
        irises: rings and pupils.
        faces: within the faces' outlines.
        brows: zones of brows, which are strokes.
        lips: dark lips, which are areas.
        mouths: the line between these, one pixel wide.
    """

    irises: Irises
    faces: Mask
    brows: Mask
    lips: Mask
    mouths: Mask


def features(ink: Ink, inked: Mask, unit: float) -> Features:
    """The features of all faces with landmarks.

    Args:
        ink: what the network saw.
        inked: bool h×w, where it drew.
        unit: pixels of `inked` for one of a pass.
    """
    import cv2

    brows = np.zeros(ink.shape, np.float32)
    faces, lips = (np.zeros(inked.shape, bool) for _ in range(2))
    mouths = np.zeros(inked.shape, np.uint8)
    for mesh in ink.meshes:
        head = Head.of(mesh)
        large = head.scaled(unit / ink.pitch)
        points = large.points
        faces |= shape(inked.shape, points[OVAL]) > 0.5
        for eye, same in zip(head.eyes, large.eyes, strict=True):
            opening = shape(inked.shape, same[OPENING]) > 0.5
            if opening.any() and inked[opening].mean() > DARK_GLASS:
                continue
            width = float(np.hypot(*(eye[8] - eye[0])))
            brows = np.maximum(brows, brow_of(ink.shape, head, eye, BROW * width))
        own = shape(inked.shape, points[UPPER + LOWER[::-1]]) > 0.5
        if own.any() and inked[own].mean() > DARK_LIPS:
            lips |= own
            between = points[list(MOUTH[0])] + points[list(MOUTH[1])]
            places = np.rint(between * 8).astype(np.int32)  # halves of sixteenths
            cv2.polylines(mouths, [places], False, 1, 1, cv2.LINE_8, 4)
    size = inked.shape[::-1]
    zones = cv2.resize(brows, size, interpolation=cv2.INTER_LINEAR) > IN_BROW
    return Features(irises(ink, inked, unit), faces, np.asarray(zones), lips, mouths > 0)
