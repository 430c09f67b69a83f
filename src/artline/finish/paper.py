"""Ink and paper get their colours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.finish.enlarge import enlarged
from artline.marks.render import paint, tone
from artline.nouns import Mark, Marks, Window
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


def painted(
    marks: Marks, height: int, width: int, settings: Settings, window: Window | None = None
) -> U8:
    """The finished pixels of marks that have colours of their own.

    Args:
        marks: what is painted; those without a colour have the ink's.
        height: rows of the drawing.
        width: columns of the drawing.
        settings: colours, and whether there is paper at all.
        window: the part of the drawing that is wanted; None is all of it.

    Returns:
        uint8 H×W×3; H×W×4 for a transparent background.
    """
    through = settings.background == "transparent"
    # on nothing, colours are multiplied with their share as long as they are painted
    paper = np.zeros(4) if through else np.array(settings.paper_rgb, float)
    ink = settings.ink_rgb

    def value(mark: Mark) -> tuple[float, ...]:
        own = ink if mark.colour is None else mark.colour
        full = np.array((*own, 255) if through else own, float)
        return tuple((paper + tone(mark) * (full - paper)).tolist())

    shape = (height, width) if window is None else (window.height, window.width)
    picture = np.empty((*shape, len(paper)), np.uint8)
    picture[...] = paper
    if marks.wash is not None:
        full = np.array((*ink, 255) if through else ink, float)
        beneath = enlarged(marks.wash, height, width, window)
        for k in range(len(paper)):
            picture[..., k] = _through(_ramp(int(paper[k]), int(full[k])), beneath)
    paint(picture, marks, value, (height, width), window)
    return _divided(picture) if through else picture


def _divided(picture: U8) -> U8:
    """Colours that are multiplied with their share, in a fourth channel, divided by it."""
    opaque = picture[..., 3:].astype(np.float32)
    colours = np.rint(picture[..., :3] * (255 / np.maximum(opaque, 1)))
    return np.concatenate([np.minimum(colours, 255).astype(np.uint8), picture[..., 3:]], -1)


def _ramp(paper: int, ink: int) -> U8:
    """From paper at 0 to ink at 255."""
    return np.rint(np.linspace(paper, ink, 256)).astype(np.uint8)


def _through(ramp: U8, cover: U8) -> U8:
    """The ramp's value at every pixel."""
    import cv2

    return np.asarray(cv2.LUT(cover, ramp), np.uint8)
