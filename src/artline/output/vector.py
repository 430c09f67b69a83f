"""Files of strokes, a row each: SVG, PDF, DXF, HPGL, G-code."""

from __future__ import annotations

from artline.nouns import Plot
from artline.output.registry import StrokeFormat


def _svg(strokes: Plot) -> bytes:
    from artline.output import filled, svg
    from artline.output.machines import machine_of
    from artline.output.reach import on_bed

    if strokes.settings.svg == "fill":
        return filled.encode(strokes)
    if strokes.settings.machine is None:
        return svg.encode(strokes)
    machine = machine_of(strokes.settings.machine, "svg")
    return svg.encode(on_bed(strokes, machine, "svg"), machine.pause)


def _pdf(strokes: Plot) -> bytes:
    from artline.output.pdf import encode

    return encode([strokes])


def _dxf(strokes: Plot) -> bytes:
    from artline.output.dxf import encode
    from artline.output.machines import machine_of
    from artline.output.reach import on_bed

    if strokes.settings.machine is not None:
        strokes = on_bed(strokes, machine_of(strokes.settings.machine, "dxf"), "dxf")
    return encode(strokes)


def _hpgl(strokes: Plot) -> bytes:
    from artline.output.hpgl import hpgl
    from artline.output.machine import HPGL
    from artline.output.machines import machine_of

    return hpgl(strokes, machine_of(strokes.settings.machine, HPGL))


def _gcode(strokes: Plot) -> bytes:
    from artline.output.gcode import gcode
    from artline.output.machine import GCODE
    from artline.output.machines import machine_of

    return gcode(strokes, machine_of(strokes.settings.machine, GCODE))


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
