"""Plotter files read back and drawn, so that one can look before plotting."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from artline.errors import OutputError, shown
from artline.output.plotter import HPGL_UNITS
from artline.output.svg import PAPER_ID
from artline.photo.own import MARK

if TYPE_CHECKING:
    from PIL.Image import Image

Points = NDArray[np.float64]

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

PEN = 0.35
"""Width of a line in files that do not say, mm."""

TRAVEL_COLOUR = (240, 170, 170)
"""Red, green and blue of the ways with the pen up, 0..255."""

FLATNESS = 12
"""Straight pieces that a curve of an SVG is drawn in."""


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """What a file draws.

    Attributes:
        lines: float64 N×2 each, mm from the top left corner, in the order of drawing.
        filled: for each line, the number of the filled area that it bounds, 0 for none; the lines
            of one area follow each other, and what an even number of them surrounds is a hole.
        width: of the page in mm.
        height: of the page in mm.
        pen: width of the line, mm.
    """

    lines: tuple[Points, ...]
    filled: tuple[int, ...]
    width: float
    height: float
    pen: float = PEN


def read(path: str | Path) -> Preview:
    """What an SVG, HPGL or G-code file draws.

    Raises:
        OutputError: no such file, another suffix, nothing drawn in it, or numbers that are none.
    """
    file = Path(path)
    readers = {
        ".svg": _read_svg, ".hpgl": _read_hpgl, ".plt": _read_hpgl,
        ".gcode": _read_gcode, ".nc": _read_gcode,
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


def _read_gcode(data: bytes, name: str) -> Preview:
    """G0 travels, G1 draws; arcs are refused, comments passed over."""
    lines: list[list[tuple[float, float]]] = []
    x = y = 0.0
    command, drawing = "", False
    for row in data.decode("utf-8", "replace").splitlines():
        words = re.findall(r"([A-Z])\s*(-?[0-9.]+)", re.sub(r"\(.*?\)|;.*", "", row.upper()))
        before = (x, y)
        moved = False
        for letter, text in words:
            value = _finite(text, name)
            if letter == "G" and value in (2, 3):
                raise OutputError(f"{name}: G{value:g} draws arcs, which cannot be shown; use G1")
            if letter == "G" and value in (0, 1):
                command = f"G{value:g}"
            if letter in "XY":
                moved = True
                x, y = (value, y) if letter == "X" else (x, value)
        if not moved:
            continue
        if command == "G1" and not drawing:
            lines.append([before])
        drawing = command == "G1"
        if drawing:
            lines[-1].append((x, y))
    return _upside_down(lines)


def _read_hpgl(data: bytes, name: str) -> Preview:
    """PU, PD and PA; what else a file says changes no line."""
    lines: list[list[tuple[float, float]]] = []
    at, down = (0.0, 0.0), False
    for command in data.decode("ascii", "replace").replace("\n", "").split(";"):
        letters, text = command.strip()[:2].upper(), command.strip()[2:]
        if letters not in ("PU", "PD", "PA"):
            continue
        numbers = [_finite(part, name) / HPGL_UNITS for part in text.split(",") if part.strip()]
        if letters != "PA":
            if letters == "PD" and not down:
                lines.append([at])
            down = letters == "PD"
        for place in zip(numbers[::2], numbers[1::2], strict=False):
            at = place
            if down:
                lines[-1].append(place)
    return _upside_down(lines)


def _read_svg(data: bytes, name: str) -> Preview:
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


def _upside_down(lines: list[list[tuple[float, float]]]) -> Preview:
    """From y upwards to y downwards; opposite margins of the page are taken to be equal."""
    arrays = [np.array(line) for line in lines if len(line) > 1]
    if not arrays:
        return Preview((), (), 1, 1)
    every = np.concatenate(arrays)
    width, height = (float(every[:, k].max() + max(every[:, k].min(), 0)) for k in (0, 1))
    width, height = max(width, 1.0), max(height, 1.0)
    turned = tuple(np.stack([line[:, 0], height - line[:, 1]], 1) for line in arrays)
    return Preview(turned, (0,) * len(turned), width, height)


def _finite(text: str, name: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise OutputError(f"{name}: {shown(text)} is no number")
    return value
