"""Black masses: told from lines, then hatched along the flow, outlined or filled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.fields.components import drop_small
from artline.fields.morphology import disc
from artline.strokes.hatch import hatched
from artline.strokes.path import Mask, Path, runs
from artline.strokes.trace import smoothed

WIDEST_LINE = 0.016
"""Width of ink above which it is a mass, in long sides of the picture."""

WIDEST_IN_FACE = 5.0
"""Width of ink above which it is a mass in a face, in widths of the pen."""

IN_FACE = 1.0
"""Distance between lines of the pen in faces, in its widths."""

HATCH = 1.3
"""Distance between hatching lines beside the face, in widths of the pen."""

FAR_HATCH = 2.4
"""Distance between hatching lines far from all faces, in widths of the pen."""

WIDEST_HATCH = 6.0
"""Distance between hatching lines of light areas, at most, in widths of the pen."""

FILL = 0.85
"""Distance between the lines of a filled mass, in widths of the pen."""

INSIDE = 0.8
"""Distance of hatching from the outline, in widths of the pen."""

FRAME = 2.0
"""Distance to the picture's frame within which an edge is no outline, pixels."""

LEAST = 8
"""Points of an edge below which it is no outline."""

SMALL = 50.0
"""Side of a square in widths of the pen: in a face, masses of less area are filled."""

KNOT = 1.2
"""Largest area of a blot where lines meet, which is no mass, in squares of the widest line."""

KNOT_IN_FACE = 2.5
"""Largest area of a blot where lines meet in a face, in squares of the widest line there."""


Field = NDArray[np.float32]


def parted(ink: Mask, faces: Mask, pen: float) -> tuple[Mask, Mask]:
    """Lines and masses of a drawing: a mass is what a disc as wide as the widest line fits into.

    Args:
        ink: bool H×W.
        faces: bool H×W, where lines are narrower: lids, pupils and lips are masses there.
        pen: width of the pen in pixels.

    Returns:
        Both bool H×W; together they are the ink, but for the crumbs between them.
    """
    import cv2

    radius = max(2, round(WIDEST_LINE / 2 * max(ink.shape)))
    fine = min(radius, max(2, round(WIDEST_IN_FACE / 2 * pen)))
    wide = _opened(ink, radius, KNOT) | (_opened(ink, fine, KNOT_IN_FACE) & faces)
    near = cv2.dilate(wide.astype(np.uint8), disc(2))
    masses = np.asarray((near > 0) & ink)
    rest = (ink & ~masses).astype(np.uint8)
    count, parts, stats, _ = cv2.connectedComponentsWithStats(rest, connectivity=8)
    touching = np.zeros(count, bool)
    beside = cv2.dilate(masses.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    touching[np.unique(parts[beside])] = True
    least = np.full(count, 2 * radius)
    least[np.unique(parts[faces])] = 2 * fine
    crumbs = touching & (stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1) < least)
    crumbs[0] = False
    return np.asarray((rest > 0) & ~crumbs[parts]), np.asarray(masses | crumbs[parts])


def _opened(ink: Mask, radius: int, knot: float) -> Mask:
    """Where a disc fits in, without knots."""
    import cv2

    padded = np.pad(ink, radius).astype(np.uint8)
    opened = cv2.morphologyEx(padded, cv2.MORPH_OPEN, disc(radius))[radius:-radius, radius:-radius]
    return drop_small(opened > 0, knot * (2 * radius) ** 2, corners=True)


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What masses lie in.

    Attributes:
        ink: bool H×W, all that is drawn there: where a line leaves a mass is no edge of it.
        angle: float32 H×W, direction of the hatching in radians from the x axis.
        apart: float32 H×W, distance between hatching lines, in widths of the pen.
        faces: bool H×W, where small masses are pupils and nostrils: hatching fills those.
    """

    ink: Mask
    angle: Field
    apart: Field
    faces: Mask


def paths(masses: Mask, ground: Ground, kind: str, pen: float) -> list[Path]:
    """Strokes for masses.

    Args:
        masses: bool H×W.
        ground: what they lie in.
        kind: "hatch", "outline", "fill" or "none".
        pen: width of the pen in pixels.

    Returns:
        Paths in pixels, inside the ink by half the pen's width.
    """
    import cv2

    if kind == "none" or not masses.any():
        return []
    depth = cv2.distanceTransform(ground.ink.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    inner = np.asarray(masses & (depth > 0.5 * pen + 0.5))
    if kind == "outline":
        return _outlines(inner, pen)
    if kind == "fill":
        dense = np.full(masses.shape, FILL * pen, np.float32)
        within = np.asarray(masses & (depth > pen))
        return _outlines(inner, pen) + hatched(within, ground.angle, dense, pen)
    small = _small(masses, ground.faces, pen)
    found = _rings(np.where(small, depth, 0), pen) + _outlines(inner & ~small, pen)
    within = np.asarray(masses & (depth > (0.5 + INSIDE) * pen) & ~small)
    return found + hatched(within, ground.angle, ground.apart * np.float32(pen), pen)


def _small(masses: Mask, faces: Mask, pen: float) -> Mask:
    """Masses of a face that hatching would not tell as dark."""
    import cv2

    count, parts, stats, _ = cv2.connectedComponentsWithStats(masses.astype(np.uint8))
    area = stats[:, cv2.CC_STAT_AREA]
    small = area < (SMALL * pen) ** 2
    small &= 2 * np.bincount(parts[faces], minlength=count) > area
    small[0] = False
    return np.asarray(small[parts])


def _rings(depth: Field, pen: float) -> list[Path]:
    """Outline within outline, until all is ink."""
    deepest = float(depth.max())
    levels = np.arange(0.5 * pen, max(deepest, 0.5 * pen + 0.5), FILL * pen)
    return [ring for level in levels for ring in _outlines(np.asarray(depth > level), pen)]


def _outlines(mask: Mask, pen: float) -> list[Path]:
    """The edges of a mask, but for the picture's own frame."""
    import cv2

    height, width = mask.shape
    rings, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    found = []
    for ring in rings:
        points = ring[:, 0].astype(np.float64) + 0.5
        framed = (points < FRAME).any(axis=1) | (points > (width - FRAME, height - FRAME)).any(1)
        if framed.any():
            points = np.roll(points, -int(framed.argmax()), axis=0)
            free = ~np.roll(framed, -int(framed.argmax()))
            pieces = [(points[run], False) for run in runs(free)]
        else:
            pieces = [(np.concatenate([points, points[:1]]), True)]
        for piece, closed in pieces:
            if len(piece) >= LEAST:
                smooth = smoothed(piece, 1.5, closed=closed)
                found.append(Path(smooth, np.full(len(smooth), pen), closed))
    return found
