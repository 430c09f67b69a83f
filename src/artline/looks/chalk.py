"""Chalk on dark paper."""

from __future__ import annotations

from artline.finish.chalk import draw
from artline.looks.registry import Look
from artline.options.places import DARK_PAPER, KNOBS

CHALK = Look(
    "chalk",
    "White and a red earth on dark paper: the light is drawn.",
    ("line", "mass", "scene"),
    draw,
    knobs=KNOBS - {"taper", "hair"},
    also=frozenset({DARK_PAPER}),
)
