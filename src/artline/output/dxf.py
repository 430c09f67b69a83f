"""Strokes as DXF 2000 polylines: a layer for each pen, millimetres, y upwards."""

from __future__ import annotations

from io import StringIO

import numpy as np
from numpy.typing import NDArray

from artline.errors import OutputError
from artline.nouns import Plot
from artline.output import without_home

BLACK_ON_WHITE = 7
"""AutoCAD's colour that is black on a light ground and white on a dark one."""
VERSION = "R2000"
"""The oldest DXF that says its unit; R12 cannot."""
MILLIMETRES = 4
"""Value of $INSUNITS (DXF reference, header): millimetres."""
METRIC = 1
"""Value of $MEASUREMENT: metric."""


def encode(strokes: Plot) -> bytes:
    """The file's bytes; each layer has the colour of its pen, the nearest of AutoCAD's 255.

    The header says the unit, the page ($LIMMIN, $LIMMAX) and the strokes' extents.

    Raises:
        OutputError: ezdxf is not installed.
    """
    try:
        without_home.load("ezdxf")
        import ezdxf
    except ImportError:
        raise OutputError('DXF needs ezdxf; pip install "artline[strokes]"') from None
    document = ezdxf.new(VERSION)  # type: ignore[attr-defined]
    document.header["$INSUNITS"] = MILLIMETRES
    document.header["$MEASUREMENT"] = METRIC
    model = document.modelspace()
    names = {pen.name: f"PEN{k + 1}" for k, pen in enumerate(strokes.pens)}
    for pen in strokes.pens:
        document.layers.add(names[pen.name], color=_nearest_colour(pen.colour))
    lines = [
        np.stack([path.points[:, 0], strokes.height - path.points[:, 1]], 1)
        for path in strokes.paths
    ]
    for path, line in zip(strokes.paths, lines, strict=True):
        corners = line[:-1] if path.closed else line
        layer = {"layer": names[path.pen]}
        model.add_lwpolyline(corners.tolist(), close=path.closed, dxfattribs=layer)
    every = np.concatenate(lines)
    model.reset_extents(_place(every.min(axis=0)), _place(every.max(axis=0)))
    model.reset_limits((0.0, 0.0), (strokes.width, strokes.height))
    text = StringIO()
    document.write(text)
    return text.getvalue().encode("cp1252", "replace")


def _place(corner: NDArray[np.float64]) -> tuple[float, float, float]:
    x, y = corner.tolist()
    return x, y, 0.0


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
