"""A drawing becomes strokes on a page: placed, traced, hatched, ordered, fitted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from artline.looks import LOOKS
from artline.nouns import Drawing, Ink, Strokes
from artline.options import PageSettings, Settings
from artline.options.pens import hex_colour
from artline.strokes.page import check, frame

TRACED_SIDE = 1024
"""Long side in pixels of the picture that is traced, where the ink has at most PLAIN_SIDE."""
LARGEST_TRACED_SIDE = 2048
"""Long side in pixels of the picture that is traced, at most, where small faces made ink finer."""
WHITE = (255, 255, 255)
PLAIN_SIDE = 640
"""Long side in pixels up to which no small face has made the ink finer."""


def traced_side(ink: Ink) -> int:
    """Long side in pixels at which a drawing of this ink is traced."""
    finer = max(1.0, max(ink.shape) / PLAIN_SIDE)
    return min(LARGEST_TRACED_SIDE, round(TRACED_SIDE * finer))


def plain(drawing: Drawing) -> tuple[Ink, Settings]:
    """What to finish for the drawing black on white, at the size at which strokes are traced."""
    settings = replace(
        drawing.settings,
        ink="black",
        paper="white",
        invert=False,
        background="keep" if drawing.settings.background == "keep" else "white",
        size=traced_side(drawing.ink),
    )
    # a pen plotter's pressure is its own: grey strokes are traced as lines
    channels = {k: v for k, v in drawing.ink.channels.items() if k != "pressure"}
    return replace(drawing.ink, channels=channels), settings


def strokes_of(drawing: Drawing, plain: NDArray[np.uint8], settings: PageSettings) -> Strokes:
    """Strokes of a drawing.

    Args:
        drawing: what they belong to.
        plain: uint8 H×W, the same drawing black on white at the size to trace.
        settings: page, pens, budget.

    Raises:
        OutputError: nothing to draw, or the extra `artline[strokes]` is missing.
    """
    from artline.strokes.draw import draw

    height, width = plain.shape
    across, down, place = frame(width, height, settings)
    lines_alone = not LOOKS[drawing.settings.look].masses
    flow = _flow(drawing.ink, plain.shape)
    look = drawing.settings
    pens = settings.pens_in(look.paper if look.invert else look.ink, look.ink_rgb)
    paths = draw(
        drawing.ink,
        plain < _lightest_ink(drawing),
        flow,
        settings,
        place,
        pens=pens,
        lines_alone=lines_alone,
    )
    used = {path.pen for path in paths}
    pens = tuple(pen for pen in pens if pen.name in used)
    title = Path(drawing.ink.photo.name).name
    bare = look.paper_rgb == WHITE or look.background == "transparent"
    paper = None if bare else hex_colour(look.paper_rgb)
    cover = np.asarray(255 - plain, np.uint8)
    if look.background == "keep":
        cover = np.where(plain < _lightest_ink(drawing), np.uint8(255), np.uint8(0))
    found = Strokes(tuple(paths), pens, across, down, settings, title, cover, paper)
    check(found, (across, down), "page")
    return found


def _lightest_ink(drawing: Drawing) -> int:
    """Grey, 0..255, under which a pixel is ink; a kept background is grey, and ink all the same."""
    return 200 if drawing.settings.background == "keep" else 128


def _flow(ink: Ink, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """The photo's flow at another size; angles of period π are scaled as double angles."""
    import cv2

    from artline.fields.flow import flow

    double = 2 * flow(np.log(ink.lightness + np.float32(0.03)), ink.pitch)
    parts = [
        cv2.resize(part, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)
        for part in (np.cos(double), np.sin(double))
    ]
    return np.asarray(0.5 * np.arctan2(parts[1], parts[0]), np.float32)
