"""A poster in two to four flat inks: a layer for each, with marks to register them by.

The photo's tones become flat areas. A lighter ink lies under the darker ones and reaches beneath
them, so that no paper shines through where a print is out of register. The darkest ink is the
drawing's own and has the lines too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from artline.fields.blur import blur
from artline.fields.components import drop_small
from artline.fields.morphology import Field, dilate, opening
from artline.fields.smoothstep import smoothstep
from artline.finish import background
from artline.finish.cut import enlarge
from artline.finish.linocut.light import light_of
from artline.finish.traced import steep_size
from artline.marks.areas import areas
from artline.nouns import Ink, Line, Mark, Marks
from artline.nouns.marks import Colour
from artline.options import Settings

YELLOW, CORAL, TEAL = (255, 200, 69), (240, 98, 80), (38, 140, 140)
INKS: dict[int, tuple[tuple[str, Colour], ...]] = {
    2: (("coral", CORAL),),
    3: (("yellow", YELLOW), ("coral", CORAL)),
    4: (("yellow", YELLOW), ("coral", CORAL), ("teal", TEAL)),
}
"""The inks beside the darkest, the lightest first, by how many there are together."""
KEY = "key"
"""Layer of the darkest ink."""
TONES = {2: (0.35, 0.68), 3: (0.2, 0.46, 0.72), 4: (0.15, 0.34, 0.56, 0.76)}
"""Darkness, 0..1, from which each ink is printed, the lightest first."""
SMOOTH = 1.8
"""Gaussian over tone, pixels of a pass."""
SMOOTHER = 2.6
"""What full detail divides that by, and least detail multiplies it with."""
SHARPER = 1.0
"""How much of what is finer than FINE full detail adds to tone, and least detail takes away."""
FINE = 6.0
"""Gaussian, pixels of a pass."""
TOUCH = 0.05
"""Pressure below which nothing is a line."""
MORE_LINES = 0.25
"""Pressure by which full detail lowers what is a line, and least detail raises it."""
THINNER = 1.2
"""Height that the field of lines loses at no weight at all."""
SMALLEST = 40.0
"""Smaller pieces of an ink, and smaller gaps in it, square pixels of a pass, are none."""
LINE = (0.35, 0.65)
"""Smoothstep: the network's pressure: no line, one in the darkest ink."""
BROAD = 2.5
"""Radius of a disc, pixels of a pass: black that it fits under is no line."""
THICKER = 1.1
"""Pixels of a pass that lines gain at twice the weight."""
TARGET = 0.014
"""Radius of a registration mark, long sides of the picture."""
HAIRLINE = 0.12
"""Width of its lines, in that radius."""
INSET = 1.5
"""Distance of its middle from the picture's edges, in its radii."""
CLEAR = 1.4
"""Radius of the paper around its middle, in its radii: on dark ink it would not be seen."""


def draw(ink: Ink, settings: Settings) -> Marks:
    """The marks, ink by ink, the lightest first.

    Args:
        ink: what the network saw.
        settings: inks, weight, detail, shade and background count.
    """
    dark = 1 - light_of(ink, settings)
    dark = dark + np.float32(SHARPER * settings.detail) * (dark - blur(dark, FINE * ink.pitch))
    smooth = blur(dark, SMOOTH * SMOOTHER**-settings.detail * ink.pitch)
    shown = background.unerased(background.shown(ink, settings), ink)
    shown = np.minimum(shown, _clear(ink))
    marks: list[Mark] = []
    layers: tuple[tuple[str, Colour | None], ...] = (*INKS[settings.inks], (KEY, None))
    for (name, colour), tone in zip(layers, TONES[settings.inks], strict=True):
        field = _flat(smooth - np.float32(tone - 0.5), ink)
        if name == KEY:
            field = np.maximum(field, _lines(ink, settings))
        own = (*_shapes(np.minimum(field, shown), ink), *_targets(ink))
        marks += [replace(mark, colour=colour, layer=name) for mark in own]
    return Marks(tuple(marks), ink.photo.height, ink.photo.width)


def _flat(field: Field, ink: Ink) -> Field:
    """A field to be cut at one half, without crumbs and pinholes."""
    least = SMALLEST * ink.pitch**2
    solid = drop_small(field > 0.5, least)
    solid = ~drop_small(~solid, least)
    kept = np.where(solid, np.maximum(field, 0.56), np.minimum(field, 0.44))
    return blur(kept.astype(np.float32), 0.6 * ink.pitch)


def _lines(ink: Ink, settings: Settings) -> Field:
    """The lines of the darkest ink."""
    pressed = ink.channels["pressure"] if "pressure" in ink.channels else ink.channels["line"]
    more = np.float32(MORE_LINES * settings.detail) * (pressed > TOUCH).astype(np.float32)
    lines = smoothstep(np.asarray(pressed + more, np.float32), *LINE)
    if settings.weight >= 1:
        return dilate(lines, THICKER * ink.pitch * (settings.weight - 1))
    less = np.float32(THINNER * (1 - settings.weight))
    return np.asarray(lines - less * (1 - opening(lines, BROAD * ink.pitch)), np.float32)


def _shapes(field: Field, ink: Ink) -> tuple[Mark, ...]:
    height, width, _ = steep_size(ink)
    unit = (ink.photo.width / width, ink.photo.height / height)
    return areas(enlarge(field, height, width), unit, levels=(0.5,))


def _targets(ink: Ink) -> Iterator[Line]:
    """A cross in a circle in each corner."""
    radius, middles = _registered(ink)
    turn = np.linspace(0, 2 * np.pi, 41)[:, None]
    circle = 0.7 * np.hstack([np.cos(turn), np.sin(turn)])
    level = np.linspace(-1, 1, 5)[:, None] * (1, 0)
    for middle in middles:
        for way in (circle, level, level[:, ::-1]):
            points = (np.array(middle) + radius * way).astype(np.float32)
            widths = np.full(len(points), HAIRLINE * radius, np.float32)
            yield Line(points, widths, "scene", whole=True)


def _registered(ink: Ink) -> tuple[float, list[tuple[float, float]]]:
    """Radius and middles, x and y, of the registration marks, pixels of the photo."""
    wide, high = ink.photo.width, ink.photo.height
    radius = TARGET * max(wide, high)
    inset = INSET * radius
    return radius, [(x, y) for x in (inset, wide - inset) for y in (inset, high - inset)]


def _clear(ink: Ink) -> Field:
    """0 within the paper around registration marks, 1 beyond, float32 h×w."""
    radius, middles = _registered(ink)
    y, x = np.ogrid[: ink.shape[0], : ink.shape[1]]
    free = np.full(ink.shape, np.inf)
    for middle in middles:
        across, down = (place / ink.scale - 0.5 for place in middle)
        free = np.minimum(free, np.hypot(x - across, y - down))
    return np.clip(free - CLEAR * radius / ink.scale + 0.5, 0, 1).astype(np.float32)
