"""Flat colour beneath the ink, part by part, and eyes over it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.marks.render import rendered
from artline.nouns import Colour, Ink, Marks, Shape
from artline.options import Settings
from artline.paint.eyes import eyes
from artline.paint.ground import ground
from artline.paint.lab import rgb_of
from artline.paint.mouth import mouth
from artline.paint.palette import painted_in, palette_of
from artline.paint.parts import BACKGROUND, HAIR, PARTS
from artline.paint.patches import Coat, patches
from artline.paint.sitting import Sitting, canvas_size, sitting
from artline.paint.soft import softened
from artline.paint.tones import Tones, tones

REACH = (3.0, 20.0)
"""How far colour is averaged at least and at most flatness, pixels of a pass."""
CHANGE = (16.0, 36.0)
"""The change of colour that stops it, L*a*b* units, at least and at most flatness."""

GREY = 0.5
"""Mean of what a* and b* are off 0 up to which a photo has no colour."""
LARGER = 0.5
"""What full detail takes from flatness, and least detail adds to it."""

SCENE = (0.45, 0.6, 0.6)
"""What the mean L*a*b* of a background is multiplied by for the lines in it."""


@dataclass(frozen=True, slots=True, eq=False)
class Painted:
    """What lies around the ink.

    Attributes:
        beneath: in painting order.
        over: in painting order.
        scene: the colour of lines behind the sitter.
    """

    beneath: tuple[Shape, ...]
    over: tuple[Shape, ...]
    scene: Colour


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """A sitting and its tones, kept while only their colours change."""

    seat: Sitting
    tones: Tones

    @property
    def nbytes(self) -> int:
        return self.seat.nbytes + self.tones.label.nbytes


def painted(ink: Ink, lines: Marks, settings: Settings) -> Painted:
    """Colour for a drawing in ink.

    Args:
        ink: what the network saw.
        lines: its drawing, which colour does not cross.
        settings: palette, flatness, shading, saturation and background count.
    """
    behind = settings.background == "keep"
    # less detail is larger patches too
    flatness = float(np.clip(settings.flatness - LARGER * settings.detail, 0, 1))
    soft = settings.borders == "soft"
    key = (lines, flatness, soft, behind, ink.coverage)
    laid = ink.latest(
        "paint.cartoon", key, lambda: _laid(ink, lines, flatness, behind=behind, soft=soft)
    )
    seat, found = laid.seat, laid.tones
    colours = painted_in(found, settings)
    order = [k for k in range(1, len(colours)) if found.size[k]]
    order.sort(key=lambda k: (int(found.part[k]), k))

    def layer(parts: range) -> list[Shape]:
        coats = {k: _coat(int(found.part[k]), colours[k]) for k in order if found.part[k] in parts}
        return patches(found.label, coats, seat.scale)

    zoom = canvas_size(ink)[0] / ink.shape[0]
    palette = palette_of(settings)

    # a photo without colour has no brown eyes and no warm teeth
    saturation = settings.saturation if np.abs(seat.lab[..., 1:]).mean() > GREY else 0.0

    def mixed(lab: tuple[float, ...]) -> tuple[int, int, int]:
        return rgb_of(palette.of(np.array(lab, np.float32), saturation)[0])

    whites, irises = eyes(seat, ink.meshes, zoom, mixed)
    beneath = (
        *ground(ink, found, settings),
        *layer(range(HAIR)),
        *mouth(seat, ink.meshes, zoom, mixed),
        *whites,
        *layer(range(HAIR, HAIR + 1)),
    )
    return Painted(beneath, tuple(irises), rgb_of(_scene(found, colours)))


def _scene(found: Tones, colours: NDArray[np.float32]) -> NDArray[np.float32]:
    """The background's mean colour, darker."""
    size = np.where(found.part == BACKGROUND, found.size, 0)
    size[0] = 0
    mean = (colours * size[:, None]).sum(0) / max(float(size.sum()), 1.0)
    return np.asarray(mean * np.array(SCENE, np.float32))


def _coat(part: int, colour: NDArray[np.float32]) -> Coat:
    return Coat(rgb_of(colour), PARTS[part], "scene" if part == BACKGROUND else "line")


def _laid(
    ink: Ink,
    lines: Marks,
    flatness: float,
    *,
    behind: bool,
    soft: bool,
) -> _Laid:
    height, width, _ = canvas_size(ink)
    cover = rendered(lines, height, width)
    reach, change = (low + (high - low) * flatness for low, high in (REACH, CHANGE))
    seat = sitting(ink, cover, reach, change)
    found = tones(seat, flatness, behind=behind)
    return _Laid(seat, softened(found, seat.unit) if soft else found)
