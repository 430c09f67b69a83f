"""The grain of pencil and crayon: strokes where a network has a tone.

A tone on paper is strokes that lie side by side, with paper between them. Noise smoothed along the
flow of the photo gives such strokes (line integral convolution, Cabral and Leedom 1993; as pencil,
Mao, Nagasaka, Imamiya 2001); where nothing flows, on skin and plain cloth, they are hatched at one
angle.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur
from artline.fields.flow import along, along_edges, tensor
from artline.fields.smoothstep import smoothstep

Field = NDArray[np.float32]

HATCHING = np.pi * 0.72
"""Angle of strokes where nothing flows, radians from the x axis: a right hand's."""
FLATTEST = 3e-2
"""Mean squared slope of log-lightness under which nothing flows."""
DARKEST = 0.08
"""Added to lightness before its logarithm, so that the noise of black cloth is no flow."""
_SEED = 7


def grain(lightness: Field, pitch: float, width: float) -> Field:
    """How high the paper stands between strokes, evenly spread over 0..1.

    Args:
        lightness: float32 h×w, 0..1, CIE L*/100 of the photo.
        pitch: pixels for one of a pass.
        width: of a stroke, in pixels of a pass.

    Returns:
        float32 h×w; the same for the same picture.
    """
    noise = np.random.default_rng(_SEED).standard_normal(lightness.shape, np.float32)
    fine = blur(noise, 0.45 * width * pitch)
    strokes = along(fine, _angle(lightness, pitch), pitch)
    return spread(strokes)


def spread(noise: Field) -> Field:
    """Normal noise around 0 as heights that are evenly spread over 0..1, float32 h×w."""
    deviation = float(noise.std()) or 1.0
    # the normal distribution's own, nearly (Page 1977)
    z = np.clip(noise / np.float32(deviation), -4, 4)
    return np.asarray(1 / (1 + np.exp(-1.5976 * z - 0.07056 * z**3)), np.float32)


def _angle(lightness: Field, pitch: float) -> Field:
    """The flow's direction, and the hatching's where there is none."""
    xx, xy, yy = tensor(np.log(lightness + np.float32(DARKEST)), pitch)
    # a little of a tensor whose strokes run at the hatching's angle; it decides in flat places
    across = HATCHING + np.pi / 2
    flat = np.float32(FLATTEST)
    xx = xx + flat * np.float32(np.cos(across) ** 2)
    yy = yy + flat * np.float32(np.sin(across) ** 2)
    xy = xy + flat * np.float32(np.cos(across) * np.sin(across))
    return along_edges(xx, xy, yy)


def grained(
    tone: Field, height: Field, share: float, *, relief: Field | float, soft: Field | float
) -> Field:
    """Tone as strokes: ink where the pencil reaches the paper.

    Args:
        tone: float32 h×w, 0..1, how hard it presses.
        height: `grain`.
        share: 0..1, how far tone becomes strokes.
        relief: depth of the paper in tones, everywhere or at each pixel: above 1 even the
            darkest tone leaves some paper free.
        soft: half the width of a stroke's edge in tones, everywhere or at each pixel.

    Returns:
        float32 h×w, 0..1.
    """
    over = np.asarray((tone - relief * height - np.float32(0.04)) / soft, np.float32)
    stroke = smoothstep(over, -1, 1) * tone ** np.float32(0.55)
    return np.asarray((1 - np.float32(share)) * tone + np.float32(share) * stroke, np.float32)
