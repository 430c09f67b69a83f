"""Names that `applies_to` speaks of: groups of formats, looks and commands."""

from __future__ import annotations

from artline.options.offered import Names, Offer

LOOKS = Offer()
"""The looks; `artline.looks` opens them."""
FORMATS = Offer()
"""The formats of files; `artline.output` opens them."""

PICTURE = "picture"
"""Trait of a format that holds pixels."""
TRANSPARENT = "transparent"
"""Trait of a format whose pixels may be transparent."""
STROKES = "strokes"
"""Trait of a format that holds strokes of a pen."""
INK_COLOUR = "ink colour"
"""Trait of a format of strokes that shows the colour of the ink."""
PAPER_COLOUR = "paper colour"
"""Trait of a format of strokes that shows the colour of the paper."""
MACHINE = "machine"
"""Trait of a format of strokes that a machine draws."""
MASSES = "masses"
"""Trait of a look in which something goes black; the others are lines alone."""
SEVERAL = "several"
"""Trait of a look that draws more than one line: they are chosen, and have an order."""
SWELLING = "swelling"
"""Trait of a look whose lines are not all as wide."""
DARK_PAPER = "dark paper"
"""Trait of a look that is light on dark paper, unless the user chooses colours."""
INKS = "inks"
"""Trait of a look that is printed in several inks."""
KNOBS = frozenset({"weight", "detail", "shade", "taper", "hair"})
"""Options that a look may leave out; each is a trait of the looks in which it does something."""
COLOUR_KNOBS = frozenset({"palette", "flatness", "shading", "saturation"})
"""Options of looks that paint in colour; a trait, as those of KNOBS, of those that have it."""

PICTURES = Names(FORMATS, PICTURE)
TRANSPARENT_PICTURES = Names(FORMATS, TRANSPARENT)
STROKE_FILES = Names(FORMATS, STROKES)
STROKES_IN_COLOUR = Names(FORMATS, INK_COLOUR)
STROKES_ON_PAPER = Names(FORMATS, PAPER_COLOUR)
PLOTTER_FILES = Names(FORMATS, MACHINE)

ALL_LOOKS = Names(LOOKS)
LOOKS_WITH_MASSES = Names(LOOKS, MASSES)
LOOKS_IN_COLOUR = Names(LOOKS, "palette")
LOOKS_OF_SEVERAL_LINES = Names(LOOKS, SEVERAL)
LOOKS_OF_SWELLING_LINES = Names(LOOKS, SWELLING)

DRAW = "draw"
"""One photo becomes one file: on the command line, by HTTP, in Python."""
LOOKS_SHEET = "looks"
COMPARE = "compare"
BOOKLET = "booklet"
EVALUATE = "evaluate"
FILM = "film"
"""A film in which the drawing is drawn."""
PAIR = "pair"
"""Photo and drawing side by side, by HTTP."""
