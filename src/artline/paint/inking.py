"""The ink of a picture in colour: firm lines, and black only where the photo is black."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from artline.faces.masks import mask_of
from artline.faces.topology import OVAL
from artline.fields.blur import blur
from artline.fields.components import components
from artline.fields.morphology import Field, dilate, disc, opening
from artline.finish.background import sitter
from artline.nouns import Colour, Ink, Mark, Marks
from artline.nouns.marks import INK
from artline.paint.lab import seen_in_lab

AREA = 4.5
"""Radius of the disc, pixels of a pass, that an area holds which is no line."""
RIM = 1.6
"""Width of the line that is left around an area that turns into colour, pixels of a pass."""
BORDER = 5.0
"""Pixels of a pass around the borders of parts within which areas keep that line."""
BEYOND = 1.2
"""Pixels of a pass by which an area within a part is taken more widely: it gets no line."""
BLACK = 15.0
"""Lightness, with a share of chroma, L*a*b* units, below which an area stays black."""
BLACK_SKIN = 9.0
"""The same of skin, whose shadows are not black."""
BLACK_HAIR = 19.0
"""The same of hair: black hair shines."""
CHROMA_SHARE = 0.6
"""That share."""
BY_SHADE = 45.0
"""What full shade adds to BLACK, and least shade takes from it."""
FAINTEST = 0.35
"""Tone of the palest ink that is drawn: paler would be paper laid on colour."""


def unmassed(tone: Field, ink: Ink, shade: float) -> Field:
    """Ink whose broad areas are left to colour where the photo has one.

    Args:
        tone: float32 h×w, 0..1, at working size.
        ink: what the network saw; the photo's colour and its parts count.
        shade: −1..1, how readily areas stay black.

    Returns:
        float32 h×w, 0..1.
    """
    area = opening(tone, AREA * ink.pitch)
    wide = area > 0.5
    if not wide.any():
        return tone
    hair, skin = ink.channels["hair"] > 0.5, ink.channels["skin"] > 0.5
    black = np.where(hair, BLACK_HAIR, np.where(skin, BLACK_SKIN, BLACK))
    parts, count = components(wide)
    places = 3 * parts + hair + 2 * (skin & ~hair)
    depth = _depth(ink)
    own = np.bincount(places[wide], minlength=3 * count + 3)
    mean = np.bincount(places[wide], depth[wide], 3 * count + 3) / np.maximum(own, 1)
    turns = (mean[places] > black + BY_SHADE * shade) & wide & ~_faces(ink)
    rimmed = _rim(np.where(turns, 1, area).astype(np.float32), turns, ink)
    # within a part, colour tells where an area ends, and a line would only wriggle around it
    whole = blur(dilate(turns.astype(np.float32), BEYOND * ink.pitch), 0.4 * ink.pitch)
    taken = np.where(_borders(ink) & ~hair, np.where(turns, rimmed, 0), whole)
    return np.asarray(np.clip(tone - 1.5 * taken, 0, 1), np.float32)


def _rim(area: Field, turns: NDArray[np.bool_], ink: Ink) -> Field:
    """The inside of areas, 0..1, without the line that is left around them."""
    inner = blur(1 - dilate(1 - area, RIM * ink.pitch), 0.5 * ink.pitch)
    return np.where(turns, inner, 0).astype(np.float32)


def _borders(ink: Ink) -> NDArray[np.bool_]:
    """Where one part of the picture ends and another begins."""
    import cv2

    known = np.stack([ink.channels[name] for name in ("cloth", "skin", "hair")], -1)
    part = np.where(sitter(ink) > 0.5, known.argmax(-1) + 1, 0).astype(np.uint8)
    ends = cv2.morphologyEx(part, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    return np.asarray(cv2.dilate(ends, disc(BORDER * ink.pitch)) > 0)


def _faces(ink: Ink) -> NDArray[np.bool_]:
    """Within the ovals of faces, where black is beard, brows and eyes."""
    found = np.zeros(ink.shape, bool)
    for mesh in ink.meshes:
        found |= mask_of(mesh, OVAL, ink.shape)
    return found


def _depth(ink: Ink) -> Field:
    """Lightness with a share of chroma of the photo at working size, float32 h×w."""
    lab = seen_in_lab(ink)
    made = lab[..., 0] + np.float32(CHROMA_SHARE) * np.hypot(lab[..., 1], lab[..., 2])
    return np.asarray(made, np.float32)


def firm(marks: Marks) -> Marks:
    """Ink without tones between it and paper, which would be paper laid on colour."""
    kept = (mark for mark in marks.marks if mark.role == "scene" or mark.tone >= FAINTEST)
    firmed = tuple(replace(mark, tone=1.0, layer=INK) for mark in kept)
    return Marks(firmed, marks.height, marks.width)


def behind(mark: Mark, colour: Colour) -> Mark:
    """A line of the background in a colour of it, so that the sitter stands out; others as is."""
    return replace(mark, colour=colour) if mark.role == "scene" else mark
