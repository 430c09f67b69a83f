"""The corridor's second half: from a drawing to strokes, and from strokes to a file.

Drawing → place on the page → trace, hatch, order, fit → SVG, PDF, DXF, HPGL, G-code
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from numpy.typing import NDArray

from artline.errors import OutputError, shown
from artline.looks import LOOKS
from artline.nouns import Drawing, Ink, Strokes
from artline.options import PageSettings, refuse_idle
from artline.options.files import STROKE_FILE_OPTIONS
from artline.options.pens import hex_colour
from artline.options.places import STROKE_FILES

if TYPE_CHECKING:
    from os import PathLike

    Target = str | PathLike[str] | BinaryIO

TRACED_SIDE = 1024
"""Long side of the picture that is traced, where the ink was seen at its plain size …"""
LARGEST_TRACED_SIDE = 2048
"""… and at most, where small faces made it finer."""
WHITE = (255, 255, 255)
PLAIN_SIDE = 640
"""Ink up to this long side has its plain size."""


@dataclass(frozen=True, slots=True)
class StrokeReport:
    """What drawing the strokes takes.

    Attributes:
        strokes: how many.
        length: of line, mm.
        travel: of the ways between strokes, pen up, mm.
        seconds: about how long the machine draws.
        machine: its name.
    """

    strokes: int
    length: float
    travel: float
    seconds: float
    machine: str

    def __str__(self) -> str:
        return (
            f"{self.strokes} strokes, {self.length / 1000:.2f} m drawn, "
            f"{self.travel / 1000:.2f} m pen up, about {max(1, round(self.seconds / 60))} min "
            f"on {self.machine}"
        )


def traced_side(ink: Ink) -> int:
    """Long side in pixels at which a drawing of this ink is traced."""
    finer = max(1.0, max(ink.shape) / PLAIN_SIDE)
    return min(LARGEST_TRACED_SIDE, round(TRACED_SIDE * finer))


def strokes_of(drawing: Drawing, plain: NDArray[np.uint8], settings: PageSettings) -> Strokes:
    """Strokes of a drawing.

    Args:
        drawing: what they belong to.
        plain: uint8 H×W, the same drawing black on white at the size to trace.
        settings: page, pens, budget.

    Raises:
        OutputError: nothing to draw, or the extra `artline[strokes]` is missing.
    """
    from artline.output.machines import machine
    from artline.output.page import check, frame
    from artline.strokes.draw import draw

    machine(settings.machine)  # an unknown one is refused before the work
    height, width = plain.shape
    across, down, place = frame(width, height, settings)
    lines_alone = not LOOKS[drawing.settings.look].masses
    flow = _flow(drawing.ink, plain.shape)
    look = drawing.settings
    pens = settings.pens_in(look.paper if look.invert else look.ink, look.ink_rgb)
    paths = draw(
        drawing.ink,
        plain < _lightest_ink(drawing),
        flow,
        settings,
        place,
        pens=pens,
        lines_alone=lines_alone,
    )
    used = {path.pen for path in paths}
    pens = tuple(pen for pen in pens if pen.name in used)
    title = Path(drawing.ink.photo.name).name
    bare = look.paper_rgb == WHITE or look.background == "transparent"
    paper = None if bare else hex_colour(look.paper_rgb)
    found = Strokes(tuple(paths), pens, across, down, settings, title, drawing, paper)
    check(found, (across, down), "page")
    return found


def _lightest_ink(drawing: Drawing) -> int:
    """Grey, 0..255, under which a pixel is ink; a kept background is grey, and ink all the same."""
    return 200 if drawing.settings.background == "keep" else 128


def _flow(ink: Ink, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """The photo's flow at another size; angles of period π are scaled as double angles."""
    import cv2

    from artline.fields.flow import flow

    double = 2 * flow(np.log(ink.lightness + np.float32(0.03)), ink.pitch)
    parts = [
        cv2.resize(part, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)
        for part in (np.cos(double), np.sin(double))
    ]
    return np.asarray(0.5 * np.arctan2(parts[1], parts[0]), np.float32)


def report(strokes: Strokes) -> StrokeReport:
    """What drawing these strokes takes on the machine that was chosen."""
    from artline.output.machines import machine

    chosen = machine(strokes.settings.machine)
    seconds = chosen.seconds(strokes.length, strokes.travel, len(strokes.paths))
    return StrokeReport(len(strokes.paths), strokes.length, strokes.travel, seconds, chosen.name)


def encode(strokes: Strokes, kind: str) -> bytes:
    """Strokes as the bytes of a file of that format.

    Raises:
        OutputError: a stroke leaves the page or the bed, or a library is missing.
    """
    from artline.output import svg
    from artline.output.page import check
    from artline.output.registry import stroke_format

    check(strokes, (strokes.width, strokes.height), "page")
    if kind == "svg" and strokes.settings.svg == "fill":
        return svg.encode_filled(strokes, _cover(strokes))
    return stroke_format(kind).encode(strokes)


def _cover(strokes: Strokes) -> NDArray[np.uint8]:
    if strokes.drawing is None:
        raise OutputError("--svg fill: these strokes come from no drawing; use --svg variable")
    from artline import pipeline

    plain = pipeline.plain_pixels(strokes.drawing)
    if strokes.drawing.settings.background == "keep":
        return np.where(plain < _lightest_ink(strokes.drawing), np.uint8(255), np.uint8(0))
    return np.asarray(255 - plain, np.uint8)


def save(strokes: Strokes, target: Target, format: str | None = None) -> None:  # noqa: A002
    """Write strokes to a path or binary file; see `Strokes.save`."""
    from artline.output.registry import format_of

    row = format_of(target, format)
    if row.kind != "strokes":
        raise OutputError(f"{row.name}: a picture, no strokes; use {', '.join(STROKE_FILES)}")
    _refuse_other_formats(strokes, row.name)
    _put(encode(strokes, row.name), target, row.name)


def _refuse_other_formats(strokes: Strokes, kind: str) -> None:
    """Refuse what was chosen for files of another format."""
    settings = strokes.settings
    refuse_idle(STROKE_FILE_OPTIONS, settings.changed, {**settings.values, "format": kind})


def save_booklet(sheets: Sequence[Strokes], target: str | PathLike[str]) -> None:
    """Write a PDF with a page for each drawing.

    Raises:
        OutputError: there is no sheet, or the file cannot be written.
        SettingError: something was chosen for files of another format.
    """
    from artline.output import pdf
    from artline.output.page import check

    if not sheets:
        raise OutputError(f"{shown(target)}: no drawing to put into it")
    for sheet in sheets:
        _refuse_other_formats(sheet, "pdf")
        check(sheet, (sheet.width, sheet.height), "page")
    _put(pdf.encode(sheets), target, "pdf")


def preview(
    file: str | Path, target: Target, *, kind: str = "png", side: int = 1000, travel: bool = False
) -> None:
    """Draw a plotter file as a PNG, or as a GIF that shows it being drawn.

    Raises:
        OutputError: the file cannot be read, or the picture not written.
    """
    from artline.output.preview import encode as encode_preview
    from artline.output.preview import read

    _put(encode_preview(read(file), kind, side, travel=travel), target, kind)


def _put(data: bytes, target: Target, kind: str) -> None:
    from artline.output.raster import put, write

    if isinstance(target, str | os.PathLike):
        put(data, Path(os.fsdecode(target)))
    else:
        write(data, target, kind)
