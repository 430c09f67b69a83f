"""Strokes as DXF R12 polylines, a layer for each pen, millimetres, y upwards."""

from __future__ import annotations

import logging
from io import StringIO

from artline.errors import OutputError
from artline.nouns import Strokes


def encode(strokes: Strokes) -> bytes:
    """The file's bytes.

    Raises:
        OutputError: ezdxf is not installed.
    """
    try:
        import ezdxf
    except ImportError:
        raise OutputError('DXF needs ezdxf; pip install "artline[strokes]"') from None
    # R12 cannot say its unit, and ezdxf would tell the user so each time
    logging.getLogger("ezdxf").addHandler(logging.NullHandler())
    document = ezdxf.new("R12")  # type: ignore[attr-defined]
    model = document.modelspace()
    names = {pen.name: f"PEN{k + 1}" for k, pen in enumerate(strokes.pens)}
    for name in names.values():
        document.layers.add(name)
    for path in strokes.paths:
        points = path.points[:-1] if path.closed else path.points
        corners = [(float(x), strokes.height - float(y)) for x, y in points]
        model.add_polyline2d(corners, close=path.closed, dxfattribs={"layer": names[path.pen]})
    text = StringIO()
    document.write(text)
    return text.getvalue().encode("cp1252", "replace")
