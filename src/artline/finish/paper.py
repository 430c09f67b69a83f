"""Ink and paper get their colours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.options import Settings

U8 = NDArray[np.uint8]


def coloured(cover: U8, settings: Settings) -> U8:
    """The finished pixels.

    Colours are mixed in sRGB as it is encoded: what every drawing program does with
    antialiased black on white, so that lines keep the weight that the eye expects.

    Args:
        cover: uint8 H×W, 255 = full ink.
        settings: colours, and whether there is paper at all.

    Returns:
        uint8 H×W where ink and paper are grey, H×W×3 where either has a colour, H×W×4 (ink
        colour, covered = opaque) for a transparent background.
    """
    ink, paper = settings.ink_rgb, settings.paper_rgb
    if settings.background == "transparent":
        out = np.empty((*cover.shape, 4), np.uint8)
        out[..., :3] = ink
        out[..., 3] = cover
        return out
    ramps = [_ramp(p, i) for p, i in zip(paper, ink, strict=True)]
    if len(set(ink)) == 1 and len(set(paper)) == 1:
        return _through(ramps[0], cover)
    out = np.empty((*cover.shape, 3), np.uint8)
    for k, ramp in enumerate(ramps):
        out[..., k] = _through(ramp, cover)
    return out


def _ramp(paper: int, ink: int) -> U8:
    """From paper at 0 to ink at 255."""
    return np.rint(np.linspace(paper, ink, 256)).astype(np.uint8)


def _through(ramp: U8, cover: U8) -> U8:
    """The ramp's value at every pixel."""
    import cv2

    return np.asarray(cv2.LUT(cover, ramp), np.uint8)
