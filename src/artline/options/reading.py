"""Options that count when a photo is read, and defaults of what an artist is made with."""

from __future__ import annotations

from artline.options.kinds import Switch
from artline.options.option import Option, Table, table

DEFAULT_MODEL = "portrait"
"""Name of the model that draws where none is named."""
DEFAULT_MAX_PIXELS = 200_000_000
"""Pixels; photos with more are refused."""

DEVICES = ("auto", "cpu", "cuda")
"""Where the network may run."""

DAMAGED: Option[bool] = Option(
    "damaged",
    Switch(),
    False,
    "Draw what is left of a damaged JPEG, instead of refusing it.",
    True,
)

READING: Table = table(DAMAGED)
