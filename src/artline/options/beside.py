"""What a preset says beside what the user chose: it gives way."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from artline.options.applies import Known
from artline.options.option import Table


def fitting(
    options: Table, values: Mapping[str, Any], said: Collection[str], place: Known
) -> dict[str, Any]:
    """Values without those that would do nothing beside the others, and that nobody asked for.

    Args:
        options: rows of everything that may be given.
        values: name → value; what is missing has its default.
        said: names of those that a preset said: these are left out where they do nothing.
        place: look, format and command, as far as they are known.
    """
    kept = dict(values)
    neutral = {name: option.default for name, option in options.items()}
    while idle := [n for n in kept if n in said and options[n].idle({**neutral, **kept, **place})]:
        del kept[idle[0]]
    return kept
