"""Masses alone, two-tone: stencil."""

from __future__ import annotations

from artline.finish.stencil.draw import draw
from artline.finish.traced import cut_out
from artline.looks.registry import Look
from artline.nouns import Ink, Marks
from artline.options import Settings
from artline.options.places import KNOBS


def _marks(ink: Ink, settings: Settings) -> Marks:
    return cut_out(draw(ink, settings), ink)


STENCIL = Look(
    "stencil",
    "Masses alone, two-tone and connected, to cut out or spray.",
    ("line", "mass", "scene"),
    _marks,
    knobs=KNOBS - {"taper", "hair"},
)
