"""The marks of a drawing as filled areas in SVG: the same picture as its pixels, at any size."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from artline.errors import OutputError
from artline.marks.outline import curve, rings_of
from artline.nouns import Line, Mark, Plot
from artline.options.pens import hex_colour
from artline.output.svg import document, relative

TOLERANCE = 0.02
"""How far a curve may run beside its outline, mm."""
WHITE = "#ffffff"
"""Paper that has no colour of its own, which light tones are mixed with."""


def encode(strokes: Plot) -> bytes:
    """The file's bytes: a group for each run of marks of one role and tone, in painting order.

    Args:
        strokes: their page, title, first pen and marks count.

    Raises:
        OutputError: the strokes come from no drawing.
    """
    placed = strokes.marks
    if placed is None:
        raise OutputError("--svg fill: these strokes come from no drawing; use --svg variable")
    paper, ink = strokes.paper or WHITE, strokes.pens[0].colour
    body = "".join(
        _group(list(alike), role, _mixed(paper, ink, tone), placed.scale, placed.corner)
        for (role, tone), alike in groupby(placed.marks.marks, key=_kind)
    )
    return document(strokes, body)


def _kind(mark: Mark) -> tuple[str, float]:
    return mark.role, 0.0 if isinstance(mark, Line) and mark.paper else mark.tone


def _group(
    marks: Sequence[Mark], role: str, colour: str, scale: float, corner: tuple[float, float]
) -> str:
    from artline.strokes.fit import fit

    lines = iter(rings_of([mark for mark in marks if isinstance(mark, Line)]))
    rings = [(next(lines),) if isinstance(m, Line) else m.outlines for m in marks]
    flat = [ring for each in rings for ring in each]
    curved = [_closed(curve(ring) * scale + corner) for ring in flat]
    fitted = iter(fit([(points, True) for points in curved], TOLERANCE))
    rows = [
        f'<path d="{"".join(relative(next(fitted), "c", 3) + "z" for _ in each)}"/>\n'
        for each in rings
    ]
    return f'<g inkscape:label="{role}" fill="{colour}">\n{"".join(rows)}</g>\n'


def _closed(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.concatenate([points, points[:1]])


def _mixed(paper: str, ink: str, tone: float) -> str:
    """The colour of a tone, mixed in sRGB as pixels are."""
    channels = ((int(side[k : k + 2], 16) for k in (1, 3, 5)) for side in (paper, ink))
    low, high = (np.array(list(side)) for side in channels)
    red, green, blue = (int(v) for v in np.rint(low + tone * (high - low)))
    return hex_colour((red, green, blue))
