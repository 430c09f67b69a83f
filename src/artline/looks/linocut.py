"""Prints cut out of lino."""

from __future__ import annotations

from artline.finish.linocut.draw import draw
from artline.looks.registry import Look
from artline.options.places import KNOBS

LINOCUT = Look(
    "linocut",
    "White cuts along the form, out of black.",
    ("line", "mass"),
    draw,
    knobs=KNOBS - {"taper", "hair"},
)
