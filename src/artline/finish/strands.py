"""Hair and brows as strokes, where the photo has strands to draw."""

from __future__ import annotations

from artline.finish import background
from artline.marks.brows import brow_marks
from artline.marks.hair import hair_marks
from artline.marks.hair_marks import HairMarks
from artline.nouns import Ink
from artline.options import Settings


def strands_of(ink: Ink, settings: Settings) -> tuple[HairMarks, ...]:
    """The strands of a drawing; none where the model does not know where hair is."""
    if "hair" not in ink.channels:
        return ()
    shown = background.sitter(ink)
    found = (hair_marks(ink, ink.channels["hair"] * shown), brow_marks(ink))
    return tuple(part for part in found if part is not None)
