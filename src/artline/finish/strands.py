"""Hair as fine strands, where the photo has them and the user wants them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from artline.fields.coherent import sample
from artline.finish import background
from artline.nouns import Ink, Line
from artline.options import Settings

if TYPE_CHECKING:
    from artline.marks.hair_marks import HairMarks

Field = NDArray[np.float32]

RIM = 3.0
"""Pixels of a pass at the edge of hair where the network's outline stays."""
TAPER = 4.0
"""Pixels of a pass over which strokes run out before that rim."""
THINNEST_PAPER = 0.9
"""Pixels of a pass: strokes of paper that are nowhere wider are scratches in the black."""
LEAST_POINTS = 4
"""Points of a line, at least."""


def strands_of(ink: Ink, settings: Settings) -> HairMarks | None:
    """The strands of a drawing at weight 1; None where none are wanted, or no combed hair is seen.

    Knob `hair` asks for them, fair hair first: 0 for none, 1 for all combed hair. They are no
    part of a drawing by default: blind judges preferred the network's bold locks in 56 of 90
    comparisons.

    Args:
        ink: what the network saw; its channel `hair` counts.
        settings: the user's knobs.
    """
    if settings.hair <= 0 or "hair" not in ink.channels:
        return None
    key = (settings.hair, settings.shade)
    found = ink.latest("finish.strands", key, lambda: _found(ink, settings))
    return found if found.lines else None


def weighted(strands: HairMarks, weight: float) -> HairMarks:
    """Strands drawn with a thicker or thinner pen, which leaves less or more paper between them.

    Args:
        strands: of weight 1.
        weight: what the widths of ink are multiplied by, and those of paper divided.
    """
    scaled = [
        replace(line, widths=line.widths * np.float32(1 / weight if line.paper else weight))
        for line in strands.lines
    ]
    return replace(strands, lines=tuple(scaled))


def _found(ink: Ink, settings: Settings) -> HairMarks:
    # imported here: few drawings have strands
    from artline.marks.hair import hair_marks
    from artline.marks.hair_marks import HairMarks

    hair = ink.channels["hair"] * background.sitter(ink)
    found = hair_marks(ink, hair, settings.shade, darkest=1 - settings.hair)
    if found is None:
        nothing = np.zeros(ink.shape, np.float32)
        return HairMarks(nothing, nothing, ())
    return _within_outline(found, ink)


def _within_outline(strands: HairMarks, ink: Ink) -> HairMarks:
    """Strands that leave the outline of the hair to the network's lines, which are whole."""
    import cv2

    inside = (strands.core > 0.5).astype(np.uint8)
    depth = np.asarray(cv2.distanceTransform(inside, cv2.DIST_L2, cv2.DIST_MASK_5), np.float32)
    share = np.clip((depth / np.float32(ink.pitch) - RIM) / TAPER, 0, 1)
    core = np.asarray(depth > RIM * ink.pitch, np.float32)
    lines = [piece for line in strands.lines for piece in _pieces(line, share, ink)]
    return replace(strands, core=core, black=strands.black * core, lines=tuple(lines))


def _pieces(line: Line, share: Field, ink: Ink) -> list[Line]:
    """What is left of a line where its width is taken down to a share of it."""
    x, y = (line.points / np.float32(ink.scale)).T[:, None] - np.float32(0.5)
    widths = line.widths * sample(share, x, y)[0]
    if line.paper and widths.max() < THINNEST_PAPER * ink.pitch * ink.scale:
        return []
    steps = np.diff((widths > 0).astype(np.int8), prepend=0, append=0)
    runs = zip(np.flatnonzero(steps == 1), np.flatnonzero(steps == -1), strict=True)
    return [
        replace(line, points=line.points[a:b], widths=widths[a:b])
        for a, b in runs
        if b - a >= LEAST_POINTS
    ]
