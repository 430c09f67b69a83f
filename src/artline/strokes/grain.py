"""Which way hatching runs, and how close its lines are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.flow import tensor
from artline.fields.smoothstep import smoothstep
from artline.nouns import Ink
from artline.strokes.masses import FAR_HATCH, HATCH, IN_FACE, WIDEST_HATCH
from artline.strokes.path import Mask

Field = NDArray[np.float32]

DARKEST = 0.1
"""Added to lightness before its logarithm is taken."""

NOISE = 0.2
"""Squared slope of log-lightness, per pixel of a pass, below which it tells no direction."""

WIDER = ((6.0, 0.5), (18.0, 0.3), (54.0, 0.2))
"""Gaussians, pixels of a pass, over which direction is taken as well, and their weights: they
decide where nothing nearer tells one."""

SLANT = np.deg2rad(-65)
"""Direction of hatching where the photo tells none: a right hand's, upwards to the right."""

EVEN = 0.12
"""Weight of that direction; a coherent flow has up to 1."""

NEAR = 0.9
"""Distance to the middle of a face up to which hatching is as close as in it, in its heights."""

FAR = 2.2
"""Distance to the middle of a face from which hatching is widest apart, in its heights."""

LIGHTEST = 0.15
"""Tone of the lightest areas that are hatched."""


def direction(ink: Ink, shape: tuple[int, int]) -> Field:
    """The photo's flow, and where the photo is even, that of what lies around.

    Returns:
        float32 H×W, radians from the x axis, of period π; double angles are scaled and averaged.
    """
    import cv2

    xx, xy, yy = tensor(np.log(ink.lightness + np.float32(DARKEST)), ink.pitch)
    told = np.hypot(xx - yy, 2 * xy)
    energy = xx + yy
    # coherence squared, by the unit vector of the double angle, less where all is noise
    sure = told / np.maximum(energy * (energy + np.float32(NOISE)), np.float32(1e-9))
    parts = np.stack([(yy - xx) * sure, -2 * xy * sure], 2)
    whole = parts.copy()
    for sigma, weight in WIDER:
        whole += np.float32(weight) * cv2.GaussianBlur(parts, (0, 0), sigma * ink.pitch)
    whole += np.float32(EVEN) * np.array([np.cos(2 * SLANT), np.sin(2 * SLANT)], np.float32)
    large = cv2.resize(whole, shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(0.5 * np.arctan2(large[..., 1], large[..., 0]), np.float32)


def beside(tone: Field, close: Mask) -> Field:
    """Distance between the lines that give a line its width, in widths of the pen.

    Args:
        tone: float32 H×W, 0..1, how dark the drawing is.
        close: bool H×W, where no paper may be seen between them.

    Returns:
        float32 H×W; light lines are drawn once.
    """
    dark = np.where(close, np.float32(IN_FACE), np.float32(HATCH))
    return np.asarray(dark / np.maximum(tone, LIGHTEST), np.float32)


def spacing(ink: Ink, tone: Field, faces: Mask) -> Field:
    """Distance between lines of an area, in widths of the pen: closest in faces and on heads.

    Args:
        ink: whose faces count.
        tone: float32 H×W, 0..1, how dark the drawing is.
        faces: bool H×W, where faces are.

    Returns:
        float32 H×W.
    """
    height, width = tone.shape
    away = np.full(tone.shape, np.inf, np.float32)
    y, x = np.ogrid[:height, :width]
    for face in ink.faces:
        down = (face.bottom - face.top) * height
        middle = (0.5 * (face.left + face.right) * width, 0.5 * (face.top + face.bottom) * height)
        away = np.minimum(away, np.hypot(x + 0.5 - middle[0], y + 0.5 - middle[1]) / down)
    far = smoothstep(away, NEAR, FAR) if ink.faces else np.zeros_like(away)
    dark = np.where(faces, np.float32(IN_FACE), HATCH + np.float32(FAR_HATCH - HATCH) * far)
    return np.asarray(np.minimum(dark / np.maximum(tone, LIGHTEST), WIDEST_HATCH), np.float32)
