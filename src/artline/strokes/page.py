"""Where a drawing lies on the page, and that nothing leaves it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from artline.errors import OutputError, shown
from artline.nouns import Plot, Stroke
from artline.options import PageSettings

LONG_SIDE = 200.0
"""Long side of the drawing where no page is asked for, mm."""

SLACK = 1e-6
"""Distance over the page's edge that counts as rounding, mm."""


def frame(
    width: int,
    height: int,
    settings: PageSettings,
    bed: tuple[float, float] | None = None,
) -> tuple[float, float, tuple[float, float, float]]:
    """The page for a picture, and the picture's place on it.

    Args:
        width: of the picture, pixels.
        height: of the picture, pixels.
        settings: page, margin, and whether the picture is scaled to fill the page.
        bed: width and height in mm of what the picture fills where there is no page, or None.

    Returns:
        Width and height of the page in mm; mm per pixel, then x and y of the top left corner.

    Raises:
        OutputError: without `fit`, the picture is larger than the page inside its margins.
    """
    natural = LONG_SIDE / max(width, height)
    edge = settings.edge
    page = settings.page_size or bed
    if page is None:
        across, down = width * natural + 2 * edge, height * natural + 2 * edge
        return across, down, (natural, edge, edge)
    room = (page[0] - 2 * edge, page[1] - 2 * edge)
    largest = min(room[0] / width, room[1] / height)
    scale = largest if settings.fit else natural
    if scale > largest * (1 + 1e-9):
        drawn = (width * natural, height * natural)
        raise OutputError(
            f"page: a drawing of {width * natural:.0f}×{height * natural:.0f} mm does not fit "
            f"into {room[0]:g}×{room[1]:g} mm; use {_turned(settings, drawn, room) or '--fit'}, "
            "or a larger page"
        )
    corner = (0.5 * (page[0] - width * scale), 0.5 * (page[1] - height * scale))
    return page[0], page[1], (scale, *corner)


def fitted(strokes: Plot, bed: tuple[float, float], margin: float) -> Plot:
    """The strokes scaled to fill a bed inside its margins, in its middle."""
    scale = min((bed[0] - 2 * margin) / strokes.width, (bed[1] - 2 * margin) / strokes.height)
    if scale <= 0:
        raise OutputError(
            f"margin: {margin:g} mm on both sides leave nothing of a bed of "
            f"{bed[0]:g}×{bed[1]:g} mm; make it smaller"
        )
    corner = np.array(
        [0.5 * (bed[0] - strokes.width * scale), 0.5 * (bed[1] - strokes.height * scale)]
    )
    paths = tuple(moved(path, scale, corner) for path in strokes.paths)
    return replace(strokes, paths=paths, width=bed[0], height=bed[1])


def moved(path: Stroke, scale: float, corner: NDArray[np.float64]) -> Stroke:
    """A stroke scaled from the page's top left corner, and then moved by x and y in mm."""
    curve = None if path.curve is None else path.curve * scale + corner
    return replace(
        path, points=path.points * scale + corner, widths=path.widths * scale, curve=curve
    )


def check(strokes: Plot, limits: tuple[float, float], what: str) -> None:
    """Refuse strokes that are no numbers or leave the page or bed; none at all, too.

    Args:
        strokes: what is to be written.
        limits: width and height in mm that no point may leave.
        what: "page" or "bed", for the message.

    Raises:
        OutputError: says which point lies where.
    """
    name = shown(strokes.title or "drawing")
    if not strokes.paths:
        raise OutputError(
            f"{name}: there is no line to draw; try --detail 1, another look or a larger budget"
        )
    curves = (path.curve for path in strokes.paths if path.curve is not None)
    points = np.concatenate([*(path.points for path in strokes.paths), *curves])
    widths = np.concatenate([path.widths for path in strokes.paths])
    if not np.isfinite(points).all() or not np.isfinite(widths).all():
        raise OutputError(f"{name}: a stroke holds a value that is no number; not written")
    outside = ((points < -SLACK) | (points > np.array(limits) + SLACK)).any(axis=1)
    if outside.any():
        x, y = points[int(outside.argmax())]
        raise OutputError(
            f"{name}: a stroke reaches {x:.1f}, {y:.1f} mm, outside the {what}, "
            f"{limits[0]:g}×{limits[1]:g} mm; use --fit or a smaller --page"
        )


def _turned(
    settings: PageSettings, size: tuple[float, float], room: tuple[float, float]
) -> str | None:
    """`--landscape`, or leaving it out, where turning the page alone would make room; else None."""
    page = settings.page_size
    pairs = zip(sorted(size), sorted(room), strict=True)
    if page is None or any(side > limit + SLACK for side, limit in pairs):
        return None
    if not settings.landscape:
        return "--landscape" if page[0] < page[1] else None
    lying = replace(settings, landscape=False).page_size == page
    return None if lying else "no --landscape"
