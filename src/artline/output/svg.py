"""Strokes as SVG: millimetres, a layer for each pen, text that is small and stable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

import numpy as np
from numpy.typing import NDArray

from artline.nouns import Pen, Plot, Stroke
from artline.output.titles import printable

Points = NDArray[np.float64]

UNITS_PER_MM = 100
"""Coordinates are written to a hundredth of a millimetre."""
ANIMATION_SECONDS = 12.0
"""Seconds in which strokes draw themselves, where nobody says."""
CAP = 6
"""Corners of a round end, in `variable`."""
PAPER_ID = "paper"
"""Id of the rectangle that shows the paper's colour."""

_STYLE = (
    "<style>path{stroke-dasharray:1 2;animation:draw linear both}"
    "@keyframes draw{from{stroke-dashoffset:1.001}to{stroke-dashoffset:0}}"
    "@media (prefers-reduced-motion:reduce){path{animation:none;stroke-dasharray:none}}</style>\n"
)


def encode(
    strokes: Plot, pause: Sequence[str] = (), *, seconds: float = ANIMATION_SECONDS
) -> bytes:
    """The file's bytes; the same strokes always give the same bytes.

    Args:
        strokes: what is drawn.
        pause: what the names of all layers but the first begin with, for plotters whose program
            waits there (AxiDraw: "!").
        seconds: in which strokes draw themselves, where they do.

    `settings.svg` chooses: "strokes" writes one `<path fill="none">` a stroke, "variable" the
    outline of each stroke as wide as it was drawn. `settings.animate` lets strokes draw
    themselves; who asked their system for less motion sees them drawn.
    """
    variable = strokes.settings.svg == "variable"
    animated = strokes.settings.animate and not variable
    clock = _Clock(strokes.length, seconds) if animated else None
    layers = []
    for k, pen in enumerate(strokes.pens):
        label = f"{''.join(pause) if k else ''}{k + 1} {pen.name}"
        paths = [path for path in strokes.paths if path.pen == pen.name]
        layers.append(_layer(k + 1, label, pen, paths, variable=variable, clock=clock))
    return document(strokes, (_STYLE if animated else "") + "".join(layers))


class _Clock:
    """When each stroke is drawn, in proportion to its length."""

    def __init__(self, length: float, seconds: float) -> None:
        self._seconds_per_mm = seconds / max(length, 1e-9)
        self._now = 0.0

    def style(self, stroke: Stroke) -> str:
        """The attributes that let one stroke draw itself in its turn."""
        seconds = stroke.length * self._seconds_per_mm
        begun, self._now = self._now, self._now + seconds
        times = f"animation-delay:{begun:.2f}s;animation-duration:{seconds:.2f}s"
        return f' pathLength="1" style="{times}"'


def document(strokes: Plot, body: str) -> bytes:
    """A whole file: page, title, paper, and what is drawn on it."""
    w, h = (_decimal(round(side * UNITS_PER_MM)) for side in (strokes.width, strokes.height))
    if strokes.paper is not None:
        body = f'<rect id="{PAPER_ID}" width="{w}" height="{h}" fill="{strokes.paper}"/>\n{body}'
    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
        f'width="{w}mm" height="{h}mm" viewBox="0 0 {w} {h}">\n'
        f"<title>{escape(printable(strokes.title))}</title>\n{body}</svg>\n"
    )
    return text.encode()


def _layer(
    number: int,
    label: str,
    pen: Pen,
    paths: list[Stroke],
    *,
    variable: bool,
    clock: _Clock | None,
) -> str:
    name = quoteattr(printable(label))
    head = f'<g inkscape:groupmode="layer" id="layer{number}" inkscape:label={name} '
    if variable:
        rows = [f'<path d="{_outline(path)}"/>\n' for path in paths]
        return f'{head}fill="{pen.colour}">\n{"".join(rows)}</g>\n'
    head += (
        f'stroke="{pen.colour}" stroke-width="{pen.width:g}" '
        'stroke-linecap="round" stroke-linejoin="round">\n'
    )
    rows = [
        f'<path fill="none"{clock.style(path) if clock else ""} d="{path_data(path)}"/>\n'
        for path in paths
    ]
    return head + "".join(rows) + "</g>\n"


def path_data(path: Stroke) -> str:
    """A stroke as SVG path data: absolute start, then relative curves or lines."""
    if path.curve is None:
        return relative(path.points, "l", 1) + ("z" if path.closed else "")
    return relative(path.curve, "c", 3) + ("z" if path.closed else "")


def relative(points: Points, letter: str, group: int) -> str:
    """Path data of points in mm: an absolute start, then steps, `group` points a letter.

    Steps are taken between rounded places, so that rounding never adds up.
    """
    whole = np.rint(points * UNITS_PER_MM).astype(np.int64)
    steps = whole[1:].reshape(-1, group, 2) - whole[:-1:group, None]
    numbers = steps.ravel().tolist()
    start = f"M{_decimal(int(whole[0, 0]))} {_decimal(int(whole[0, 1]))}"
    return start + letter + _joined(numbers)


def _joined(numbers: Iterable[int]) -> str:
    """Numbers in a row, a space only where no sign divides them."""
    text = " ".join(_decimal(number) for number in numbers)
    return text.replace(" -", "-")


def _decimal(hundredths: int) -> str:
    """A whole number of hundredths as the shortest decimal."""
    sign = "-" if hundredths < 0 else ""
    units, rest = divmod(abs(hundredths), UNITS_PER_MM)
    if not rest:
        return f"{sign}{units}" if units else "0"
    return f"{sign}{units or ''}.{rest:02}".rstrip("0")


def _outline(path: Stroke) -> str:
    """The edge of a stroke as wide as it was drawn; a loop has two."""
    points, half = path.points, 0.5 * path.widths[:, None]
    ahead = np.gradient(points, axis=0)
    if path.closed and len(points) > 2:
        ahead[0] = ahead[-1] = points[1] - points[-2]
    ahead /= np.maximum(np.hypot(*ahead.T), 1e-9)[:, None]
    across = np.stack([-ahead[:, 1], ahead[:, 0]], 1) * half
    one, other = points + across, points - across
    if path.closed:
        return "".join(relative(ring, "l", 1) + "z" for ring in (one[:-1], other[-2::-1]))
    turn = np.linspace(0, np.pi, CAP)[1:-1, None]
    end = points[-1] + np.cos(turn) * across[-1] + np.sin(turn) * ahead[-1] * half[-1]
    begin = points[0] - np.cos(turn) * across[0] - np.sin(turn) * ahead[0] * half[0]
    return relative(np.concatenate([one, end, other[::-1], begin]), "l", 1) + "z"
