"""Pages for colouring."""

from __future__ import annotations

from artline.finish.colouring.draw import draw
from artline.looks.registry import Look

COLOURING = Look(
    "colouring",
    "A page for colouring: closed regions, one width of line.",
    ("line", "mass", "scene"),
    draw,
    masses=False,
    knobs=frozenset({"weight", "detail"}),
)
