"""The ink of a drawing at the size at which its lines are traced."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from artline.anatomy import pen
from artline.anatomy.head import OVAL, Head
from artline.anatomy.relief import brow_of
from artline.fields.components import drop_small
from artline.fields.morphology import disc
from artline.finish import background
from artline.finish.line import LineStyle, draw
from artline.finish.sheet import ToneSheet
from artline.finish.traced import steep, steep_size
from artline.nouns import Ink
from artline.options import Settings

Mask = NDArray[np.bool_]
Points = NDArray[np.float64]
Value = TypeVar("Value", bound=np.generic)

INKED = 127
"""Ink, 0..255, from which a pixel is drawn."""
FACE = 1.02
"""Size of the face's oval in which features are drawn, in its own."""
HAIR = 0.5
"""Likelihood of hair above which a face's oval is not the face's."""
MASS = 2.6
"""Radius of the disc that fits under a mass, pixels of a pass."""
MASS_IN_FACE = 0.045
"""The same in faces, heights of the head: sunglasses."""
LEAST_MASS = 60.0
"""Area of a mass, square pixels of a pass, at least."""
BROW = 0.4
"""Thickness of the zone of a brow, widths of the eye."""
BROW_LINE = 1.4
"""Radius of the disc that fits under a brow's ink, pixels of a pass."""
SURE = 0.5
"""Share of a pixel from which it counts."""
RIM = 1.0
"""Pixels of a pass by which a mass is more than what the disc fits under."""


@dataclass(frozen=True, slots=True, eq=False)
class Plate:
    """The ink at the size at which it is traced.

    Attributes:
        inked: bool h×w.
        face: bool h×w, faces without the hair in front of them.
        unit: its pixels for one of a pass.
        scale: its pixels for one of the ink at working size.
        tall: height of the largest head in its pixels, 0 where none is seen.
    """

    inked: Mask
    face: Mask
    unit: float
    scale: float
    tall: float


def face_mask(ink: Ink) -> Mask:
    """Where faces are without the hair in front of them, bool h×w at working size."""
    bare = ink.channels["hair"] < HAIR if "hair" in ink.channels else np.ones(ink.shape, bool)
    if not ink.meshes:
        return np.asarray(background.faces(ink) & bare)
    found = np.zeros(ink.shape, np.float32)
    for mesh in ink.meshes:
        oval = Head.of(mesh).points[OVAL]
        middle = oval.mean(0)
        found = np.maximum(found, pen.shape(ink.shape, middle + FACE * (oval - middle)))
    return np.asarray((found > SURE) & bare)


def plate_of(ink: Ink, settings: Settings) -> Plate:
    """The plate of an ink, all of its lines dark; knobs detail and shade count, and background."""
    import cv2

    sheet = draw(ink, replace(settings, weight=1.0), LineStyle())
    if sheet.behind is not None and isinstance(sheet, ToneSheet):
        whole = np.maximum(sheet.tone, sheet.behind)
        sheet = ToneSheet(whole, 1.0, ("oneline", *sheet.key[1:]))
    inked = steep(sheet, ink) > INKED
    height, width, unit = steep_size(ink)
    face = face_mask(ink)
    large = cv2.resize(face.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST) > 0
    scale = height / ink.shape[0]
    tall = max((Head.of(mesh).height for mesh in ink.meshes), default=0.0) * scale
    return Plate(np.asarray(inked), np.asarray(large), unit, scale, tall)


def opened(mask: Mask, radius: float) -> Mask:
    """What a disc of `radius` pixels fits under, bool h×w."""
    import cv2

    return np.asarray(cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, disc(radius)) > 0)


def masses(plate: Plate) -> Mask:
    """What is too broad for a line."""
    import cv2

    broad = opened(plate.inked, MASS * plate.unit) & ~plate.face
    broad |= opened(plate.inked, max(MASS_IN_FACE * plate.tall, 2 * MASS * plate.unit))
    grown = cv2.dilate(broad.astype(np.uint8), disc(RIM * plate.unit)) > 0
    return drop_small(grown & plate.inked, LEAST_MASS * plate.unit**2)


def brows(plate: Plate, black: Mask, ink: Ink) -> Mask:
    """The ink of brows that is broader than a line, bool h×w."""
    import cv2

    zone = np.zeros(ink.shape, np.float32)
    for mesh in ink.meshes:
        head = Head.of(mesh)
        for eye in head.eyes:
            width = float(np.hypot(*(eye[8] - eye[0])))
            zone = np.maximum(zone, brow_of(ink.shape, head, eye, BROW * width))
    large = cv2.resize(zone, plate.inked.shape[::-1], interpolation=cv2.INTER_LINEAR) > SURE
    return opened(plate.inked & large & ~black, BROW_LINE * plate.unit)


def read(values: NDArray[Value], points: Points) -> NDArray[Value]:
    """What an array h×w holds at points N×2 in its own pixels."""
    height, width = values.shape
    x, y = points.astype(np.intp).T
    return np.asarray(values[y.clip(0, height - 1), x.clip(0, width - 1)])
