"""Chalk: white and one colour on dark paper; what is drawn is the light.

White lies where light falls, with the grain of the paper, which pictures alone carry; in the half
light are strokes of the colour, along the form. Darks are bare paper. The telling lines are white
where they run through the dark; where it is light, features stay dark.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from artline.fields.blur import blur
from artline.fields.morphology import Field, dilate
from artline.fields.smoothstep import smoothstep
from artline.finish import background
from artline.finish.grain import grain, grained
from artline.finish.hatch.bare_lines import bare_lines
from artline.finish.linocut.draw import Gouge, gouged
from artline.finish.linocut.light import eyes, faces, light_of, plain_light, ridges_of
from artline.finish.traced import steep_size, traced
from artline.nouns import Ink, Line, Marks
from artline.options import Settings

COLOUR = (217, 130, 91)
"""The colour beside white: a red earth."""
WHITE = (0.42, 0.95)
"""Smoothstep: light: none of the white, all of it."""
RELIEF = 1.0
"""Depth of the paper's grain, tones."""
PRESS = 0.6
"""Power of weight that this depth is divided by: a hand that presses fills the paper."""
SHARPER = 1.1
"""How much of what is finer than FINE full detail adds to light, and least detail takes away."""
FINE = 4.0
"""Gaussian, pixels of a pass."""
SOFT = 0.22
"""Half the width of a grain's edge, tones."""
TOOTH = 0.5
"""Share of the paper's own tooth in that grain; the rest is the direction of strokes."""
STROKE = 1.8
"""Width of such strokes, pixels of a pass."""
FINEST = 0.55
"""Gaussian of the tooth, pixels of a pass."""
SEED = 23
"""Of the tooth: any number, always the same."""
HALF_LIGHT = ((0.1, 0.3), (0.4, 0.62))
"""Smoothsteps of light: where the colour begins, and where it ends."""
COLOURED = 0.85
"""How much of the half light is covered by the colour."""
STROKES = Gouge(finer=0.9, wider=0.85)
"""The strokes of the colour."""
LIT = (0.35, 0.6)
"""Smoothstep of light: lines are white, lines are bare paper."""
NEARBY = 7.0
"""Gaussian over light that says so, pixels of a pass."""
OWN = ((0.05, 0.6), 0.5)
"""Smoothstep of the photo's own light, and the share of white that even its darks may have."""
IN_FACE = 0.85
"""How far faces count as light there."""
AROUND_EYES = 3.0
"""Pixels of a pass around eyes that do."""
WEIGHT = 0.75
"""Width of lines, in those of the network's."""


def draw(ink: Ink, settings: Settings) -> Marks:
    """The marks, white as ink, and the grain as a wash.

    Args:
        ink: what the network saw.
        settings: weight, detail, shade and background count.
    """
    light = light_of(ink, settings)
    shown = background.unerased(background.shown(ink, settings), ink)
    plain = plain_light(ink, settings)
    lit = smoothstep(blur(plain, NEARBY * ink.pitch), *LIT)
    # within a face features are left dark, not outlined
    lit = np.maximum(lit, np.float32(IN_FACE) * faces(ink))
    lit = np.maximum(lit, np.minimum(dilate(eyes(ink), AROUND_EYES * ink.pitch), 1))
    if ink.added is not None:  # drawn by hand where no light is shown around it: white
        lit = lit * (1 - ink.added * (1 - blur(shown, NEARBY * ink.pitch)))
    lines = _lines(ink, np.asarray(lit, np.float32), settings)
    strokes = _strokes(ink, light, shown, settings)
    dull, darks = OWN
    own = darks + (1 - darks) * smoothstep(plain, *dull)
    sharper = light + np.float32(SHARPER * settings.detail) * (
        light - blur(light, FINE * ink.pitch)
    )
    white = (
        smoothstep(np.asarray(sharper, np.float32), *WHITE)
        * own
        * (1 - ridges_of(ink) * lit)
        * shown
    )
    wash = _wash(ink, np.asarray(white, np.float32), RELIEF / settings.weight**PRESS)
    return Marks((*strokes, *lines.marks), lines.height, lines.width, wash)


def _wash(ink: Ink, white: Field, relief: float) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """White with the paper's grain, at the size that is traced elsewhere."""
    import cv2

    noise = np.random.default_rng(SEED).standard_normal(ink.shape, np.float32)
    tooth = blur(noise, FINEST * ink.pitch)
    tooth = np.clip(0.5 + tooth / np.float32(3 * (float(tooth.std()) or 1.0)), 0, 1)
    height = (1 - TOOTH) * grain(ink.lightness, ink.pitch, STROKE) + TOOTH * tooth
    made = grained(white, np.asarray(height, np.float32), 1.0, relief=relief, soft=SOFT)
    rows, columns, _ = steep_size(ink)
    large = cv2.resize(made, (columns, rows), interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip(np.rint(large * 255), 0, 255), np.uint8)


def _strokes(ink: Ink, light: Field, shown: Field, settings: Settings) -> list[Line]:
    """The colour in the half light."""
    (begins, full), (less, ends) = HALF_LIGHT
    tone = smoothstep(light, begins, full) * (1 - smoothstep(light, less, ends))
    tone = np.asarray(COLOURED * tone * (1 - ridges_of(ink)), np.float32)
    face = faces(ink)
    heavier = 1 / max(settings.weight, 0.25)
    finer = replace(settings, weight=heavier)
    return [
        replace(stroke, paper=False, colour=COLOUR, layer="colour")
        for where, gouge in ((1 - face, STROKES), (face, STROKES.in_faces()))
        for stroke in gouged(ink, tone, np.asarray(shown * where, np.float32), finer, gouge)
    ]


def _lines(ink: Ink, lit: Field, settings: Settings) -> Marks:
    """The telling lines where they run through the dark."""
    sheet = bare_lines(ink, replace(settings, taper=0.0))
    dark = np.asarray(sheet.tone * (1 - lit), np.float32)
    key = ("chalk", *sheet.key[1:])
    return traced(replace(sheet, tone=dark, weight=settings.weight * WEIGHT, key=key), ink)
