"""How close the lines of hatching are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.smoothstep import smoothstep
from artline.nouns import Ink
from artline.strokes.masses import FAR_HATCH, HATCH, IN_FACE, WIDEST_HATCH
from artline.strokes.path import Mask

Field = NDArray[np.float32]

NEAR = 0.9
"""Distance to the middle of a face up to which hatching is as close as in it, in its heights."""

FAR = 2.2
"""Distance to the middle of a face from which hatching is widest apart, in its heights."""

LIGHTEST = 0.15
"""Tone of the lightest areas that are hatched."""


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
