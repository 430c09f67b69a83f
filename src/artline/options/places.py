"""Names that `applies_to` speaks of: groups of formats, looks and commands."""

from __future__ import annotations

from artline.looks import LOOKS

PICTURES = ("png", "jpeg", "webp", "tiff", "avif")
"""Formats that hold pixels."""
TRANSPARENT_PICTURES = ("png", "webp", "tiff", "avif")
PLOTTER_FILES = ("hpgl", "gcode")
"""Formats that a machine draws."""
STROKE_FILES = ("svg", "pdf", "dxf", *PLOTTER_FILES)
"""Formats that hold strokes of a pen."""

LOOKS_WITH_MASSES = tuple(name for name, look in LOOKS.items() if look.parameters.get("mass") != 0)
"""Looks in which something goes black; the others are lines alone."""

DRAW = "draw"
"""One photo becomes one file: on the command line, by HTTP, in Python."""
LOOKS_SHEET = "looks"
COMPARE = "compare"
BOOKLET = "booklet"
EVALUATE = "evaluate"
PAIR = "pair"
"""Photo and drawing side by side, by HTTP."""
