"""Look pencil: lines that swell, tone by strokes, and the grain of graphite on paper.

The pen's ink says where lines are and how they swell; the edges of its black areas are lines too.
The network's channel `pencil` and the photo's own tone say how dark a place is, and strokes along
the flow of the photo tell it. A pencil reaches the hollows of the paper only where it presses
hard: what is light is broken up by the paper's tooth.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur
from artline.fields.morphology import Field, disc, opening
from artline.fields.smoothstep import smoothstep
from artline.finish import background, line
from artline.finish.contour.outlines import large
from artline.finish.grain import grain
from artline.finish.hand import firm_touch
from artline.finish.shades import shades
from artline.finish.tooth import left, sway, tooth
from artline.finish.traced import steep, steep_size
from artline.nouns import Ink
from artline.options import Settings

U8 = NDArray[np.uint8]

PEN = line.LineStyle()
"""The lines are those of look `ink`."""
BLACK = 0.75
"""Touch of the channel, a tone, that is as dark as the pencil gets."""
HAZE = 0.04
"""Touch under which nothing is drawn, a tone; it rises by LESS at least detail."""
LESS = 0.2
"""See HAZE."""
OF_CHANNEL = 0.9
"""How dark the channel's full touch is drawn, a tone."""
OF_PHOTO = 0.5
"""How dark the photo's black is drawn, a tone, where the channel has nothing."""
CONTRAST = 1.25
"""Power of the photo's tone: lights stay paper."""
OF_AREAS = 0.74
"""How dark the pen's black areas are drawn, a tone; by as much as UNEVEN more or less."""
UNEVEN = 0.1
"""Share by which the hand presses more or less from place to place."""
EDGE = 1.6
"""Pixels of a pass from the edge of a black area that are its line."""
AREA = 2.0
"""Radius of the disc, pixels of a pass, that a black area holds."""
LINE = (0.5, 1.0)
"""How dark a line is where the hand presses least and most, a tone."""
SOFTNESS = 0.7
"""Gaussian over the edges of lines, pixels of the field: enlarged, they show no pixels."""
FEATURE = 0.9
"""How dark the features of faces are drawn, a tone."""
FEATURE_RADIUS = 8.0
"""Radius of the disc, pixels of a pass: ink in a face that it fits under is no feature."""
STROKE = 1.0
"""Width of a stroke, pixels of a pass."""
STROKE_FINENESS = 1.6
"""Pixels for one of a pass in which strokes are made."""
PRESS = 1.05
"""Depth that a tone reaches, in tones."""
RELIEF = 0.9
"""Depth between strokes, in tones."""
SOFT = 0.42
"""Half the width of a stroke's edge, in tones."""
FAINTEST = 0.22
"""How dark the lightest stroke is, a tone."""
DARKEST = 0.92
"""The darkest graphite, 0..1 of black."""


def draw(ink: Ink, settings: Settings) -> U8:
    """Graphite on paper.

    Args:
        ink: what the network saw.
        settings: the user's knobs.

    Returns:
        uint8 h×w at the size to trace, 255 = black.
    """
    _, _, unit = steep_size(ink)
    sheet = line.draw(ink, settings, PEN)
    inked = steep(sheet, ink)
    shape = inked.shape
    hand = ink.once("pencil.sway", lambda _: sway(shape, unit))
    areas = _areas(inked, unit)
    pressed = np.maximum(
        large(_tone(ink, settings), shape),
        OF_AREAS * areas * (1 + UNEVEN * (2 * hand - 1)),
    )
    touch = _strokes(pressed, ink)
    paper = ink.once("pencil.tooth", lambda _: tooth(shape, unit))
    features = large(_features(ink), shape)
    edges = np.maximum(_edges(inked, areas, unit), features * inked * np.float32(1 / 255))
    made = np.maximum(left(touch, paper), edges * left(_line(hand, features), paper))
    return np.asarray(np.clip(255 * DARKEST * made, 0, 255), np.uint8)


def _tone(ink: Ink, settings: Settings) -> Field:
    """How dark the strokes of a place are, float32 h×w at working size, 0..1."""
    own = firm_touch(ink.channels["pencil"], ink.pitch, BLACK)
    own = np.asarray(own ** np.float32(1 - 0.6 * settings.shade), np.float32)
    lightest = HAZE + LESS * max(-settings.detail, 0.0)
    own = np.asarray(own * smoothstep(own, 0.5 * lightest, 1.5 * lightest), np.float32)
    if settings.background != "keep":
        own = own * background.sitter(ink)
    photo = shades(ink, settings) ** np.float32(CONTRAST)
    tone = np.maximum(np.float32(OF_CHANNEL) * own, np.float32(OF_PHOTO) * photo)
    if ink.erased is not None:
        tone = np.where(ink.erased, 0, tone)
    return np.asarray(tone, np.float32)


def _areas(inked: U8, unit: float) -> Field:
    """The pen's black areas, float32 h×w, 0..1."""
    import cv2

    opened = cv2.morphologyEx(inked, cv2.MORPH_OPEN, disc(AREA * unit))
    return blur(opened.astype(np.float32) * np.float32(1 / 255), 0.5 * unit)


def _strokes(tone: Field, ink: Ink) -> Field:
    """Tone as strokes along the flow of the photo."""
    height = large(ink.once("pencil.strokes", _heights), tone.shape)
    above = np.float32(PRESS) * tone - np.float32(RELIEF) * height
    over = np.asarray(above / np.float32(SOFT), np.float32)
    return smoothstep(over, -1, 1) * (np.float32(FAINTEST) + np.float32(1 - FAINTEST) * tone)


def _heights(ink: Ink) -> Field:
    scale = STROKE_FINENESS / ink.pitch
    h, w = (round(scale * side) for side in ink.shape)
    return grain(large(ink.lightness, (h, w)), STROKE_FINENESS, STROKE)


def _edges(inked: U8, areas: Field, unit: float) -> Field:
    """Lines and the edges of black areas, 0..1."""
    import cv2

    inside = cv2.erode(areas, disc(EDGE * unit), borderType=cv2.BORDER_REPLICATE)
    edges = np.clip(inked * np.float32(1 / 255) - inside, 0, 1)
    return blur(np.asarray(edges, np.float32), SOFTNESS)


def _line(pressed: Field, features: Field) -> Field:
    """How dark a line is, as the hand presses and in features, 0..1."""
    least, most = (np.float32(tone) for tone in LINE)
    tone = np.maximum(least + (most - least) * pressed, np.float32(FEATURE) * features)
    return np.asarray(tone, np.float32)


def _features(ink: Ink) -> Field:
    """Where small ink in a face lies: pupils, lids, lips, nostrils; float32 h×w, 0..1."""
    pressed = ink.channels["pressure"] if "pressure" in ink.channels else ink.channels["line"]
    small = pressed - opening(pressed, FEATURE_RADIUS * ink.pitch)
    return small * blur(background.faces(ink).astype(np.float32), 3 * ink.pitch)
