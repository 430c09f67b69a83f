"""What is offered to whoever draws for others: formats, films, machines, models, page limits."""

from __future__ import annotations

from artline.models.store import Row, rows
from artline.output.film_files import FILM_MEDIA_TYPES, film_format, film_formats
from artline.output.machine import Machine
from artline.output.machines import BY_FORMAT, machines
from artline.output.printed import PrintedPage, printed_page
from artline.output.reach import longest_side, refuse_beyond
from artline.output.registry import FORMATS, Format
from artline.output.stroke_files import StrokeReport, report

__all__ = [
    "BY_FORMAT",
    "FILM_MEDIA_TYPES",
    "FORMATS",
    "Format",
    "Machine",
    "PrintedPage",
    "StrokeReport",
    "film_format",
    "film_formats",
    "longest_side",
    "machines",
    "models",
    "printed_page",
    "refuse_beyond",
    "report",
]


def models() -> tuple[Row, ...]:
    """The registered models, those that find faces among them, in the registry's order."""
    return tuple(rows().values())
