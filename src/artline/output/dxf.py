"""Strokes as DXF R12 polylines, a layer for each pen, millimetres, y upwards."""

from __future__ import annotations

import logging
from io import StringIO

from artline.errors import OutputError
from artline.nouns import Plot
from artline.output import without_home

BLACK_ON_WHITE = 7
"""AutoCAD's colour that is black on a light ground and white on a dark one."""


def encode(strokes: Plot) -> bytes:
    """The file's bytes; each layer has the colour of its pen, the nearest of R12's 255.

    Raises:
        OutputError: ezdxf is not installed.
    """
    try:
        without_home.load("ezdxf")
        import ezdxf
    except ImportError:
        raise OutputError('DXF needs ezdxf; pip install "artline[strokes]"') from None
    # R12 cannot say its unit, and ezdxf would tell the user so each time
    logging.getLogger("ezdxf").addHandler(logging.NullHandler())
    document = ezdxf.new("R12")  # type: ignore[attr-defined]
    model = document.modelspace()
    names = {pen.name: f"PEN{k + 1}" for k, pen in enumerate(strokes.pens)}
    for pen in strokes.pens:
        document.layers.add(names[pen.name], color=_nearest_colour(pen.colour))
    for path in strokes.paths:
        points = path.points[:-1] if path.closed else path.points
        corners = [(float(x), strokes.height - float(y)) for x, y in points]
        model.add_polyline2d(corners, close=path.closed, dxfattribs={"layer": names[path.pen]})
    text = StringIO()
    document.write(text)
    return text.getvalue().encode("cp1252", "replace")


def _nearest_colour(colour: str) -> int:
    """Number of AutoCAD's colour that is nearest to #rrggbb, by squares of differences in sRGB."""
    from ezdxf import colors

    if colour == "#000000":
        return BLACK_ON_WHITE
    wanted = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]

    def distance(number: int) -> int:
        there = colors.aci2rgb(number)
        return sum((a - b) ** 2 for a, b in zip(wanted, there, strict=True))

    return min(range(1, 256), key=distance)
