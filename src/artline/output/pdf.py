"""Strokes, or filled areas, as PDF: vectors at true size, a page for each drawing."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from artline.errors import OutputError
from artline.nouns import Plot, Stroke
from artline.options.kinds import MM_PER_INCH
from artline.output.filled import groups
from artline.output.titles import printable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from reportlab.pdfgen.canvas import Canvas

POINTS_PER_MM = 72 / MM_PER_INCH
NONZERO = 1
"""The rule by which areas are filled, as reportlab numbers it."""


def encode(sheets: Sequence[Plot]) -> bytes:
    """The file's bytes, a page for each; the same strokes always give the same bytes.

    Raises:
        OutputError: reportlab is not installed.
    """
    try:
        from reportlab.pdfgen.canvas import Canvas
    except ImportError:
        raise OutputError('PDF needs reportlab; pip install "artline[strokes]"') from None
    buffer = BytesIO()
    canvas = Canvas(buffer, pageCompression=1, invariant=1)
    canvas.setTitle(printable(sheets[0].title) if len(sheets) == 1 else "Drawings")
    canvas.setCreator("artline")
    for sheet in sheets:
        _page(canvas, sheet)
    canvas.save()
    return buffer.getvalue()


def _page(canvas: Canvas, sheet: Plot) -> None:
    canvas.setPageSize((sheet.width * POINTS_PER_MM, sheet.height * POINTS_PER_MM))
    # from the top left corner in mm, as strokes are
    canvas.transform(POINTS_PER_MM, 0, 0, -POINTS_PER_MM, 0, sheet.height * POINTS_PER_MM)
    if sheet.paper is not None:
        canvas.setFillColor(sheet.paper)
        canvas.rect(0, 0, sheet.width, sheet.height, stroke=0, fill=1)
    if sheet.settings.svg == "fill":
        _fill(canvas, sheet)
    else:
        _stroke(canvas, sheet)
    canvas.showPage()


def _fill(canvas: Canvas, sheet: Plot) -> None:
    for group in groups(sheet):
        canvas.setFillColor(group.colour)
        for mark in group.marks:
            drawn = canvas.beginPath()
            for ring in mark:
                _curve(drawn, ring)
                drawn.close()
            canvas.drawPath(drawn, stroke=0, fill=1, fillMode=NONZERO)


def _stroke(canvas: Canvas, sheet: Plot) -> None:
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for pen in sheet.pens:
        canvas.setLineWidth(pen.width)
        canvas.setStrokeColor(pen.colour)
        for path in sheet.paths:
            if path.pen == pen.name:
                canvas.drawPath(_path(canvas.beginPath(), path))


def _path(drawn: Any, stroke: Stroke) -> Any:
    if stroke.curve is None:
        drawn.moveTo(*stroke.points[0])
        for point in stroke.points[1:]:
            drawn.lineTo(*point)
    else:
        _curve(drawn, stroke.curve)
    if stroke.closed:
        drawn.close()
    return drawn


def _curve(drawn: Any, curve: NDArray[np.float64]) -> None:
    """Béziers, (3k+1)×2, at the end of a path."""
    drawn.moveTo(*curve[0])
    for handles in curve[1:].reshape(-1, 6):
        drawn.curveTo(*handles)
