"""Pen strokes side by side along a field of directions, as wide as tone asks for.

Strokes lie on the crests of a wave (`phases`), so that they are evenly spaced however the
directions turn. Each begins and ends where tone does, none exactly where its neighbour does, and
narrows there; at a border it is cut.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.marks.along import Lines
from artline.marks.canvas import box_around
from artline.marks.crests import crests
from artline.marks.grain import Grain
from artline.marks.phases import phases, ways_of
from artline.marks.taken import at
from artline.nouns import Line

Field = NDArray[np.float32]
Mask = NDArray[np.bool_]
Whole = NDArray[np.int64]

CELL = 0.7
"""Distance between the nodes of the wave's grid, in gaps where these are narrowest."""
MARGIN = 4.0
"""Pixels of a pass by which the grid reaches over the field's edge, so that strokes reach it."""
STEP = 1.5
"""Distance between the points of a stroke, pixels of a pass."""
LEAST = 7.0
"""Shortest stroke whose ends are free, pixels of a pass."""
LEAST_CUT = 3.0
"""Shortest stroke that a border cuts, pixels of a pass."""
FLANK = 8.0
"""Length over which a stroke narrows to a free end, pixels of a pass."""
FLANK_CUT = 1.6
"""The same at a border, and where dark meets light."""
ABRUPT = 2.2
"""Width near an end, in thinnest widths, from which dark meets light there."""
INWARD = 2
"""Points from an end at which that is looked up."""
FLANK_SHARE = 0.45
"""Share of a stroke's length over which it narrows, at most."""
FLANK_POWER = 0.7
"""1 is a straight flank; less is a fuller stroke."""
RAGGED = 0.15
"""Deviation of the width at which a stroke ends, as a share of it, so that ends form no line."""
RAGGED_POINTS = 5
"""Gaussian along a stroke, points, over which that deviation holds."""
WIDEST = 0.96
"""Width of a stroke, in gaps, at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Strokes of one direction; fields are float32 h×w.

    Attributes:
        way: their direction.
        gap: pixels from one to the next.
        cover: width in gaps, 0..1.
        thinnest: width in gaps below which nothing is drawn.
        part: whole numbers; a stroke stays within one part, and there is none where it is 0.
    """

    way: Grain
    gap: Field
    cover: Field
    thinnest: float
    part: Field


def hatched(layer: Layer, unit: float, scale: float, seed: int) -> tuple[Line, ...]:
    """The strokes of a layer.

    Args:
        layer: what they follow.
        unit: pixels of the fields for one of a pass.
        scale: pixels of the photo for one of the fields.
        seed: of what differs from stroke to stroke; any number.
    """
    if not ((layer.cover > layer.thinnest) & (layer.part > 0)).any():
        return ()
    lines = _courses(layer, unit).even(STEP * unit, LEAST_CUT * unit).smooth()
    height, width = layer.cover.shape
    frame = np.array([width, height], np.float32)
    x, y = lines.points.T[:, None]
    cover, gap, part = (at(f, x, y)[0] for f in (layer.cover, layer.gap, layer.part))
    part[~_on_paper(lines.points, frame)] = 0
    wanted = (part > 0) & (cover * _ragged(len(cover), seed) > layer.thinnest)
    first, beyond = _runs(wanted, lines.number, part)
    on, cuts = _ends(first, beyond, lines.number, part)
    least = np.where(cuts.any(0), LEAST_CUT, LEAST) / STEP
    kept = beyond - first >= np.maximum(least, 3)
    first, beyond, on, cuts = first[kept], beyond[kept], on[:, kept], cuts[:, kept]
    dark = cover[np.stack([first + INWARD, beyond - 1 - INWARD])] > ABRUPT * layer.thinnest
    widths = np.clip(cover, layer.thinnest, WIDEST) * gap
    widths *= _narrowed(first, beyond, cuts | (on & dark), len(widths))
    points = ((np.clip(lines.points + 0.5, 0, frame)) * scale).astype(np.float32)
    widths = (widths * scale).astype(np.float32)
    return tuple(
        Line(points[a:b], widths[a:b], "line", whole=True)
        for a, b in zip(first.tolist(), beyond.tolist(), strict=True)
    )


def _courses(layer: Layer, unit: float) -> Lines:
    """The lines on which strokes may lie, in pixels of the fields, over the edge too."""
    import cv2

    wanted = (layer.cover > 0.5 * layer.thinnest) & (layer.part > 0)
    cell = CELL * float(layer.gap[wanted].min())
    rim = int(np.ceil(MARGIN * unit))
    box = box_around(wanted, rim)
    h, w = (side + 2 * rim for side in wanted[box].shape)
    rows, columns = (max(round(side / cell), 2) for side in (h, w))

    def coarse(field: Field) -> Field:
        padded = np.pad(field[box], rim, mode="edge")
        small = cv2.resize(padded, (columns, rows), interpolation=cv2.INTER_AREA)
        return np.asarray(small, np.float32)

    way = layer.way
    twice = way.across**2 - way.down**2, 2 * way.across * way.down
    grid = Grain.of_twice(*(coarse(field) for field in twice))
    turns = np.float32(2 * np.pi * w / columns) / coarse(layer.gap)
    ways = ways_of(grid.across, grid.down, turns)
    found = crests(phases(ways), ways, coarse(wanted.astype(np.float32)) > 0)
    step = np.array([w / columns, h / rows])
    corner = np.array([box[1].start, box[0].start]) - rim - 0.5
    return Lines(((found.points + 0.5) * step + corner).astype(np.float32), found.counts)


def _on_paper(points: Field, frame: Field) -> Mask:
    """Points within the frame, and those next to them, so that strokes reach its edge."""
    found = np.asarray(((points > -0.5) & (points < frame - 0.5)).all(1), bool)
    found[1:-1] |= found[:-2] | found[2:]
    return found


def _ragged(count: int, seed: int) -> Field:
    """About 1 at every point, changing slowly along a stroke and differing between strokes."""
    import cv2

    noise = np.random.default_rng(seed).standard_normal((count, 1)).astype(np.float32)
    smooth = cv2.GaussianBlur(noise, (1, 0), sigmaX=1e-3, sigmaY=RAGGED_POINTS)
    # a Gaussian leaves noise the root of 1 / (2 sigma root pi) of its deviation
    found = 1 + RAGGED * np.sqrt(2 * RAGGED_POINTS * np.sqrt(np.pi)) * smooth
    return np.asarray(found, np.float32).reshape(-1)


def _runs(chosen: Mask, number: Whole, part: Field) -> tuple[Whole, Whole]:
    """Where each stretch of chosen points of a line within a part begins, and where it is over."""
    place = np.flatnonzero(chosen)
    if not len(place):
        return place, place
    parted = (np.diff(place) > 1) | (np.diff(number[place]) > 0) | (np.diff(part[place]) != 0)
    first = place[np.concatenate([[True], parted])]
    last = place[np.concatenate([parted, [True]])]
    return first, last + 1


def _ends(first: Whole, beyond: Whole, number: Whole, part: Field) -> tuple[Mask, Mask]:
    """Of both ends of every stroke: whether its line goes on, and whether a border cuts it.

    Where a line itself is over, between two others, the stroke's end is free.
    """
    whose, where = np.concatenate([[-1], number, [-1]]), np.concatenate([[0], part, [0]])
    ends, outer = np.stack([first, beyond - 1]), np.stack([first, beyond + 1])
    on = whose[outer] == number[ends]
    return on, on & (where[outer] != part[ends])


def _narrowed(first: Whole, beyond: Whole, cuts: Mask, count: int) -> Field:
    """0..1 at each of `count` points: 1 within a stroke, falling towards its ends.

    `cuts`, bool 2×n, says which ends are cut.
    """
    lengths = beyond - first
    of = np.repeat(np.arange(len(first)), lengths)
    within = np.arange(len(of)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    share = np.ones(len(of))
    for away, cut in zip((within, lengths[of] - 1 - within), cuts, strict=True):
        flank = np.where(cut, FLANK_CUT, FLANK) / STEP
        flank = np.minimum(flank, FLANK_SHARE * lengths).clip(1)
        share = np.minimum(share, (away + np.where(cut, 0.5, 0)[of]) / flank[of])
    found = np.zeros(count, np.float32)
    found[first[of] + within] = share**FLANK_POWER
    return found
