"""The marks of a drawing as filled areas: the same picture as its pixels, at any size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import quoteattr

import numpy as np
from numpy.typing import NDArray

from artline.errors import OutputError
from artline.marks.outline import curve, rings_of
from artline.marks.render import tone
from artline.nouns import Line, Mark, Plot
from artline.options.pens import hex_colour
from artline.output.svg import document, relative

TOLERANCE = 0.02
"""How far a curve may run beside its outline, mm."""
WHITE = "#ffffff"
"""Paper that has no colour of its own, which light tones are mixed with."""

Curves = tuple[NDArray[np.float64], ...]
"""Closed outlines of a mark as Béziers, (3k+1)×2 each, mm on the page."""


@dataclass(frozen=True, slots=True)
class Group:
    """A run of marks that are alike, in painting order.

    Attributes:
        layer: in which they lie; "" where the drawing has none.
        role: what they draw.
        colour: as #rrggbb.
        marks: the outlines of each, filled where they wind around a place (the nonzero rule).
    """

    layer: str
    role: str
    colour: str
    marks: tuple[Curves, ...]


def encode(strokes: Plot) -> bytes:
    """The file's bytes as SVG: a group for each run of marks of one role and colour.

    Groups of one layer stand in a layer of its name.

    Args:
        strokes: their page, title, first pen and marks count.

    Raises:
        OutputError: the strokes come from no drawing.
    """
    body = ""
    for layer, alike in groupby(groups(strokes), key=lambda group: group.layer):
        text = "".join(_svg(group) for group in alike)
        name = f"inkscape:label={quoteattr(layer)}"
        body += f'<g inkscape:groupmode="layer" {name}>\n{text}</g>\n' if layer else text
    return document(strokes, body)


def groups(strokes: Plot) -> Iterator[Group]:
    """Runs of marks that are alike, in painting order.

    Raises:
        OutputError: the strokes come from no drawing.
    """
    placed = strokes.marks
    if placed is None:
        raise OutputError("--svg fill: these strokes come from no drawing; use --svg variable")
    paper, ink = strokes.paper or WHITE, strokes.pens[0].colour
    for (layer, role, own, dark), alike in groupby(placed.marks.marks, key=_kind):
        colour = _mixed(paper, ink if own is None else hex_colour(own), dark)
        yield Group(layer, role, colour, _curves(list(alike), placed.scale, placed.corner))


def _kind(mark: Mark) -> tuple[str, str, tuple[int, int, int] | None, float]:
    return mark.layer, mark.role, mark.colour, tone(mark)


def _curves(marks: Sequence[Mark], scale: float, corner: tuple[float, float]) -> tuple[Curves, ...]:
    from artline.strokes.fit import fit

    lines = iter(rings_of([mark for mark in marks if isinstance(mark, Line)]))
    rings = [(next(lines),) if isinstance(m, Line) else m.outlines for m in marks]
    flat = [ring for each in rings for ring in each]
    curved = [_closed(curve(ring) * scale + corner) for ring in flat]
    fitted = iter(fit([(points, True) for points in curved], TOLERANCE))
    return tuple(tuple(next(fitted) for _ in each) for each in rings)


def _svg(group: Group) -> str:
    rows = [
        f'<path d="{"".join(relative(ring, "c", 3) + "z" for ring in mark)}"/>\n'
        for mark in group.marks
    ]
    return f'<g inkscape:label="{group.role}" fill="{group.colour}">\n{"".join(rows)}</g>\n'


def _closed(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate([points, points[:1]])


def _mixed(paper: str, ink: str, tone: float) -> str:
    """The colour of a tone, mixed in sRGB as pixels are."""
    channels = ((int(side[k : k + 2], 16) for k in (1, 3, 5)) for side in (paper, ink))
    low, high = (np.array(list(side)) for side in channels)
    red, green, blue = (int(v) for v in np.rint(low + tone * (high - low)))
    return hex_colour((red, green, blue))
