"""Posters in flat inks."""

from __future__ import annotations

from artline.finish.poster import draw
from artline.looks.registry import Look
from artline.options.places import INKS, KNOBS

POSTER = Look(
    "poster",
    "Two to four flat inks, a layer each, with registration marks.",
    ("line", "mass"),
    draw,
    knobs=KNOBS - {"taper", "hair"},
    also=frozenset({INKS}),
)
