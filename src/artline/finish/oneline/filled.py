"""Strands that fill what is dark, along the picture's flow: close in black, wide in half-tone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur
from artline.fields.morphology import disc
from artline.finish import background
from artline.finish.direction import direction
from artline.finish.oneline.plate import Mask, Plate, face_mask
from artline.finish.shades import shades
from artline.marks.net import Piece
from artline.marks.oneline import STEP, evened, smoothed
from artline.marks.streamlines import Course, streamlines
from artline.nouns import Ink
from artline.options import Settings

Field = NDArray[np.float32]

GAP = 4.4
"""Distance between strands in black, pixels of a pass."""
WIDER = 2.0
"""The same in half-tone, in that in black."""
LENGTHS = (120.0, 12.0)
"""Reach from where a strand begins, and least length, pixels of a pass."""
BROW = (2.3, 60.0, 5.0)
"""The three in brows: distance, reach, least length."""
CLOSER = 0.35
"""Natural logarithm of what full shade divides the distance by."""
HALF_TONE = (0.43, 0.24)
"""Tone from which there are strands outside of black, and what full shade takes from it."""
TONE_BLUR = 4.0
"""Gaussian of that tone, pixels of a pass."""
BARE = 0.5
"""Likelihood of skin from which it stays white."""
AROUND_FACE = 4.0
"""Pixels of a pass around faces without such strands."""
BESIDE_LINE = 2.0
"""Pixels of a pass beside lines without such strands."""
LINED = 0.2
"""Share of a pixel that is ink from which it belongs to a line."""
EDGE = 0.8
"""Gaussian of the edge of what is filled, pixels of a pass."""
INWARD = 0.2
"""How far from that edge strands stay, as a share of its step."""
SURE = 0.5
"""Share of a pixel from which it counts."""
MOSTLY = 0.7
"""Share of a close strand that lies in black, at least."""
SMOOTH = 2.0
"""Gaussian along a strand, points."""


def filled(black: Mask, plate: Plate, ink: Ink, settings: Settings, shorter: float) -> list[Piece]:
    """Strands in black and in the half-tones of hair and cloth, pixels at working size.

    Args:
        black: bool h×w on the plate.
        plate: whose lines have paper beside them.
        ink: whose flow they follow.
        settings: shade and background count.
        shorter: what distances are multiplied by.
    """
    gap = GAP * shorter * float(np.exp(-CLOSER * settings.shade))
    dark, half = _soft(black, ink), _half_tone(black, plate, ink, settings)
    return _strands(dark, half, ink, (WIDER * gap, gap), LENGTHS)


def brow_hairs(brows: Mask, ink: Ink) -> list[Piece]:
    """Strands in brows, bool h×w on the plate."""
    dark = _soft(brows, ink)
    return _strands(dark, dark, ink, (BROW[0],), BROW[1:])


def _half_tone(black: Mask, plate: Plate, ink: Ink, settings: Settings) -> Field:
    """0..1, where hair and cloth are dark without being black."""
    import cv2

    tone = blur(shades(ink, settings), TONE_BLUR * ink.pitch)
    zone = tone > HALF_TONE[0] - HALF_TONE[1] * settings.shade
    if ink.coverage >= background.SMALLEST_SITTER:
        zone &= background.sitter(ink) > SURE
    if "skin" in ink.channels:
        zone &= ink.channels["skin"] < BARE
    size = ink.shape[::-1]
    lines = (plate.inked & ~black).astype(np.float32)
    lined = cv2.resize(lines, size, interpolation=cv2.INTER_AREA) > LINED
    for taken, around in ((face_mask(ink), AROUND_FACE), (lined, BESIDE_LINE)):
        zone &= cv2.dilate(taken.astype(np.uint8), disc(around * ink.pitch)) == 0
    return blur(zone.astype(np.float32), EDGE * ink.pitch) - np.float32(INWARD)


def _soft(mask: Mask, ink: Ink) -> Field:
    """A mask on the plate at working size, its edge moved inwards, at most 1."""
    import cv2

    small = cv2.resize(mask.astype(np.float32), ink.shape[::-1], interpolation=cv2.INTER_AREA)
    return blur(np.asarray(small, np.float32), EDGE * ink.pitch) - np.float32(INWARD)


def _strands(
    dark: Field, half: Field, ink: Ink, gaps: tuple[float, ...], lengths: tuple[float, ...]
) -> list[Piece]:
    """Strands where either is above one half, those of a second distance in what is dark alone."""
    inside = np.maximum(dark, half)
    if not (inside > SURE).any():
        return []
    angle = direction(ink, ink.shape)
    way = Course(np.cos(angle), np.sin(angle), np.zeros_like(angle), inside, ink.pitch)
    found = streamlines(way, gaps, *lengths)
    pieces = []
    for x, y, there, batch in zip(found.x, found.y, found.there, found.batch, strict=True):
        column, row = x[there].astype(np.intp), y[there].astype(np.intp)
        if batch and (dark[row, column] > SURE).mean() < MOSTLY:
            continue
        line = np.stack([x[there], y[there]], 1).astype(np.float64) + 0.5
        pieces.append(Piece(evened(smoothed(line, SMOOTH), STEP * ink.pitch)))
    return pieces
