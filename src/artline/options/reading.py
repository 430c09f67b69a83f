"""Options that count when a photo is read."""

from __future__ import annotations

from artline.options.kinds import Switch
from artline.options.option import Option, Table, table

DAMAGED: Option[bool] = Option(
    "damaged",
    Switch(),
    False,
    "Draw what is left of a damaged JPEG, instead of refusing it.",
    True,
)

READING: Table = table(DAMAGED)
