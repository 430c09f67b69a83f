"""SVG read back."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import numpy as np

from artline.errors import OutputError, shown
from artline.output.previewed import PEN, Preview
from artline.output.svg import PAPER_ID

FLATNESS = 12
"""Straight pieces that a curve is drawn in."""


def read(data: bytes, name: str) -> Preview:
    """What an SVG draws: shapes, no text and no paper.

    Raises:
        OutputError: it is no SVG, defines entities, or says no size; svgelements is not installed.
    """
    try:
        import svgelements
    except ImportError:
        raise OutputError(
            'previews of SVG need svgelements; pip install "artline[strokes]"'
        ) from None
    if b"<!ENTITY" in data[:100_000]:
        raise OutputError(f"{name}: defines entities, which are not read")
    try:
        document = svgelements.SVG.parse(BytesIO(data), ppi=25.4, reify=True)
        paths = [svgelements.Path(e) for e in document.elements() if _is_shape(e, svgelements)]
    except Exception as fault:  # whatever a file holds: the parser's errors share no base
        raise OutputError(f"{name}: no SVG that can be read: {shown(fault)}") from None
    lines, filled, pens = [], [], []
    for number, path in enumerate(paths, 1):
        is_filled = path.fill is not None and path.fill.value is not None
        for part in path.as_subpaths():
            points = _flattened(svgelements.Path(part), svgelements)
            if len(points) > 1:
                lines.append(np.array(points))
                filled.append(number if is_filled else 0)
                pens.append(float(path.stroke_width or 0))
    widths = [pen for pen in pens if pen > 0]
    pen = float(np.median(widths)) if widths else PEN
    width, height = float(document.width), float(document.height)
    if not (0 < width < 1e5 and 0 < height < 1e5):
        raise OutputError(f"{name}: says no size")
    return Preview(tuple(lines), tuple(filled), width, height, pen)


def _is_shape(element: Any, svgelements: Any) -> bool:
    if element.id == PAPER_ID:
        return False
    return isinstance(element, svgelements.Shape) and not isinstance(element, svgelements.Text)


def _flattened(path: Any, svgelements: Any) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for segment in path:
        if isinstance(segment, svgelements.Move) or segment.start is None:
            if segment.end is not None:
                points.append((segment.end.x, segment.end.y))
            continue
        if isinstance(segment, svgelements.Line | svgelements.Close):
            points.append((segment.end.x, segment.end.y))
        else:
            steps = (segment.point(k / FLATNESS) for k in range(1, FLATNESS + 1))
            points += [(place.x, place.y) for place in steps]
    return points
