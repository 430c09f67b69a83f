"""A drawing becomes strokes on a page: placed, traced, hatched, ordered, fitted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from artline.looks import LOOKS
from artline.nouns import Drawing, Ink, Placed, Strokes
from artline.options import PageSettings
from artline.options.pens import hex_colour
from artline.strokes.page import check, frame

TRACED_SIDE = 1024
"""Long side in pixels of the picture that is traced, where the ink has at most PLAIN_SIDE."""
LARGEST_TRACED_SIDE = 2048
"""Long side in pixels of the picture that is traced, at most, where small faces made ink finer."""
DARK = 127
"""Ink, 0..255, from which a pixel is drawn."""
WHITE = (255, 255, 255)
PLAIN_SIDE = 640
"""Long side in pixels up to which no small face has made the ink finer."""


def traced_side(ink: Ink) -> int:
    """Long side in pixels at which a drawing of this ink is traced."""
    finer = max(1.0, max(ink.shape) / PLAIN_SIDE)
    return min(LARGEST_TRACED_SIDE, round(TRACED_SIDE * finer))


def strokes_of(drawing: Drawing, settings: PageSettings) -> Strokes:
    """The marks of a drawing as paths of a pen.

    Args:
        drawing: what they belong to.
        settings: page, pens, budget.

    Raises:
        OutputError: nothing to draw, or the extra `artline[strokes]` is missing.
    """
    from artline.finish.traced import without_wash
    from artline.strokes.draw import draw

    drawn = _inked(drawing)
    height, width = drawn.shape
    across, down, place = frame(width, height, settings)
    lines_alone = not LOOKS[drawing.settings.look].masses
    flow = _flow(drawing.ink, drawn.shape)
    look = drawing.settings
    pens = settings.pens_in(look.paper if look.invert else look.ink, look.ink_rgb)
    paths = draw(drawing.ink, drawn, flow, settings, place, pens=pens, lines_alone=lines_alone)
    used = {path.pen for path in paths}
    pens = tuple(pen for pen in pens if pen.name in used)
    title = Path(drawing.ink.photo.name).name
    bare = look.paper_rgb == WHITE or look.background == "transparent"
    paper = None if bare else hex_colour(look.paper_rgb)
    scale = place[0] * width / drawing.marks.width
    marks = Placed(without_wash(drawing.marks), scale, (place[1], place[2]))
    found = Strokes(tuple(paths), pens, across, down, settings, title, marks, paper)
    check(found, (across, down), "page")
    return found


def _inked(drawing: Drawing) -> NDArray[np.bool_]:
    """Where a pen would leave ink, at the size at which strokes are traced, bool H×W.

    A pen's pressure is its own: light marks are traced as dark ones are, and of a wash what is
    dark.
    """
    from artline.finish.render import rendered
    from artline.photo.size import output_size

    marks = drawing.marks
    size = output_size(marks.height, marks.width, traced_side(drawing.ink))
    firm = replace(marks, marks=tuple(replace(mark, tone=1.0) for mark in marks.marks))
    return np.asarray(rendered(firm, *size) > DARK)


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
