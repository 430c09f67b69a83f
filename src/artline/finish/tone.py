"""Black masses: hair, pupils, beard, dark cloth. Decided by region, never half-sure."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur
from artline.fields.components import components_with
from artline.fields.morphology import Field
from artline.fields.smoothstep import smoothstep
from artline.finish.background import around_faces
from artline.nouns import Ink

SURE = 0.62
"""Channel `mass` above this is black by itself."""
DOUBTFUL = 0.15
"""Below this it never is; between the two the neighbourhood decides."""
DARKEST = 0.7
"""Sure black up to this percentile, as a share, sets how dark a doubtful pixel must be."""
HAIR = 2.0
"""Hair lies within so many heights of a face from its middle; what lies farther is cloth …"""
CLOTH = 0.4
"""… and its strands must be so much brighter: folds are drawn, weave and noise are not."""
STRAND = 0.45
"""Strands of light brighter than this stay paper."""


def masses(ink: Ink, shade: float) -> Field:
    """Black masses with strands of light left open in hair; dark cloth stays plain black.

    Where the model settled its masses itself, they are as it drew them.

    Args:
        ink: what the network saw.
        shade: −1..1, how readily things go black.

    Returns:
        float32 h×w, black above 0.5.
    """
    if ink.settled:
        return ink.channels["mass"] + np.float32(0.03 + 0.33 * shade)
    black = decided(ink.channels["mass"], ink.lightness, shade, ink.pitch)
    return lit(black, ink.once("tone.strands", _strands_of_hair), shade, ink.pitch)


def _strands_of_hair(ink: Ink) -> Field:
    """The strands of light, those in cloth held back; without faces, all of them."""
    if not ink.faces:
        return ink.strands
    head = blur(around_faces(ink, HAIR).astype(np.float32), 8 * ink.pitch)
    strands: Field = ink.strands - np.float32(CLOTH) * (1 - head)
    return strands


def decided(mass: Field, lightness: Field, shade: float, pitch: float) -> Field:
    """The network's soft mass with its doubts settled.

    A doubtful region goes black where the photo is as dark there as in the sure black that it
    hangs together with, and stays paper where not: a half-seen jacket becomes one jacket, and
    shirts and skin stay clean.

    Args:
        mass: float32 h×w, 0..1, channel `mass`.
        lightness: float32 h×w, 0..1, CIE L*/100.
        shade: −1..1, how readily things go black.
        pitch: working pixels per pixel of the network's pass.

    Returns:
        float32 h×w, black above 0.5.
    """
    field = mass + np.float32(0.03 + 0.33 * shade)
    sure = mass > SURE
    if not sure.any():
        return field
    blacks = lightness[sure]
    # a percentile by hand: numpy's own loads half of numpy the first time
    place = int(DARKEST * (blacks.size - 1))
    darkest = np.partition(blacks, place)[place]
    as_dark = np.clip((darkest + np.float32(0.05) - lightness) / np.float32(0.05), 0, 1)
    hint = blur(mass, 6 * pitch)
    doubt = components_with((hint > DOUBTFUL) & (as_dark > 0), sure)
    lift = 0.5 * as_dark * smoothstep(hint, DOUBTFUL, 2 * DOUBTFUL)
    return field + blur(np.where(doubt, lift, 0).astype(np.float32), 0.7 * pitch)


def lit(black: Field, strands: NDArray[np.float32], shade: float, pitch: float) -> Field:
    """Masses with their strands of light left open, away from their edges.

    Args:
        black: float32 h×w, black above 0.5, as `decided` gives it.
        strands: float32 h×w, `Ink.strands`.
        shade: −1..1; the higher, the fewer strands are left open.
        pitch: working pixels per pixel of the network's pass.

    Returns:
        float32 h×w, black above 0.5.
    """
    inside = smoothstep(blur((black > 0.5).astype(np.float32), 1.6 * pitch), 0.55, 0.95)
    paper = 0.5 + 0.6 * (strands - np.float32(STRAND + 0.4 * shade))
    open_strands: Field = 1 - inside * np.clip(paper, 0, 1)
    return np.minimum(black, open_strands).astype(np.float32)
