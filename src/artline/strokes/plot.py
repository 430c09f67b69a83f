"""A drawing becomes strokes on a page: placed, traced, hatched, ordered, fitted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from artline.nouns import Drawing, Ink, Placed, Plot
from artline.options import PageSettings
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


def strokes_of(
    drawing: Drawing, settings: PageSettings, bed: tuple[float, float] | None = None
) -> Plot:
    """The marks of a drawing as paths of a pen: those in the ink's colour, where some have others.

    Args:
        drawing: what they belong to.
        settings: page, pens, budget.
        bed: width and height in mm that the drawing fills where there is no page, so that widths
            and distances are those of the pen there; None is the photo's frame.

    Raises:
        OutputError: nothing to draw, or the extra `artline[strokes]` is missing.
    """
    from artline.finish.traced import without_wash
    from artline.photo.size import output_size
    from artline.strokes.draw import draw

    side = traced_side(drawing.ink)
    height, width = output_size(drawing.marks.height, drawing.marks.width, side)
    across, down, place = frame(width, height, settings, bed)
    look = drawing.settings
    pens = settings.pens_in(look.colours[look.invert], look.ink_rgb)
    inked = replace(drawing, marks=drawing.marks.ink_alone)
    paths = draw(inked, (height, width), settings, place, pens=pens)
    used = {path.pen for path in paths}
    pens = tuple(pen for pen in pens if pen.name in used)
    title = Path(drawing.ink.photo.name).name
    bare = look.paper_rgb == WHITE or look.background == "transparent"
    paper = None if bare else hex_colour(look.paper_rgb)
    scale = place[0] * width / drawing.marks.width
    marks = Placed(without_wash(drawing.marks), scale, (place[1], place[2]))
    found = Plot(tuple(paths), pens, across, down, settings, title, marks, paper)
    check(found, (across, down), "page")
    return found
