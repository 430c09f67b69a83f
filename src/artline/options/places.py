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
DARK_PAPER = "dark paper"
"""Trait of a look that is light on dark paper, unless the user chooses colours."""
INKS = "inks"
"""Trait of a look that is printed in several inks."""
KNOBS = frozenset({"weight", "detail", "shade", "taper", "hair"})
"""Options that a look may leave out; each is a trait of the looks in which it does something."""

PICTURES = Names(FORMATS, PICTURE)
TRANSPARENT_PICTURES = Names(FORMATS, TRANSPARENT)
STROKE_FILES = Names(FORMATS, STROKES)
STROKES_IN_COLOUR = Names(FORMATS, INK_COLOUR)
STROKES_ON_PAPER = Names(FORMATS, PAPER_COLOUR)
PLOTTER_FILES = Names(FORMATS, MACHINE)

ALL_LOOKS = Names(LOOKS)
LOOKS_WITH_MASSES = Names(LOOKS, MASSES)

DRAW = "draw"
"""One photo becomes one file: on the command line, by HTTP, in Python."""
LOOKS_SHEET = "looks"
COMPARE = "compare"
BOOKLET = "booklet"
EVALUATE = "evaluate"
PAIR = "pair"
"""Photo and drawing side by side, by HTTP."""
