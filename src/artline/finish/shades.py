"""How dark a look that tells tone by the width or number of its marks is to be, place by place."""

from __future__ import annotations

import numpy as np

from artline.fields.blur import blur
from artline.fields.morphology import Field, opening
from artline.fields.smoothstep import smoothstep
from artline.finish import background
from artline.marks.hair_region import skin_lightness
from artline.nouns import Ink
from artline.options import Settings

WHITE_RANK = 98
"""Percentile of the sitter's lightness that is paper."""
BLACK_RANK = 2
"""Percentile of the sitter's lightness that is full ink."""
LEAST_WHITE = 0.8
"""Lightness, 0..1, below which nothing is paper: dark skin stays dark where all is dark."""
OVER_SKIN = (0.16, 0.08)
"""Lightness by which paper is lighter than the face's skin, at least: dark skin, fair skin."""
SKIN = (0.6, 0.8)
"""Lightness of skin that is dark, and that is fair."""
BLACKEST = 0.45
"""Lightness, as a share of the skin's, above which nothing is full ink."""
DARKER = 0.8
"""Natural logarithm of what full shade divides the power of tone by."""
NEARBY = 7.0
"""Gaussian, pixels of a pass, of the tone from which a sharpened one stands out."""
SHARPER = (0.35, 0.9)
"""How much of what stands out is added, elsewhere and in faces."""
FEATURE_RADIUS = 8.0
"""Radius of the opening, pixels of a pass: ink that its disc fits under is no feature."""
FEATURE = 0.9
"""How dark the network's features of faces are drawn over the tone."""
HAZE = (0.03, 0.1)
"""Smoothstep: tone that is left white, and tone that is kept."""
BEHIND = 0.5
"""How dark a background that is kept is drawn, as a share of its own tone."""


def shades(ink: Ink, settings: Settings, *, features: bool = True) -> Field:
    """The photo's tone as a share of ink, sharpened.

    Lightness is set against that of the sitter's highlights and of the face's skin, so that a dim
    photo has white paper too and dark skin its own tone.

    Args:
        ink: what the network saw; its lightness, pressure, sitter and faces count.
        settings: shade and background count.
        features: whether faces are sharpened more, and the network's features drawn over them: for
            looks that have no lines beside the tone.

    Returns:
        float32 h×w at working size, 0..1, 0 where paper is left.
    """
    key = (settings.shade, settings.background, ink.coverage)
    name = "finish.shades" if features else "finish.shades.plain"
    found: Field = ink.latest(name, key, lambda: _shades(ink, settings, features))
    return found


def _shades(ink: Ink, settings: Settings, features: bool) -> Field:
    toned = _sharpened(_tone(ink), ink, SHARPER if features else SHARPER[:1] * 2)
    if features:
        toned = np.maximum(toned, _features(ink))
    made = toned ** np.float32(np.exp(-DARKER * settings.shade))
    made = made * smoothstep(toned, *HAZE)
    if ink.coverage >= background.SMALLEST_SITTER:
        shown = background.sitter(ink)
        behind = BEHIND if settings.background == "keep" else 0.0
        made = made * (shown + np.float32(behind) * (1 - shown))
    if ink.erased is not None:
        made = np.where(ink.erased, 0, made)
    return np.asarray(made, np.float32)


def _tone(ink: Ink) -> Field:
    """0 for paper to 1 for full ink, straight in lightness between."""
    light = ink.lightness
    own = light[ink.subject > 0.5]
    own = own if own.size and ink.coverage >= background.SMALLEST_SITTER else light
    skin = skin_lightness(ink)
    over = skin + float(np.interp(skin, SKIN, OVER_SKIN))
    white = min(max(float(np.percentile(own, WHITE_RANK)), over, LEAST_WHITE), 1.0)
    black = min(float(np.percentile(own, BLACK_RANK)), BLACKEST * skin)
    return np.asarray(np.clip((white - light) / (white - black), 0, 1), np.float32)


def _sharpened(tone: Field, ink: Ink, sharper: tuple[float, ...]) -> Field:
    """Tone that stands out from its surroundings, elsewhere and in faces."""
    amount = np.float32(sharper[0]) + np.float32(sharper[1] - sharper[0]) * _faces(ink)
    sharp = tone + amount * (tone - blur(tone, NEARBY * ink.pitch))
    return np.asarray(np.clip(sharp, 0, 1), np.float32)


def _features(ink: Ink) -> Field:
    """The network's features of faces: ink that is narrow there."""
    pressed = ink.channels["pressure"] if "pressure" in ink.channels else ink.channels["line"]
    small = pressed - opening(pressed, FEATURE_RADIUS * ink.pitch)
    return np.asarray(np.float32(FEATURE) * small * _faces(ink), np.float32)


def _faces(ink: Ink) -> Field:
    return blur(background.faces(ink).astype(np.float32), 3 * ink.pitch)
