"""Looks drawn in an artist's hand: brush, graphite.

The network has the tone of such a drawing in one channel, as it has learned it from drawings on
paper, but no single stroke: where those lie is an artist's whim. What is narrow in it is a line
already and stays one; what is broad is made strokes (`grain`). The telling lines
are drawn over them, and the background is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from artline.fields.blur import blur
from artline.fields.morphology import Field, dilate, local_max, opening, top_hat, unsharp
from artline.fields.smoothstep import smoothstep
from artline.finish import background
from artline.finish.detail import with_finer_lines
from artline.finish.grain import grain, grained
from artline.finish.sheet import ToneSheet
from artline.finish.weight import HALF_WIDTH
from artline.nouns import Ink
from artline.options import Settings

BACKGROUND_STRENGTH = 0.35
"""How dark the background is drawn where it is kept."""
TONE_RADIUS = 5.0
"""Radius of the opening, pixels of a pass: tone that its disc fits under becomes strokes."""
LINE_HEIGHT = (0.15, 0.5)
"""Smoothstep: height above the opened tone at which tone turns into line."""
CALM = 10.0
"""Gaussian, pixels of a pass, over which strokes turn into the calmer ones of a face."""
CALM_RELIEF = 0.75
"""`relief` of `grained` in faces: black brows and eyes have no gaps."""
CALM_SOFT = 0.26
"""`soft` of `grained` in faces."""
CONTOUR_RADIUS = 3.5
"""Radius of the opening, pixels of a pass: what its disc fits under is tone and no contour."""
CONTOUR_HEIGHT = (0.1, 0.6)
"""Smoothstep: height of a ridge from which it is a contour, and at which it is a firm one."""
CRISP = 0.5
"""Amount of the unsharp mask over one pixel of a pass."""
NEARBY = 3.0
"""Radius of the local maximum that strokes are compared with, pixels of a pass."""
FIRM = 0.5
"""Share by which strokes are brought to the strength of the local maximum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandStyle:
    """In what one artist's hand differs from another.

    Tones are 0..1 of black.

    Attributes:
        channel: the channel that is drawn.
        haze: the touch under which nothing is drawn, a tone.
        black: the touch that is as dark as the pencil gets, a tone.
        grain: how far tone is strokes: 0 not at all, 1 altogether.
        width: of those strokes, in pixels of a pass.
        relief: depth of the paper, in tones; above 1 even black leaves some paper free.
        soft: half the width of a stroke's edge, in tones.
        line: how dark the telling lines are drawn over it, a tone.
    """

    channel: str
    haze: float
    black: float
    grain: float
    width: float
    relief: float
    soft: float
    line: float


def draw(ink: Ink, settings: Settings, style: HandStyle) -> ToneSheet:
    """The look's own channel, as dark as the hand presses.

    Args:
        ink: what the network saw.
        settings: the user's knobs.
        style: the look's own.

    Returns:
        The sheet, at working size.
    """
    drawn = ink.channels[style.channel]
    tone = firm_touch(drawn, ink.pitch, style.black) ** np.float32(1 - 0.6 * settings.shade)
    lightest = style.haze + 0.2 * max(-settings.detail, 0.0)
    tone = np.asarray(tone * smoothstep(tone, 0.5 * lightest, 1.5 * lightest), np.float32)
    touch = _strokes(tone, ink, style)
    touch = np.maximum(touch, _contours(ink, settings, style.line))
    if settings.detail > 0:
        touch = with_finer_lines(touch, ink, settings.detail)
    touch = _crisp(touch, ink.pitch)
    shown = background.sitter(ink)
    if settings.background != "keep":
        touch = touch * shown
    elif ink.coverage >= background.SMALLEST_SITTER:
        behind = np.float32(BACKGROUND_STRENGTH) * np.maximum(ink.channels["scene"], touch)
        touch = np.maximum(touch * shown, behind * (1 - shown))
    else:
        touch = np.maximum(touch, ink.channels["scene"])
    knobs = (settings.weight, settings.detail, settings.shade)
    key = (settings.look, *knobs, settings.background, ink.coverage)
    return ToneSheet(np.asarray(touch, np.float32), min(settings.weight, 1.0), key, settled=False)


def _strokes(tone: Field, ink: Ink, style: HandStyle) -> Field:
    """Tone as strokes, fine ones in faces; what is narrow in it stays a line, whole."""
    face = blur(background.faces(ink).astype(np.float32), CALM * ink.pitch)
    relief, soft = (
        np.float32(own) * (1 - face) + np.float32(calm) * face
        for own, calm in ((style.relief, CALM_RELIEF), (style.soft, CALM_SOFT))
    )
    height = _grain(ink, style.width)
    made = grained(tone, height, style.grain, relief=relief, soft=soft)
    narrow = tone - opening(tone, TONE_RADIUS * ink.pitch)
    return np.asarray(np.maximum(made, tone * smoothstep(narrow, *LINE_HEIGHT)), np.float32)


def _contours(ink: Ink, settings: Settings, darkness: float) -> Field:
    """The telling lines, over the tone: a tone learned from free hands has soft contours."""
    ridge = top_hat(ink.channels["line"], CONTOUR_RADIUS * ink.pitch)
    low, high = CONTOUR_HEIGHT
    less = 0.3 * max(-settings.detail, 0.0)
    lines = smoothstep(ridge, low + less, high + less)
    lines = dilate(lines, HALF_WIDTH * ink.pitch * (settings.weight - 1))
    return np.asarray(np.float32(darkness * min(settings.weight, 1.0)) * lines, np.float32)


def _crisp(touch: Field, pitch: float) -> Field:
    """Strokes with the edges that a point leaves, which a network's are too soft for."""
    return np.asarray(np.clip(unsharp(touch, pitch, CRISP), 0, 1), np.float32)


def _grain(ink: Ink, width: float) -> Field:
    made: Field = ink.once(
        f"hand.grain.{width}", lambda ink: grain(ink.lightness, ink.pitch, width)
    )
    return made


def firm_touch(drawn: Field, pitch: float, black: float) -> Field:
    """A network hedges between where a stroke may lie; a hand does not.

    Each touch is set against the hardest one nearby, so that a stroke stands out from what lies
    beside it.
    """
    nearby = np.maximum(local_max(drawn, NEARBY * pitch), np.float32(0.1))
    sharper = drawn * smoothstep(np.asarray(drawn / nearby, np.float32), 0.35, 0.95)
    made = (1 - FIRM) * drawn + FIRM * sharper
    return np.asarray(np.clip(made / np.float32(black), 0, 1), np.float32)
