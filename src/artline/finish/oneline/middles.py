"""Middles of lines, joined where they meet, without bumps and crumbs."""

from __future__ import annotations

from collections.abc import Sequence

from artline.fields.skeleton import Edge, edges_of
from artline.fields.thinning import thinned
from artline.finish.oneline.plate import HAIR, Mask, Plate, read
from artline.marks.net import APART, Piece
from artline.marks.oneline import STEP, evened, smoothed
from artline.nouns import Ink

TURNS = 25
"""Rims that thinning takes from a line, at most."""
SPUR = 5.0
"""Length below which a dead end is a bump of an outline, pixels of a pass."""
SHORTEST = (4.0, 14.0, 26.0)
"""Length of lines that hang together, at least, pixels of a pass: in faces, hair, and elsewhere."""
SMOOTH = 2.0
"""Gaussian along a line, points."""
HALF = 0.5
"""Share of a line in a face from which it is the face's."""


def middles(plate: Plate, mask: Mask, ink: Ink, shorter: float) -> list[Piece]:
    """Middles of lines, in pixels at working size.

    Args:
        plate: which the mask belongs to.
        mask: bool h×w, its lines.
        ink: whose hair says how short a line may be.
        shorter: what least lengths are multiplied by.
    """
    edges = edges_of(thinned(mask, TURNS))
    for _ in range(2):
        edges = _pruned(edges, SPUR * plate.unit)
    edges = _telling_edges(edges, plate, ink, shorter)
    found = []
    for edge in edges:
        line = edge.points if edge.start == APART else smoothed(edge.points, SMOOTH)
        even = evened(line / plate.scale, STEP * ink.pitch)
        found.append(Piece(even, edge.start, edge.end))
    return found


def _pruned(edges: Sequence[Edge], least: float) -> list[Edge]:
    """Without dead ends that leave a knot and are shorter than this."""
    count: dict[int, int] = {}
    for edge in edges:
        for knot in (edge.start, edge.end):
            count[knot] = count.get(knot, 0) + 1

    def bump(edge: Edge) -> bool:
        few, many = sorted((count[edge.start], count[edge.end]))
        return edge.start != APART and few == 1 and many >= 3 and edge.length < least

    return [edge for edge in edges if not bump(edge)]


def _telling_edges(edges: Sequence[Edge], plate: Plate, ink: Ink, shorter: float) -> list[Edge]:
    """Those of lines that are long enough for their place."""
    root: dict[int, int] = {}

    def whole(knot: int) -> int:
        while root.setdefault(knot, knot) != knot:
            knot = root[knot]
        return knot

    for edge in edges:
        if edge.start != APART:
            root[whole(edge.start)] = whole(edge.end)
    # a loop has no knot: it is a line of its own
    names = [whole(e.start) if e.start != APART else -2 - k for k, e in enumerate(edges)]
    lengths: dict[int, float] = {}
    for name, edge in zip(names, edges, strict=True):
        lengths[name] = lengths.get(name, 0.0) + edge.length
    hair = ink.channels.get("hair")
    kept = []
    for name, edge in zip(names, edges, strict=True):
        middle = edge.points[[len(edge.points) // 2]]
        least = SHORTEST[2]
        if read(plate.face, edge.points).mean() > HALF:
            least = SHORTEST[0]
        elif hair is not None and read(hair, middle / plate.scale)[0] > HAIR:
            least = SHORTEST[1]
        if edge.length > 1 and lengths[name] >= least * shorter * plate.unit:
            kept.append(edge)
    return kept
