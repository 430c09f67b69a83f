"""Lines alone, all of one width: colouring pages, plotters, tracing.

What is narrow in the ink is drawn along its middle; an area by its outline, once; eyes by lids,
iris and pupil; hair by its silhouette and a few telling locks. Where the network leaves the
sitter's outline or the hair's open, it is closed along their own edges.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from artline.fields.morphology import Field, disc
from artline.finish import background, line
from artline.finish.contour.features import features
from artline.finish.contour.locks import free, line_of, locks
from artline.finish.contour.middles import away, longer, middles
from artline.finish.contour.outlines import SHORTEST, closed, large, outlines
from artline.finish.traced import steep, steep_size
from artline.marks.hair_region import settled
from artline.nouns import Ink, Line
from artline.options import Settings

Mask = NDArray[np.bool_]
U8 = NDArray[np.uint8]

STYLE = line.LineStyle()
"""Drawn as look `ink` is, before its middles are taken."""
LEVEL = 60
"""Ink, of 255, from which there is a line: where it pales, it goes on."""
BEHIND = 0.5
"""Height of a line of the background from which it is drawn."""
BEHIND_TURNS = 2.5
"""Pixels of a pass: half the width of the broadest line there that is thinned."""
HALF_WIDTH = 1.15
"""Half the width of a line at weight 1, pixels of a pass."""
OF_INK = 0.5
"""Half the width of a line over broad ink, as a share of the ink's."""
SWELLING = (1.4, 2.0, 2.8)
"""Half widths that such a line has, as multiples of HALF_WIDTH."""
SWOLLEN = 2.0
"""Largest of these multiples, but for brows."""
APART = 3.0
"""Pixels of a pass between a lock and any other line."""
SMOOTHING = 0.45
"""Gaussian over the distance to lines, pixels of a pass: their tremor."""
SHARPNESS = 0.8
"""Ink a pixel of the field at a line's edge."""
PUPIL = 2.0
"""Pixels of the field by which a pupil's inside lies within its edge."""


@dataclass(frozen=True, slots=True, eq=False)
class Contour:
    """Lines before they are traced.

    Attributes:
        cover: uint8 h×w at the size to trace, 255 = ink.
        behind: the same for lines of a background that is kept; None is none.
        locks: lines of hair.
    """

    cover: U8
    behind: U8 | None
    locks: tuple[Line, ...]


def draw(ink: Ink, settings: Settings) -> Contour:
    """The lines of a look without areas.

    Args:
        ink: what the network saw.
        settings: the user's knobs; weight, detail and background count.
    """
    _, _, unit = steep_size(ink)
    sheet = line.draw(ink, replace(settings, weight=1.0), STYLE)
    inked = steep(sheet, ink) > LEVEL
    hair = _hair(ink)
    found = features(ink, inked, unit)
    lines, half = outlines(inked, found, large(hair, inked.shape) > 0.5, ink, unit)
    if ink.coverage >= background.SMALLEST_SITTER:
        lines = closed(lines, hair, ink, unit)
    if ink.erased is not None:
        lines = lines & ~(large(ink.erased.astype(np.float32), lines.shape) > 0.5)
    pen = HALF_WIDTH * unit * settings.weight
    most = np.where(found.brows, SWELLING[-1], SWOLLEN)
    half = np.minimum(OF_INK * settings.weight * half, pen * most)
    height = np.maximum(_height(lines, half, pen), np.where(found.irises.dots, PUPIL, -pen))
    behind = None if sheet.behind is None else _behind(sheet.behind, lines.shape, pen, unit)
    return Contour(_inked(height, unit), behind, _locks(ink, hair, lines, settings, unit))


def _hair(ink: Ink) -> Field:
    if "hair" not in ink.channels:
        return np.zeros(ink.shape, np.float32)
    own: Field = ink.once("contour.hair", lambda ink: settled(ink, ink.channels["hair"]))
    return own


def _height(lines: Mask, half: Field, pen: float) -> Field:
    """How far inside lines each pixel lies, pixels; below 0 outside."""
    height = pen - away(lines)
    for share in SWELLING:
        swollen = lines & (half > share * pen - 0.1 * pen)
        if swollen.any():
            height = np.maximum(height, share * pen - away(swollen))
    return height


def _inked(height: Field, unit: float) -> U8:
    import cv2

    near = np.clip(height, -4 * unit, 4 * unit)
    smooth = cv2.GaussianBlur(near, (0, 0), SMOOTHING * unit)
    return np.asarray(255 * np.clip(0.5 + SHARPNESS * smooth, 0, 1), np.uint8)


def _behind(scene: Field, shape: tuple[int, ...], pen: float, unit: float) -> U8:
    thin = middles(large(scene, shape) > BEHIND, round(BEHIND_TURNS * unit), unit)
    return _inked(pen - away(longer(thin, SHORTEST * unit)), unit)


def _locks(ink: Ink, hair: Field, lines: Mask, settings: Settings, unit: float) -> tuple[Line, ...]:
    """Locks where no other line is near."""
    import cv2

    region = hair * background.sitter(ink)
    if ink.erased is not None:
        region = region * ~ink.erased
    found = locks(ink, region, settings.detail)
    taken = cv2.dilate(lines.astype(np.uint8), disc(APART * unit)) > 0
    scale = unit / ink.pitch / ink.scale
    width = 2 * HALF_WIDTH * settings.weight * ink.pitch * ink.scale
    return tuple(line_of(part, width) for part in free(found, taken, scale))
