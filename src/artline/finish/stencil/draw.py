"""Masses alone, two-tone and connected: to cut out, to spray, to print in one pull.

Black is what is cut away; paper is the sheet. So an island is paper that black surrounds: it would
fall out. Ink is made broad enough to be cut, paper too narrow to hold is given up, and what is
left is one piece: islands hang on bridges (`bridges`), and a rim is left around the picture.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.components import components, drop_small
from artline.fields.morphology import Field, disc
from artline.fields.thinning import thinned
from artline.finish import line
from artline.finish.stencil.bridges import eyes_of, joined
from artline.finish.stencil.combed import combed
from artline.finish.traced import steep, steep_size
from artline.nouns import Ink
from artline.options import Settings

Mask = NDArray[np.bool_]
U8 = NDArray[np.uint8]

STYLE = line.LineStyle()
"""Drawn as look `ink` is, before it is made fit for cutting."""
LEVEL = 110
"""Ink, of 255, from which it is cut away."""
RIM = 0.015
"""Paper left around the picture, as a share of its shorter side."""
STURDY = 1.5
"""Half the width, pixels of a pass, of the thinnest ink that is cut."""
STURDY_FACE = 1.2
"""The same in faces as high as USUAL_FACE; in smaller ones it is as much smaller."""
USUAL_FACE = 160.0
"""Height of a face's box, pixels of a pass."""
LEAST_FACE = 0.6
"""Share of that height below which ink is not thinner still."""
NARROWEST = 0.9
"""Half the width, pixels of a pass, of paper that holds."""
IN_EYE = 0.45
"""The same in eyes."""
SMALLEST = 60.0
"""Smaller pieces of ink, square pixels of a pass, are too small to cut."""
IN_FACE = 14.0
"""The same in faces."""
ISLAND = 40.0
"""Smaller islands of paper, square pixels of a pass, are given up."""
IN_EYES = 3.0
"""The same in eyes."""
SMOOTHING = 0.6
"""Gaussian over edges, pixels of a pass."""
STEEPNESS = 4.0
"""Slope of the edges afterwards, as a multiple."""


def draw(ink: Ink, settings: Settings) -> U8:
    """Black shapes whose paper hangs together: nothing falls out when the black is cut away.

    Args:
        ink: what the network saw.
        settings: the user's knobs; `background` "keep" keeps what lies around the sitter.

    Returns:
        uint8 h×w at the size to trace (`traced.steep_size`), 255 = black; its outlines at one half
        leave the paper in one piece.
    """
    _, _, unit = steep_size(ink)
    black = _within_rim(combed(_inked(ink, settings), ink) > LEVEL)
    fineness = _large(_fineness(ink), black.shape)
    face = fineness > 0
    eyes = _large(eyes_of(ink), black.shape) > 0.5
    black = _sturdy(black, fineness, eyes, unit * settings.weight)
    black = _without_small(black, SMALLEST, IN_FACE, face, unit)
    paper = joined(_holding(~black, eyes, unit), ink, unit)
    black = _without_small(~paper, SMALLEST, IN_FACE, face, unit)
    return _held(_smooth(black, unit))


def _inked(ink: Ink, settings: Settings) -> U8:
    """What look `ink` draws, the background as dark as the sitter, at the size to trace."""
    sheet = line.draw(ink, settings, STYLE)
    drawn = steep(sheet, ink)
    if sheet.behind is None:
        return drawn
    height, width = drawn.shape
    behind = _large(sheet.behind, (height, width))
    return np.maximum(drawn, np.asarray(255 * np.clip(behind, 0, 1), np.uint8))


def _large(field: Field, shape: tuple[int, ...]) -> Field:
    import cv2

    large = cv2.resize(field, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(large, np.float32)


def _within_rim(black: Mask) -> Mask:
    rim = max(1, round(RIM * min(black.shape)))
    inside = np.zeros_like(black)
    inside[rim:-rim, rim:-rim] = black[rim:-rim, rim:-rim]
    return inside


def _opened(mask: Mask, radius: float) -> Mask:
    """What discs of a radius, in pixels, fit into."""
    import cv2

    plain = np.pad(mask.astype(np.uint8), 1, mode="edge")
    made = cv2.morphologyEx(plain, cv2.MORPH_OPEN, disc(radius))
    return np.asarray(made[1:-1, 1:-1] > 0)


def _fineness(ink: Ink) -> Field:
    """How fine lines may be in faces, as a share of those in a usual one, 0..1; 0 elsewhere."""
    h, w = ink.shape
    made = np.zeros(ink.shape, np.float32)
    for face in ink.faces:
        top, bottom = (round(float(np.clip(y, 0, 1)) * h) for y in (face.top, face.bottom))
        left, right = (round(float(np.clip(x, 0, 1)) * w) for x in (face.left, face.right))
        own = (bottom - top) / (USUAL_FACE * ink.pitch)
        made[top:bottom, left:right] = np.clip(own, LEAST_FACE, 1)
    return made


def _sturdy(black: Mask, fineness: Field, eyes: Mask, unit: float) -> Mask:
    """Ink whose lines, but for those in eyes, are broad enough; `unit` is of the pen."""
    import cv2

    middles = thinned(black, round(STURDY * unit)) & ~eyes
    away = cv2.distanceTransform((~middles).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
    least = np.where(fineness > 0, np.float32(STURDY_FACE) * fineness, np.float32(STURDY))
    return np.asarray(black | (away < np.float32(unit) * least))


def _holding(paper: Mask, eyes: Mask, unit: float) -> Mask:
    """Paper that is nowhere too narrow or too small to hold."""
    broad = np.where(eyes, _opened(paper, IN_EYE * unit), _opened(paper, NARROWEST * unit))
    return _without_small(broad, ISLAND, IN_EYES, eyes, unit)


def _without_small(mask: Mask, area: float, within: float, place: Mask, unit: float) -> Mask:
    """A mask without its small pieces; those that reach into `place` may be smaller."""
    square = unit * unit
    sure = drop_small(mask, within * square)
    return drop_small(sure, area * square, keep=place & sure)


def _smooth(black: Mask, unit: float) -> U8:
    import cv2

    soft = cv2.GaussianBlur(black.astype(np.float32), (0, 0), SMOOTHING * unit)
    return np.asarray(255 * np.clip(STEEPNESS * (soft - 0.5) + 0.5, 0, 1), np.uint8)


def _held(cover: U8) -> U8:
    """The cover without crumbs of paper that smoothing has cut off."""
    paper = cover < 128
    parts, _ = components(paper)
    return np.where(paper & (parts != parts[0, 0]), np.uint8(255), cover)
