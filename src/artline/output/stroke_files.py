"""Strokes become files: SVG, PDF, DXF, HPGL, G-code; and files of strokes become previews."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from artline.errors import OutputError, shown
from artline.nouns import Plot
from artline.options import refuse_idle
from artline.options.files import STROKE_FILE_OPTIONS
from artline.options.places import STROKE_FILES
from artline.strokes.page import check

if TYPE_CHECKING:
    from os import PathLike

    Target = str | PathLike[str] | BinaryIO


@dataclass(frozen=True, slots=True)
class StrokeReport:
    """What drawing the strokes takes.

    Attributes:
        strokes: how many.
        length: of line, mm.
        travel: of the ways between strokes, pen up, mm.
        seconds: about how long the machine draws.
        machine: its name.
        beyond: how far strokes go beyond its reach, mm; 0 is within.
    """

    strokes: int
    length: float
    travel: float
    seconds: float
    machine: str
    beyond: float = 0.0

    def __str__(self) -> str:
        over = f"; {self.beyond:.1f} mm beyond its reach" if self.beyond else ""
        return (
            f"{self.strokes} stroke{'s' * (self.strokes != 1)}, {self.length / 1000:.2f} m drawn, "
            f"{self.travel / 1000:.2f} m pen up, about {max(1, round(self.seconds / 60))} min "
            f"on {self.machine}{over}"
        )


def report(strokes: Plot, kind: str) -> StrokeReport:
    """What drawing these strokes takes, as a file of that format has them.

    Args:
        strokes: on their own page.
        kind: the format; one that is for a machine is measured where the machine draws it.
    """
    from artline.output.machines import machine_of
    from artline.output.reach import beyond, on_bed

    chosen = machine_of(strokes.settings.machine, kind)
    over = 0.0
    if strokes.settings.for_machine(kind):
        strokes = on_bed(strokes, chosen, kind)
        over = beyond(strokes, chosen)
    seconds = chosen.seconds(strokes.length, strokes.travel, len(strokes.paths))
    return StrokeReport(
        len(strokes.paths), strokes.length, strokes.travel, seconds, chosen.name, over
    )


def encode(strokes: Plot, kind: str) -> bytes:
    """Strokes as the bytes of a file of that format.

    Raises:
        OutputError: a stroke leaves the page or the bed, or a library is missing.
    """
    from artline.output.registry import stroke_format

    check(strokes, (strokes.width, strokes.height), "page")
    return stroke_format(kind).encode(strokes)


def save(strokes: Plot, target: Target, format: str | None = None) -> None:  # noqa: A002
    """Write strokes to a path or binary file; see `Plot.save`."""
    from artline.output.registry import format_of

    row = format_of(target, format)
    if row.kind != "strokes":
        raise OutputError(f"{row.name}: a picture, no strokes; use {', '.join(STROKE_FILES)}")
    _refuse_other_formats(strokes, row.name)
    _put(encode(strokes, row.name), target, row.name)


def _refuse_other_formats(strokes: Plot, kind: str) -> None:
    """Refuse what was chosen for files of another format."""
    settings = strokes.settings
    refuse_idle(STROKE_FILE_OPTIONS, settings.changed, {**settings.values, "format": kind})


def save_booklet(sheets: Sequence[Plot], target: str | PathLike[str]) -> None:
    """Write a PDF with a page for each drawing.

    Raises:
        OutputError: there is no sheet, or the file cannot be written.
        SettingError: something was chosen for files of another format.
    """
    from artline.output import pdf

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
