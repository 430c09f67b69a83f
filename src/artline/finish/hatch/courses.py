"""Which way the strokes of a hand run: along hair and folds, elsewhere around the form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from artline.anatomy import pen
from artline.anatomy.curve import spline
from artline.anatomy.head import OVAL, Head
from artline.anatomy.lips import INNER, LOWER, UPPER
from artline.fields.blur import blur
from artline.fields.morphology import Field
from artline.fields.smoothstep import smoothstep
from artline.finish import background
from artline.finish.surface import surface
from artline.marks.grain import Grain, coherence, grain
from artline.marks.hair_region import eroded
from artline.nouns import Ink

SLANT = -0.87
"""Direction of strokes over flat things, radians clockwise from level: a right hand's."""
ROUND = 0.55
"""How far height bends strokes, as a share of what slices of the form would be."""
SURFACE_BLUR = 3.0
"""Gaussian over the surface, pixels of a pass."""
HAIR = (0.35, 0.65)
"""Smoothstep: likelihood of hair: none, hair."""
INWARD = 2.0
"""Pixels of a pass at the edge of hair that say nothing of its direction."""
COMBED = (0.35, 0.65)
"""Smoothstep: coherence of hair from which strokes follow it, and follow it closely."""
LEAST_COMBED = 0.05
"""How far hair without coherence counts as combed."""
FALL = 16.0
"""Gaussian over the direction of hair that is not combed, pixels of a pass."""
FALL_SHARE = 0.3
"""How much that direction counts against that of combed hair."""
DARKEST = 0.05
"""Lightness added before the logarithm, so that noise in the dark stays small."""
FOLD_BLUR = 2.0
"""Gaussian over lightness before the gradients of folds, pixels of a pass."""
FOLD_WINDOW = 7.0
"""Gaussian over their structure tensor, pixels of a pass."""
FOLD_STEEP = (0.004, 0.02)
"""Smoothstep: gradient, lightness a pixel of a pass, from which folds count, and count fully."""
FOLD_COHERENT = (0.3, 0.8)
"""Smoothstep: coherence of the same."""
FOLDS = 0.9
"""How far folds turn strokes, at most."""
FACE_BLUR = 0.06
"""Gaussian of the face's edge, heights of the head."""
CALM = 5.0
"""Gaussian over all directions, pixels of a pass."""
LIP_STEP = 0.7
"""Distance between the points of their outlines, pixels."""
LIP_BLUR = 0.015
"""Gaussian over the direction of their outlines, heights of the head."""
TINY = np.float32(1e-9)


@dataclass(frozen=True, slots=True, eq=False)
class Courses:
    """Fields float32 h×w at working size.

    Attributes:
        way: direction of the first strokes.
        along: 0..1, where strokes lie along hairs or lips: others cross them at a small angle.
    """

    way: Grain
    along: Field

    def turned(self, angle: float, along: float) -> Grain:
        """Direction of strokes that cross the first at `angle` radians, or at `along` there."""
        turn = 2 * (angle + (along - angle) * self.along)
        cos, sin = self.way.across**2 - self.way.down**2, 2 * self.way.across * self.way.down
        return Grain.of_twice(
            cos * np.cos(turn) - sin * np.sin(turn), sin * np.cos(turn) + cos * np.sin(turn)
        )

    @property
    def nbytes(self) -> int:
        """Bytes of its fields."""
        return self.way.across.nbytes + self.way.down.nbytes + self.along.nbytes


def courses(ink: Ink) -> Courses:
    """Which way strokes run.

    Args:
        ink: what the network saw; lightness, landmarks and the parts hair and skin count.
    """
    return ink.latest("finish.courses", (), lambda: _courses(ink))


def _courses(ink: Ink) -> Courses:
    pitch = ink.pitch
    sitter = background.sitter(ink)
    nothing = np.zeros(ink.shape, np.float32)
    hair = smoothstep(ink.channels.get("hair", nothing), *HAIR) * sitter
    skin = blur(np.maximum(ink.channels.get("skin", nothing) * sitter, _faces(ink)), 3 * pitch)
    fold_cos, fold_sin, folded = _folds(ink.lightness, sitter, pitch)
    folded = folded * (1 - hair) * np.clip(1 - skin, 0, 1)
    round_cos, round_sin = _around(ink)
    hair_cos, hair_sin = _hair(ink, hair)
    plain = (1 - hair) * (1 - folded)
    cos = plain * round_cos + folded * fold_cos + hair_cos
    sin = plain * round_sin + folded * fold_sin + hair_sin
    way = Grain.of_twice(*(blur(np.asarray(f, np.float32), CALM * pitch) for f in (cos, sin)))
    return _on_lips(ink, Courses(way, blur(hair, CALM * pitch)))


def _hair(ink: Ink, hair: Field) -> tuple[Field, Field]:
    """Strokes along hairs, cosine and sine of twice their angle, the longer the surer.

    What is not combed follows the hair around it, as it falls.
    """
    pitch = ink.pitch
    depth = np.log(ink.lightness + np.float32(DARKEST))
    strands = grain(depth, eroded(hair, INWARD * pitch), pitch)
    combed = hair * (LEAST_COMBED + smoothstep(coherence(depth, hair, pitch), *COMBED))
    cos = combed * (strands.across**2 - strands.down**2)
    sin = combed * 2 * strands.across * strands.down
    broad = [blur(np.asarray(f, np.float32), FALL * pitch) for f in (cos, sin)]
    share = FALL_SHARE * hair / (np.hypot(*broad) + TINY)
    return (
        np.asarray(cos + share * broad[0], np.float32),
        np.asarray(sin + share * broad[1], np.float32),
    )


def _around(ink: Ink) -> tuple[Field, Field]:
    """Strokes around the form, cosine and sine of twice their angle.

    Slices of a form by slanted planes are the level lines of a plane that is bent by its height.
    """
    down, right = np.gradient(blur(surface(ink), SURFACE_BLUR * ink.pitch))
    across = np.asarray(np.float32(np.cos(SLANT)) + np.float32(ROUND) * down, np.float32)
    down = np.asarray(np.float32(np.sin(SLANT)) - np.float32(ROUND) * right, np.float32)
    square = across * across + down * down + TINY
    return (across * across - down * down) / square, 2 * across * down / square


def _folds(light: Field, sitter: Field, pitch: float) -> tuple[Field, Field, Field]:
    """Strokes along folds, cosine and sine of twice their angle, and how far they count, 0..1."""
    import cv2

    smooth = blur(light, FOLD_BLUR * pitch)
    gx, gy = (
        np.asarray(cv2.Sobel(smooth, cv2.CV_32F, *order, scale=pitch / 8), np.float32)
        for order in ((1, 0), (0, 1))
    )
    window = FOLD_WINDOW * pitch
    xx, xy, yy = (blur(q * sitter, window) for q in (gx * gx, gx * gy, gy * gy))
    strength = np.sqrt((xx - yy) ** 2 + 4 * xy * xy) + TINY
    counts = smoothstep(np.sqrt(xx + yy), *FOLD_STEEP)
    counts = counts * smoothstep(strength / (xx + yy + TINY), *FOLD_COHERENT)
    return (yy - xx) / strength, -2 * xy / strength, np.float32(FOLDS) * counts


def _faces(ink: Ink) -> Field:
    """1 in faces, 0..1 around them."""
    found = np.zeros(ink.shape, np.float32)
    for mesh in ink.meshes:
        head = Head.of(mesh)
        oval = pen.shape(ink.shape, head.points[OVAL])
        found = np.maximum(found, blur(oval, FACE_BLUR * head.height))
    return found


def _on_lips(ink: Ink, found: Courses) -> Courses:
    """Strokes along lips, as their outlines run nearby."""
    across, down, along = found.way.across.copy(), found.way.down.copy(), found.along.copy()
    for mesh in ink.meshes:
        head = Head.of(mesh)
        lips = pen.shape(ink.shape, head.points[UPPER + LOWER[::-1]]) > 0
        cos, sin = (np.zeros(ink.shape, np.float32) for _ in range(2))
        for outline in (UPPER, LOWER, INNER[:11], [*INNER[10:], INNER[0]]):
            curve = spline(head.points[outline], LIP_STEP)
            ahead = np.gradient(curve, axis=0)
            angle = 2 * np.arctan2(ahead[:, 1], ahead[:, 0])
            x, y = np.rint(curve).astype(np.intp).T
            seen = (x >= 0) & (y >= 0) & (x < ink.shape[1]) & (y < ink.shape[0])
            for field, part in ((cos, np.cos(angle)), (sin, np.sin(angle))):
                np.add.at(field, (y[seen], x[seen]), part[seen].astype(np.float32))
        height = LIP_BLUR * head.height
        way = Grain.of_twice(blur(cos, height), blur(sin, height))
        across[lips], down[lips], along[lips] = way.across[lips], way.down[lips], 1
    return Courses(Grain(across, down), along)
