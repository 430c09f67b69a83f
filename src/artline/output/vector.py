"""Files of strokes, a row each: SVG, PDF, DXF, HPGL, G-code."""

from __future__ import annotations

from artline.nouns import Plot
from artline.output.registry import StrokeFormat


def _svg(strokes: Plot) -> bytes:
    from artline.output import filled, svg

    return filled.encode(strokes) if strokes.settings.svg == "fill" else svg.encode(strokes)


def _pdf(strokes: Plot) -> bytes:
    from artline.output.pdf import encode

    return encode([strokes])


def _dxf(strokes: Plot) -> bytes:
    from artline.output.dxf import encode

    return encode(strokes)


def _hpgl(strokes: Plot) -> bytes:
    from artline.output.machines import machine
    from artline.output.plotter import hpgl

    return hpgl(strokes, machine(strokes.settings.machine))


def _gcode(strokes: Plot) -> bytes:
    from artline.output.machines import machine
    from artline.output.plotter import gcode

    return gcode(strokes, machine(strokes.settings.machine))


STROKE_FORMATS = (
    StrokeFormat(
        name="svg",
        suffixes=(".svg",),
        media_type="image/svg+xml",
        encode=_svg,
        ink_colour=True,
        paper_colour=True,
    ),
    StrokeFormat(
        name="pdf",
        suffixes=(".pdf",),
        media_type="application/pdf",
        encode=_pdf,
        ink_colour=True,
        paper_colour=True,
    ),
    StrokeFormat(
        name="dxf",
        suffixes=(".dxf",),
        media_type="image/vnd.dxf",
        encode=_dxf,
        ink_colour=True,
    ),
    StrokeFormat(
        name="hpgl",
        suffixes=(".hpgl", ".plt"),
        media_type="application/vnd.hp-hpgl",
        encode=_hpgl,
        machine=True,
    ),
    StrokeFormat(
        name="gcode",
        suffixes=(".gcode", ".nc"),
        media_type="text/x.gcode",
        encode=_gcode,
        machine=True,
    ),
)
