"""How hatching tells tone: layers of strokes, one over the other, where it is darker."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from artline.anatomy import pen
from artline.anatomy.glasses import LENS_DARK, SOCKET
from artline.anatomy.head import OVAL, Head, Points
from artline.anatomy.lips import INNER, LOWER, UPPER
from artline.anatomy.relief import OPENING
from artline.fields.blur import blur
from artline.fields.morphology import Field, dilate
from artline.fields.smoothstep import smoothstep
from artline.finish import background
from artline.marks.hair_region import SURE, skin_lightness
from artline.nouns import Ink

EDGE = 0.1
"""Share of a pixel within an eye or a mouth from which it is free."""
SMALL_HEAD = 0.026
"""Gap between strokes in a small head, heights of the head."""
CLOSEST = 0.6
"""Least gap in a head, as a share of the gap elsewhere."""
HEAD = 0.75
"""Radius of the disc around a head in which strokes are as close, heights of the head."""
LIPS = 0.8
"""Gap on lips, as a share of that in the head."""
HEAD_BLUR = 0.3
"""Gaussian of its edge, heights of the head."""
SOFT = 0.08
"""Darkness over which a layer begins."""
FULL = 0.92
"""Tone, of full ink, that the darkest tone is drawn in."""
DARK = (0.4, 0.85)
"""Smoothstep: tone of skin that stays, and that is opened most."""
OPENED = 0.16
"""Share of its tone that the darkest skin gives up."""
SKIN_BLUR = 4.0
"""Gaussian of the edge of skin, pixels of a pass."""
LEVELS = 256
"""Steps of darkness in which tone is told."""


@dataclass(frozen=True, slots=True)
class Strokes:
    """One layer; widths are in gaps, angles in radians.

    Attributes:
        turn: angle against the first layer.
        turn_along: the same along hairs and on lips.
        begins: darkness, 0..1, at which it begins.
        thin: width there.
        wide: width at full darkness.
        wide_along: the same along hairs and on lips.
    """

    turn: float
    turn_along: float
    begins: float
    thin: float
    wide: float
    wide_along: float

    def width(self, darkness: Field, along: float) -> Field:
        """Width at a darkness, where `along`, 0..1, is how far strokes lie along hairs."""
        wide = self.wide + (self.wide_along - self.wide) * along
        thin = min(self.thin, wide)
        grown = thin + (wide - thin) * (darkness - self.begins) / (1 - self.begins)
        soft = np.clip(1 - (self.begins - darkness) / SOFT, 0, 1)
        return np.asarray(np.where(darkness > self.begins, grown, thin * soft), np.float32)


def covers(layers: tuple[Strokes, ...], tone: Field, along: Field) -> list[Field]:
    """Width of each layer's strokes, in gaps, so that together they are as dark as a tone.

    Strokes that cross cover a place by chance: paper is left by each layer in turn.

    Args:
        layers: the first of them everywhere, others where it is darker.
        tone: float32 h×w, 0..1, share of ink.
        along: float32 h×w, 0..1, where strokes lie along hairs or lips.

    Returns:
        float32 h×w for each layer.
    """
    darkness = np.linspace(0, 1, LEVELS, dtype=np.float32)
    found = np.zeros((len(layers), *tone.shape), np.float32)
    for share, kind in ((1 - along, 0.0), (along, 1.0)):
        widths = [layer.width(darkness, kind) for layer in layers]
        together = 1 - np.prod([1 - width for width in widths], axis=0)
        needed = np.interp(tone * np.float32(FULL), together, darkness)
        for number, width in enumerate(widths):
            found[number] += share * np.interp(needed, darkness, width).astype(np.float32)
    return list(found)


def open_skin(tone: Field, ink: Ink) -> Field:
    """Tone that leaves the darkest skin some paper, so that features are read on it.

    Args:
        tone: float32 h×w, 0..1.
        ink: what the network saw; its skin and faces count.
    """
    skin = ink.channels["skin"] if "skin" in ink.channels else np.zeros_like(tone)
    for mesh in ink.meshes:
        skin = np.maximum(skin, pen.shape(ink.shape, Head.of(mesh).points[OVAL]))
    dark = smoothstep(tone, *DARK) * blur(skin, SKIN_BLUR * ink.pitch)
    return np.asarray(tone * (1 - np.float32(OPENED) * dark), np.float32)


def left_for(tone: Field, drawn: Field, unit: float) -> Field:
    """Tone that is left to hatch where lines are drawn over it.

    Args:
        tone: float32 h×w, 0..1.
        drawn: float32 h×w, 0..1, share of ink of the lines.
        unit: pixels for one of a pass.
    """
    near = np.maximum(blur(drawn, unit), drawn)
    return np.asarray(np.clip((tone - near) / (1 - near + 1e-3), 0, 1), np.float32)


def parts(ink: Ink, behind: bool) -> Field:
    """Where strokes may lie, and borders that none crosses, float32 h×w of whole numbers.

    Args:
        ink: what the network saw.
        behind: whether they may lie beside the sitter too.

    Returns:
        0 where none may lie: beside the sitter, in eyes, between lips; 2 on lips, 1 elsewhere.
    """
    everywhere = behind or ink.coverage < background.SMALLEST_SITTER
    found = np.ones(ink.shape, np.float32)
    if not everywhere:
        found[background.sitter(ink) < SURE] = 0
    for mesh in ink.meshes:
        head = Head.of(mesh)
        found[(pen.shape(ink.shape, head.points[UPPER + LOWER[::-1]]) > SURE) & (found > 0)] = 2
        shut = [pen.shape(ink.shape, head.points[INNER])]
        shut += [pen.shape(ink.shape, eye[OPENING]) for eye in head.eyes if _seen(eye, ink)]
        found[np.maximum.reduce(shut) > EDGE] = 0
    if ink.erased is not None:
        found[ink.erased] = 0
    return found


def _seen(eye: Points, ink: Ink) -> bool:
    """Whether an eye, 71×2, is not behind a dark lens."""
    socket = pen.shape(ink.shape, eye[SOCKET]) > SURE
    if not socket.any():
        return True
    return float(np.median(ink.lightness[socket])) > LENS_DARK * skin_lightness(ink)


def gaps(ink: Ink, usual: float) -> Field:
    """From stroke to stroke, float32 h×w, pixels: `usual`, closer in small heads and on lips."""
    found = np.full(ink.shape, usual, np.float32)
    for mesh in ink.meshes:
        head = Head.of(mesh)
        own = float(np.clip(SMALL_HEAD * head.height, CLOSEST * usual, usual))
        around = blur(head.disc(HEAD, ink.shape).astype(np.float32), HEAD_BLUR * head.height)
        found = np.minimum(found, usual + (own - usual) * around)
        lips = dilate(pen.shape(ink.shape, head.points[UPPER + LOWER[::-1]]), 2 * ink.pitch)
        found = np.minimum(found, usual + (LIPS * own - usual) * np.minimum(lips, 1))
    return np.asarray(found, np.float32)
