"""The lines that tell a portrait, for a pen that draws each of them in one go.

Lines of the ink along their middle, irises as spirals, and what is black, brows,
hair and cloth, as strands that follow its flow.
"""

from __future__ import annotations

import numpy as np

from artline.fields.blur import blur
from artline.finish.direction import direction
from artline.finish.irises import irises
from artline.finish.middles import middles
from artline.finish.plate import Mask, brows, masses, plate_of
from artline.marks.net import Piece
from artline.marks.oneline import STEP, evened, smoothed
from artline.marks.streamlines import Course, streamlines
from artline.nouns import Ink
from artline.options import Settings

STRANDS = (4.4, 120.0, 12.0)
"""Of strands in black, pixels of a pass: distance; reach from where one begins; least length."""
BROW = (2.3, 60.0, 5.0)
"""The same in brows."""
EDGE = 0.8
"""Gaussian of the edge of what is filled, pixels of a pass."""
INWARD = 0.2
"""How far from that edge strands stay, as a share of its step."""
CLOSER = 0.35
"""Natural logarithm of what full shade divides that distance by."""
FINER = 1.45
"""What full detail divides lengths and distances by, and least detail multiplies them with."""
SMOOTH = 2.0
"""Gaussian along a line, points."""


def telling(ink: Ink, settings: Settings) -> list[Piece]:
    """The lines of a portrait, in pixels at working size; knobs detail and shade count."""
    plate = plate_of(ink, settings)
    black = masses(plate)
    hairs = brows(plate, black, ink)
    spirals, eyes = irises(plate, black, ink)
    shorter = float(FINER**-settings.detail)
    closer = shorter * float(np.exp(-CLOSER * settings.shade))
    lines = middles(plate, plate.inked & ~(black | hairs | eyes), ink, shorter)
    strands = _strands(black, ink, STRANDS[0] * closer, STRANDS[1:])
    return [*spirals, *lines, *_strands(hairs, ink, BROW[0], BROW[1:]), *strands]


def _strands(mask: Mask, ink: Ink, gap: float, lengths: tuple[float, ...]) -> list[Piece]:
    """Strands that fill a mask, along the picture's flow."""
    import cv2

    if not mask.any():
        return []
    small = cv2.resize(mask.astype(np.float32), ink.shape[::-1], interpolation=cv2.INTER_AREA)
    inside = blur(np.asarray(small, np.float32), EDGE * ink.pitch) - np.float32(INWARD)
    angle = direction(ink, ink.shape)
    way = Course(np.cos(angle), np.sin(angle), np.zeros_like(angle), inside, ink.pitch)
    found = streamlines(way, (gap,), *lengths)
    pieces = []
    for x, y, there in zip(found.x, found.y, found.there, strict=True):
        line = np.stack([x[there], y[there]], 1).astype(np.float64) + 0.5
        pieces.append(Piece(evened(smoothed(line, SMOOTH), STEP * ink.pitch)))
    return pieces
