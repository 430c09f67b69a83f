"""The lines that tell a portrait, for a pen that draws each of them in one go.

Lines of the ink along their middle, irises as spirals, and what is dark, brows, hair and cloth, as
strands that follow its flow.
"""

from __future__ import annotations

from artline.finish.oneline.filled import brow_hairs, filled
from artline.finish.oneline.irises import irises
from artline.finish.oneline.middles import middles
from artline.finish.oneline.plate import brows, masses, plate_of
from artline.marks.net import Piece
from artline.nouns import Ink
from artline.options import Settings

FINER = 1.45
"""What full detail divides lengths and distances by, and least detail multiplies them with."""


def telling(ink: Ink, settings: Settings) -> list[Piece]:
    """The lines of a portrait, in pixels at working size; knobs detail and shade count."""
    plate = plate_of(ink, settings)
    black = masses(plate)
    hairs = brows(plate, black, ink)
    spirals, eyes = irises(plate, black, ink)
    shorter = float(FINER**-settings.detail)
    lines = middles(plate, plate.inked & ~(black | hairs | eyes), ink, shorter)
    strands = filled(black, plate, ink, settings, shorter)
    return [*spirals, *lines, *brow_hairs(hairs, ink), *strands]
