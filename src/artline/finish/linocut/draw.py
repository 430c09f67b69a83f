"""Linocut: white cuts out of black, along the form, wider where more light falls.

What is light altogether is cut away; in the half light a gouge leaves strokes that swell and taper;
the features of faces and the telling lines stay standing as black ridges.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from artline.fields.blur import blur
from artline.fields.components import drop_small
from artline.fields.morphology import Field, dilate
from artline.fields.smoothstep import smoothstep
from artline.finish import background
from artline.finish.chatter import chatter
from artline.finish.cut import enlarge
from artline.finish.form import form
from artline.finish.linocut.light import eyes, faces, light_of, ridges_of
from artline.finish.traced import steep_size
from artline.marks.areas import areas
from artline.marks.canvas import DARKEST
from artline.marks.grain import Grain, coherence, grain
from artline.marks.strands import Strands, Style, strands
from artline.marks.streamlines import Course
from artline.nouns import Ink, Line, Mark, Marks, Shape
from artline.options import Settings

GOUGE = Style(
    spacings=(6.4, 3.2),
    thresholds=(0.10, 0.34, 0.62),
    pen=1.5,
    widest=2.7,
    gain=1.5,
    crest=0.0,
    reach=30.0,
    least=7.0,
    taper=9.0,
    smooth=16.0,
)
"""The cuts: what is lighter is cut by wider and closer strokes."""
FINER = 1.35
"""What full detail divides their distances by, and least detail multiplies them with."""
CLEARED = 0.84
"""Light, 0..1, from which lino is cut away altogether."""
CLEAR_BLUR = 2.2
"""Gaussian over light, pixels of a pass, before what is cleared is told."""
SMALLEST = 50.0
"""Smaller areas, square pixels of a pass, are not cleared."""
FACE_GOUGE = 0.66
"""How much finer the gouge for faces is."""
BEND = 1.5
"""How much more cuts are bent by the form than engraved lines are."""
SLANT = 0.5
"""Angle of cuts on a flat sitter, radians, clockwise from level."""
FLOW = (0.35, 0.6)
"""Smoothstep: coherence of the photo's grain: cuts follow the form, follow the grain."""
OUTLINE = 1.4
"""Width of the rim of the sitter that is never cleared, pixels of a pass."""
CALM = 0.85
"""How far cuts in faces follow the form alone."""


def draw(ink: Ink, settings: Settings) -> Marks:
    """The marks, from the black ground up.

    Args:
        ink: what the network saw.
        settings: weight, detail, shade and background count.
    """
    light = light_of(ink, settings)
    lino = background.shown(ink, settings)
    clear = np.maximum(_clear(light, ink), eyes(ink)) * _within(lino, ink)
    ground = background.unerased(lino, ink)
    ridges = ridges_of(ink) * ground
    cuts = _cuts(ink, light, ground, settings)
    standing = np.asarray(ground * (1 - clear), np.float32)
    marks: tuple[Mark, ...] = (
        *_shapes(ground, ink, 1.0),
        *_shapes(clear, ink, 0.0),
        *cuts,
        *chatter(ink, standing, settings.weight),
        *_shapes(dilate(ridges, 0.5 * ink.pitch * (settings.weight - 1)), ink, 1.0),
    )
    return Marks(marks, ink.photo.height, ink.photo.width)


def _within(ground: Field, ink: Ink) -> Field:
    """The lino without its rim, which stays standing around light cloth and hair."""
    inner = 1 - np.minimum(dilate(1 - ground, OUTLINE * ink.pitch), 1)
    if ink.claimed is not None:  # the edge of a user's brush is no outline
        reach = 2 * OUTLINE * ink.pitch
        inner = np.maximum(inner, dilate(ink.claimed.astype(np.float32), reach))
    return np.asarray(inner, np.float32)


def _clear(light: Field, ink: Ink) -> Field:
    """What is cut away altogether, 0..1."""
    smooth = blur(light, CLEAR_BLUR * ink.pitch)
    kept = drop_small(smooth > CLEARED, SMALLEST * ink.pitch**2)
    near = dilate(kept.astype(np.float32), 2 * ink.pitch)
    return np.asarray(smoothstep(smooth, CLEARED - 0.05, CLEARED + 0.05) * near, np.float32)


@dataclass(frozen=True, slots=True)
class Gouge:
    """A tool: how much finer and wider than the usual one its strokes are."""

    finer: float = 1.0
    wider: float = 1.0

    def in_faces(self) -> Gouge:
        """The finer one for faces."""
        return Gouge(self.finer * FACE_GOUGE, self.wider)


def _cuts(ink: Ink, light: Field, ground: Field, settings: Settings) -> list[Line]:
    """Strokes of the gouge."""
    face = faces(ink)
    return [
        *gouged(ink, light, np.asarray(ground * (1 - face), np.float32), settings, Gouge()),
        *gouged(ink, light, np.asarray(ground * face, np.float32), settings, Gouge().in_faces()),
    ]


def gouged(
    ink: Ink, light: Field, where: Field, settings: Settings, gouge: Gouge
) -> Iterator[Line]:
    """Strokes of paper along the form, where a field is above one half.

    Args:
        ink: what the network saw.
        light: float32 h×w, 0..1, how much is cut.
        where: float32 h×w, 0..1.
        settings: weight and detail count.
        gouge: the tool.
    """
    way = ink.once("finish.linocut.way", _way)
    closer = gouge.finer * FINER**-settings.detail
    width = gouge.wider * closer / settings.weight**0.7
    style = replace(
        GOUGE,
        spacings=tuple(spacing * closer for spacing in GOUGE.spacings),
        pen=GOUGE.pen * width,
        widest=GOUGE.widest * width,
    )
    # strokes end before a ridge
    inside = np.asarray(where * (1 - smoothstep(ridges_of(ink), 0.4, 0.9)), np.float32)
    nothing = np.zeros(ink.shape, np.float32)
    across, down = np.ascontiguousarray(way[..., 0]), np.ascontiguousarray(way[..., 1])
    course = Course(across, down, nothing, inside, ink.pitch)
    yield from _lines(strands(course, light, style), ink)


def _lines(found: Strands, ink: Ink) -> Iterator[Line]:
    """Strands at working size as lines of paper on the photo."""
    drawn = np.pad((found.width > 0).astype(np.int8), ((0, 0), (1, 1)))
    steps = np.diff(drawn, axis=1)
    row, first = np.nonzero(steps == 1)
    _, beyond = np.nonzero(steps == -1)
    for i, a, b in zip(row, first, beyond, strict=True):
        if b - a > 2:
            points = np.stack([found.x[i, a:b], found.y[i, a:b]], 1) + np.float32(0.5)
            widths = found.width[i, a:b] * np.float32(ink.scale)
            yield Line(
                (points * np.float32(ink.scale)).astype(np.float32),
                widths.astype(np.float32),
                "line",
                float(found.importance[i]),
                paper=True,
            )


def _way(ink: Ink) -> Field:
    """The direction of cuts: around the form, and along hair and folds where the photo has any.

    Returns:
        float32 h×w×2, unit vectors.
    """
    high = form(ink) * np.float32(BEND)
    gy, gx = np.gradient(high)
    gx, gy = gx + np.float32(-np.sin(SLANT)), gy + np.float32(np.cos(SLANT))
    depth = np.log(ink.lightness + np.float32(DARKEST))
    whole = np.ones(ink.shape, np.float32)
    flow = grain(depth, whole, ink.pitch)
    share = smoothstep(coherence(depth, whole, ink.pitch), *FLOW)
    share = share * (1 - np.float32(CALM) * faces(ink))
    norm = np.maximum(gx * gx + gy * gy, np.float32(1e-6))
    cos = (1 - share) * (gy * gy - gx * gx) / norm + share * (flow.across**2 - flow.down**2)
    sin = (1 - share) * (-2 * gx * gy) / norm + share * (2 * flow.across * flow.down)
    way = Grain.of_twice(
        blur(np.asarray(cos, np.float32), 3 * ink.pitch),
        blur(np.asarray(sin, np.float32), 3 * ink.pitch),
    )
    return np.stack([way.across, way.down], -1)


def _shapes(field: Field, ink: Ink, tone: float) -> tuple[Shape, ...]:
    """A field, 0..1, cut at one half, as shapes of a tone."""
    height, width, _ = steep_size(ink)
    unit = (ink.photo.width / width, ink.photo.height / height)
    made = areas(enlarge(field, height, width), unit, levels=(0.5,))
    return tuple(replace(shape, tone=tone) for shape in made)
