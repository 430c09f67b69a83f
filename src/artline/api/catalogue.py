"""What is offered to whoever draws for others: formats, models, and how long a page may be."""

from __future__ import annotations

from artline.models.store import Row, rows
from artline.output.reach import longest_side, refuse_beyond
from artline.output.registry import FORMATS, Format

__all__ = ["FORMATS", "Format", "longest_side", "models", "refuse_beyond"]


def models() -> tuple[Row, ...]:
    """The registered models, those that find faces among them, in the registry's order."""
    return tuple(rows().values())
