"""Masses alone, two-tone: stencil."""

from __future__ import annotations

from artline.finish.stencil import draw
from artline.looks.registry import Look

STENCIL = Look(
    "stencil",
    "Masses alone, two-tone and connected, to cut out or spray.",
    ("line", "mass"),
    draw,
)
