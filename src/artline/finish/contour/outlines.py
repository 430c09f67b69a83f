"""Ink as lines: the middles of what is narrow, the outlines of areas; no line has two sides."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.components import drop_small
from artline.fields.morphology import Field, disc
from artline.finish import background
from artline.finish.contour.features import Features
from artline.finish.contour.middles import along_border, away, border, depth, longer, middles
from artline.nouns import Ink

Mask = NDArray[np.bool_]

GAP = 2.4
"""Radius, pixels of a pass, of the disc that closes the ink of hair, brows and dark lips."""
HOLE = 25.0
"""Smaller holes in ink, square pixels of a pass, are no holes."""
BROAD = 4.5
"""Radius, pixels of a pass, of the disc that an area holds."""
BROAD_IN_FACE = (5.0, 0.036, 8.5)
"""The same in faces: at least, in heights of the face, and at most."""
SMALLEST_AREA = 150.0
"""Smaller areas, square pixels of a pass, are drawn as lines."""
SMALLEST_IN_FACE = 0.006
"""The same in faces, in squares of the largest face's height."""
LIPS_MARGIN = 2.5
"""Pixels of a pass around dark lips where their outline is the only line."""
SPREAD = 1.5
"""Pixels of a pass that an area reaches beyond what such discs cover."""
LEAST = 2.2
"""Radius, pixels of a pass, of the disc that all parts of an area hold."""
ROUNDING = 1.6
"""Gaussian over the outline of areas, pixels of a pass."""
SHORTEST = 5.0
"""Shortest line, pixels of a pass."""
SHORTEST_IN_HAIR = 12.0
"""The same at the edge of hair."""
RIM_OF_HAIR = (3.0, 4.5)
"""Pixels of a pass from the edge of hair where lines, and outlines of areas, are its silhouette."""
SHORTEST_OUTLINE = 16.0
"""Shortest outline of an area, pixels of a pass."""
OPEN = ((6.0, 9.0), (6.0, 14.0))
"""Of the sitter's outline and of the hair's: how far from any line it is open, and the shortest
piece that is closed, pixels of a pass."""
BRUSHED = 4.0
"""Pixels of a pass along the edge of what the user claimed where no outline is closed."""
SMOOTH_OUTLINE = 2.0
"""Gaussian over these outlines, pixels of a pass."""


def outlines(inked: Mask, found: Features, hair: Mask, ink: Ink, unit: float) -> tuple[Mask, Field]:
    """Lines for ink, one pixel wide.

    Args:
        inked: bool h×w.
        found: the features of faces.
        hair: bool h×w.
        ink: what was seen; its faces count.
        unit: pixels for one of a pass.

    Returns:
        The lines, bool h×w; and at those along middles half the width of their ink, elsewhere 0,
        float32 h×w, pixels.
    """
    face = large(background.faces(ink).astype(np.float32), inked.shape) > 0.5
    combed = hair & ~found.faces
    black = _whole(inked & ~found.irises.instead, found, combed, unit)
    areas = _areas(black, face, found, ink, unit)
    turns = round(_broadest(ink) * unit) + 1
    around = _spread(areas, unit) | _spread(found.lips, LIPS_MARGIN * unit)
    thin = middles(black, turns, unit) & ~around
    within = depth(hair)
    rim, rim_of_areas = (limit * unit for limit in RIM_OF_HAIR)
    kept = longer(thin & ~combed, SHORTEST * unit)
    kept |= longer(thin & combed & (within < rim), SHORTEST_IN_HAIR * unit)
    kinds = np.where(areas, np.where(found.lips, 3, np.where(hair, 1, 2)), 0)
    edges = border(kinds) & ~(combed & (within > rim_of_areas))
    edges = longer(edges, SHORTEST_OUTLINE * unit)
    half = np.where(kept, depth(black), 0).astype(np.float32)
    return kept | edges | found.irises.rings | found.mouths, half


def closed(lines: Mask, hair: Field, ink: Ink, unit: float) -> Mask:
    """Lines, and where they leave the outline of the sitter or of hair open, that outline.

    Args:
        lines: bool h×w, one pixel wide.
        hair: float32 h×w at working size, 0..1.
        ink: what was seen; the sitter counts.
        unit: pixels of `lines` for one of a pass.
    """
    import cv2

    sitter = background.sitter(ink)
    own = ~_brushed(ink, lines.shape, BRUSHED * unit)
    for region, (gap, least) in zip((sitter, hair * sitter), OPEN, strict=True):
        smooth = cv2.GaussianBlur(large(region, lines.shape), (0, 0), SMOOTH_OUTLINE * unit)
        edge = border(smooth > 0.5)
        missing = longer(edge & own & (away(lines) > gap * unit), least * unit)
        lines = lines | along_border(missing, edge, round(gap * unit))
    return lines


def large(field: Field, shape: tuple[int, ...]) -> Field:
    """A field at another size."""
    import cv2

    size = (shape[1], shape[0])
    return np.asarray(cv2.resize(field, size, interpolation=cv2.INTER_LINEAR), np.float32)


def _brushed(ink: Ink, shape: tuple[int, ...], reach: float) -> Mask:
    """Along the edge of what the user claimed by hand, which is no outline of anybody."""
    import cv2

    if ink.claimed is None:
        return np.zeros(shape, bool)
    edge = border(large(ink.claimed.astype(np.float32), shape) > 0.5)
    return np.asarray(cv2.dilate(edge.astype(np.uint8), disc(reach)) > 0)


def _whole(inked: Mask, found: Features, combed: Mask, unit: float) -> Mask:
    """Ink without pinholes; in hair, brows and dark lips without slits."""
    import cv2

    close = cv2.morphologyEx(inked.astype(np.uint8), cv2.MORPH_CLOSE, disc(GAP * unit)) > 0
    black = np.where(combed | found.brows | found.lips, close, inked)
    filled = ~drop_small(~black, HOLE * unit * unit)
    return np.where(found.irises.instead, black, filled)


def _broadest(ink: Ink) -> float:
    """Radius, pixels of a pass, of the disc that an area in a face holds."""
    least, share, most = BROAD_IN_FACE
    return min(max(share * _tall(ink), least), most)


def _tall(ink: Ink) -> float:
    """Height of the largest face, pixels of a pass."""
    heights = [face.bottom - face.top for face in ink.faces]
    return max(heights, default=0.0) * ink.shape[0] / ink.pitch


def _areas(black: Mask, face: Mask, found: Features, ink: Ink, unit: float) -> Mask:
    """What is broader than lines, its outline rounded."""
    import cv2

    plain = black.astype(np.uint8)
    inside, outside = (
        cv2.morphologyEx(plain, cv2.MORPH_OPEN, disc(radius * unit)) > 0
        for radius in (_broadest(ink), BROAD)
    )
    free = ~found.brows & ~found.lips
    least = max(SMALLEST_AREA, SMALLEST_IN_FACE * _tall(ink) ** 2)
    core = drop_small(inside & free, least * unit * unit) & face
    core |= drop_small(outside & free & ~face, SMALLEST_AREA * unit * unit)
    spread = cv2.bitwise_and(cv2.dilate(core.astype(np.uint8), disc(SPREAD * unit)), plain)
    opened = cv2.morphologyEx(spread, cv2.MORPH_OPEN, disc(LEAST * unit)) > 0
    whole = opened | found.lips
    smooth = cv2.GaussianBlur(whole.astype(np.float32), (0, 0), ROUNDING * unit) > 0.5
    return ~drop_small(~smooth, SMALLEST_AREA * unit * unit)


def _spread(areas: Mask, radius: float) -> Mask:
    import cv2

    return np.asarray(cv2.dilate(areas.astype(np.uint8), disc(radius)) > 0)
