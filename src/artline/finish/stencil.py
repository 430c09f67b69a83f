"""Masses alone, two-tone and connected: to cut out, to spray, to print in one pull."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.fields.blur import blur
from artline.fields.components import components, drop_small
from artline.fields.morphology import dilate
from artline.finish import background, tone
from artline.finish.sheet import CutSheet
from artline.nouns import Ink
from artline.options import Settings

SMALLEST_PART = 60.0
"""Smaller pieces, in square pixels of a pass, are too small to cut."""
BRIDGE = 4.5
"""Width of a bridge that holds an island of paper, in pixels of a pass."""
MOST_ROUNDS = 8
LEVELS = (0.42, 0.46, 0.5, 0.54)
"""Ink, 0..1, at which paper must hang together: around the half at which the outline will lie once
it is smoothed and enlarged."""
RIM = 1.5
"""Width around a fallen island that is filled with it, in pixels of a pass."""
STURDIEST = 1.6
"""How far a telling line is thickened so that it can be cut, in pixels of a pass."""


def draw(ink: Ink, settings: Settings) -> CutSheet:
    """Black shapes whose paper hangs together: no island falls out when the black is cut away.

    Args:
        ink: what the network saw.
        settings: the user's knobs; `background` "keep" keeps what lies around the sitter.

    Returns:
        The sheet, at working size.
    """
    pitch = ink.pitch
    black = tone.masses(ink, settings.shade)
    line = ink.channels["line"] - np.float32(0.1 - 0.2 * settings.detail)
    sturdy = dilate(line, STURDIEST * settings.weight * pitch)
    field = blur(np.maximum(black, sturdy), 1.1 * pitch)
    if settings.background != "keep":
        shown = background.sitter(ink)
        field = np.minimum(field, shown)
    solid = drop_small(field > 0.5, SMALLEST_PART * pitch * pitch)
    solid = ~_bridged(~solid, SMALLEST_PART * pitch * pitch, BRIDGE * pitch)
    field = np.where(solid, np.maximum(field, 0.75), np.minimum(field, 0.25))
    return CutSheet(_held(blur(field.astype(np.float32), 0.8 * pitch), pitch))


def _bridged(paper: NDArray[np.bool_], area: float, width: float) -> NDArray[np.bool_]:
    """Paper whose islands are joined by bridges, or given up where too small.

    What only hangs by a thin neck counts as an island too, and a bridge may end on such a neck,
    so this is done until one piece is left.
    """
    kept = drop_small(paper, area)
    for _ in range(MOST_ROUNDS):
        sturdy = _sturdy(kept)
        parts, count = components(sturdy)
        if count < 2:
            break
        bridged = _with_bridges(kept, parts, count, width)
        if np.array_equal(bridged, kept):
            break  # the bridges are there already, and would be drawn again and again
        kept = bridged
    return kept


def _held(field: NDArray[np.float32], pitch: float) -> NDArray[np.float32]:
    """The field without the islands of paper that smoothing cuts off: they become black."""
    for level in LEVELS:
        paper = np.pad(field < level, 1, constant_values=True)  # what reaches the rim is held
        parts, _ = components(paper)
        fallen = (paper & (parts != parts[0, 0]))[1:-1, 1:-1]
        field = np.maximum(field, 0.75 * dilate(fallen.astype(np.float32), RIM * pitch))
    return field


def _sturdy(paper: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Paper without its thinnest necks, which would tear."""
    import cv2

    plain = paper.astype(np.uint8)
    return np.asarray(cv2.erode(plain, np.ones((3, 3), np.uint8), borderValue=1), bool)


def _with_bridges(
    paper: NDArray[np.bool_], parts: NDArray[np.int32], count: int, width: float
) -> NDArray[np.bool_]:
    """`paper` with all its pieces joined by as little bridge as possible.

    The bridges are the minimum spanning tree of the pieces (Kruskal 1956).
    """
    import cv2

    drawn = paper.astype(np.uint8)
    tree = list(range(count + 1))

    def root(piece: int) -> int:
        while tree[piece] != piece:
            piece = tree[piece]
        return piece

    columns = paper.shape[1]
    for start, end in _shortest_ways(parts):
        one, other = root(int(parts.flat[start])), root(int(parts.flat[end]))
        if one != other:
            tree[one] = other
            ends = [(place % columns, place // columns) for place in (start, end)]
            cv2.line(drawn, ends[0], ends[1], 1, thickness=max(1, round(width)))
    return drawn.astype(bool)


def _shortest_ways(parts: NDArray[np.int32]) -> list[tuple[int, int]]:
    """For every two neighbouring pieces the shortest way through the black, shortest first.

    Neighbours are pieces whose Voronoi cells touch; the way is between the two pixels that are
    nearest to where they touch. Each is a pair of places in the flattened array.
    """
    import cv2

    # the names tell, for every pixel, which pixel of a piece is nearest
    far, names = cv2.distanceTransformWithLabels(
        (parts == 0).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    on_piece = np.flatnonzero(parts)
    place = np.zeros(on_piece.size + 1, np.intp)
    place[names.ravel()[on_piece]] = on_piece
    piece = parts.ravel()[place][names]
    found = []
    for here, there in ((np.s_[:, :-1], np.s_[:, 1:]), (np.s_[:-1], np.s_[1:])):
        touch = piece[here] != piece[there]
        length = far[here][touch] + far[there][touch]
        found.append((length, place[names[here][touch]], place[names[there][touch]]))
    length, start, end = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.argsort(length, kind="stable")
    start, end = start[order], end[order]
    pairs = np.sort(np.stack([parts.ravel()[start], parts.ravel()[end]]), axis=0)
    first = np.sort(np.unique(pairs, axis=1, return_index=True)[1])
    return [(int(start[k]), int(end[k])) for k in first]
