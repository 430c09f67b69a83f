"""Plotter files read back and drawn, so that one can look before plotting."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from artline.errors import OutputError, shown
from artline.output import read_gcode, read_hpgl, read_svg
from artline.output.previewed import Preview
from artline.photo.own import MARK

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_FILE = 200_000_000
"""Bytes above which a file is not read."""

FINER = 3
"""Scale at which a picture is drawn before it is reduced to its size, for smooth lines."""

FRAMES = 40
"""Frames of a GIF that shows the drawing being drawn, its start not counted."""

FRAME_MS = 80
"""Time that a frame is shown, milliseconds."""

LAST_FRAME_MS = 2000
"""Time that the finished drawing is shown, milliseconds."""

TRAVEL_COLOUR = (240, 170, 170)
"""Red, green and blue of the ways with the pen up, 0..255."""


def read(path: str | Path) -> Preview:
    """What an SVG, HPGL or G-code file draws.

    Raises:
        OutputError: no such file, another suffix, nothing drawn in it, numbers that are none, or
            commands whose lines cannot be shown.
    """
    file = Path(path)
    readers = {
        ".svg": read_svg.read, ".hpgl": read_hpgl.read, ".plt": read_hpgl.read,
        ".gcode": read_gcode.read, ".nc": read_gcode.read,
    }  # fmt: skip
    reader = readers.get(file.suffix.lower())
    if reader is None:
        raise OutputError(f"{shown(path)}: cannot be shown; there are {', '.join(readers)}")
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise OutputError(f"{shown(path)}: larger than {LARGEST_FILE // 10**6} MB; not read")
        data = file.read_bytes()
    except (OSError, ValueError) as fault:
        said = getattr(fault, "strerror", None) or str(fault)
        raise OutputError(f"{shown(path)}: cannot be read: {said}") from None
    preview = reader(data, shown(path))
    if not preview.lines:
        raise OutputError(f"{shown(path)}: draws nothing")
    places = np.concatenate(preview.lines)
    if not np.isfinite(places).all() or float(np.abs(places).max()) > 1e5:
        raise OutputError(f"{shown(path)}: holds a place that is on no page")
    return preview


def picture(preview: Preview, side: int = 1000, *, travel: bool = False) -> Image:
    """The finished sheet, long side `side` pixels; `travel` shows the ways with the pen up."""
    return _drawn(preview, side, len(preview.lines), travel)


def encode(preview: Preview, kind: str, side: int = 1000, *, travel: bool = False) -> bytes:
    """The sheet as a PNG, or as a GIF that shows it being drawn."""
    from PIL.PngImagePlugin import PngInfo

    buffer = BytesIO()
    if kind == "png":
        marked = PngInfo()
        marked.add_text("Software", MARK)
        picture(preview, side, travel=travel).save(buffer, "png", optimize=True, pnginfo=marked)
        return buffer.getvalue()
    lengths = np.cumsum([np.hypot(*np.diff(line, axis=0).T).sum() for line in preview.lines])
    counts = np.searchsorted(lengths, np.linspace(0, lengths[-1], FRAMES)[1:], "left") + 1
    frames = [_drawn(preview, side, int(count), travel).quantize(16) for count in counts]
    times = [FRAME_MS] * (len(frames) - 1) + [LAST_FRAME_MS]
    options = {"append_images": frames[1:], "duration": times, "loop": 0, "comment": MARK.encode()}
    frames[0].save(buffer, "gif", save_all=True, **options)
    return buffer.getvalue()


def _drawn(preview: Preview, side: int, count: int, travel: bool) -> Image:
    from PIL import Image, ImageDraw

    scale = side / max(preview.width, preview.height)
    size = (max(1, round(preview.width * scale)), max(1, round(preview.height * scale)))
    image = Image.new("RGB", (size[0] * FINER, size[1] * FINER), "white")
    draw = ImageDraw.Draw(image)
    pen = max(1, round(preview.pen * scale * FINER))
    before: Any = None
    rings: list[list[tuple[float, ...]]] = []
    filled = preview.filled
    for k, line in enumerate(preview.lines[:count]):
        corners = [tuple(place) for place in (line * scale * FINER).tolist()]
        if travel and before is not None:
            draw.line([before, corners[0]], TRAVEL_COLOUR, max(1, pen // 2))
        if filled[k]:
            rings.append(corners)
            if k + 1 == min(count, len(preview.lines)) or filled[k + 1] != filled[k]:
                _fill(image, rings)
                rings = []
        else:
            draw.line(corners, "black", pen, joint="curve")
        before = corners[-1]
    return image.resize(size, Image.Resampling.LANCZOS)


def _fill(image: Image, rings: list[list[tuple[float, ...]]]) -> None:
    """Blacken what an odd number of the rings surrounds."""
    from PIL import Image, ImageChops, ImageDraw

    places = np.concatenate([np.array(ring) for ring in rings])
    low = np.maximum(np.floor(places.min(axis=0)), 0).astype(int)
    width, height = (np.minimum(np.ceil(places.max(axis=0)) + 1, image.size) - low).astype(int)
    if min(width, height) < 1:
        return
    area = Image.new("1", (int(width), int(height)))
    for ring in rings:
        if len(ring) > 2:
            one = Image.new("1", area.size)
            ImageDraw.Draw(one).polygon([tuple(np.array(place) - low) for place in ring], 1)
            area = ImageChops.logical_xor(area, one)
    image.paste("black", (int(low[0]), int(low[1])), area)
