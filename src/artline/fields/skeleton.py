"""Lines one pixel wide as edges between junctions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Points = NDArray[np.float64]

# East, south, west, north, then the diagonals south-east, south-west, north-west, north-east.
_STEPS = ((0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, -1), (-1, 1))
# A diagonal neighbour counts only where neither of the two beside it is set.
_BESIDE = {4: (0, 1), 5: (1, 2), 6: (2, 3), 7: (3, 0)}


@dataclass(slots=True)
class Edge:
    """A piece of skeleton between two nodes.

    Attributes:
        points: float64 N×2, x and y of its pixels from the node at its start to that at its end.
        start: number of the node at its start, -1 on a loop without a node.
        end: number of the node at its end, -1 on a loop without a node.
    """

    points: Points
    start: int
    end: int

    @property
    def length(self) -> float:
        """Length in pixels."""
        return float(np.hypot(*np.diff(self.points, axis=0).T).sum())


def edges_of(skeleton: Mask) -> list[Edge]:
    """The skeleton cut at its junctions.

    Neighbours are mixed: a diagonal step counts only where there is no way round the corner, so
    that a bend is no junction (m-adjacency, Rosenfeld 1970). Junction pixels that touch are one
    node, at their middle.
    """
    rows, columns = np.nonzero(skeleton)
    if not len(rows):
        return []
    neighbours = _neighbours(skeleton, rows, columns)
    degree = (neighbours >= 0).sum(axis=1)
    at = np.stack([columns, rows], 1).astype(np.float64) + 0.5
    node, centres = _nodes(neighbours, degree, at)
    return _walk(neighbours.tolist(), node.tolist(), at, centres)


def _neighbours(
    skeleton: Mask, rows: NDArray[np.intp], columns: NDArray[np.intp]
) -> NDArray[np.intp]:
    """n×8: number of the pixel in each direction, -1 where none counts."""
    number = np.full((skeleton.shape[0] + 2, skeleton.shape[1] + 2), -1, np.intp)
    number[rows + 1, columns + 1] = np.arange(len(rows))
    found = np.stack([number[rows + 1 + dy, columns + 1 + dx] for dy, dx in _STEPS], 1)
    for diagonal, (one, other) in _BESIDE.items():
        found[(found[:, one] >= 0) | (found[:, other] >= 0), diagonal] = -1
    return found


def _nodes(
    neighbours: NDArray[np.intp], degree: NDArray[np.intp], at: Points
) -> tuple[NDArray[np.intp], Points]:
    """Number of each pixel's node (-1 for none), and where the nodes are."""
    special = degree != 2
    n = len(degree)
    of, to = np.nonzero(neighbours >= 0)
    to = neighbours[of, to]
    joined = (degree[of] > 2) & (degree[to] > 2)
    parts = _least_reached(of[joined], to[joined], n)
    names, node = np.unique(parts[special], return_inverse=True)
    result = np.full(n, -1, np.intp)
    result[special] = node
    counts = np.bincount(node, minlength=len(names))[:, None]
    sums = np.stack([np.bincount(node, at[special, k], len(names)) for k in (0, 1)], 1)
    return result, sums / np.maximum(counts, 1)


def _least_reached(of: NDArray[np.intp], to: NDArray[np.intp], count: int) -> NDArray[np.intp]:
    """The lowest number that each of `count` pixels is joined with; `of` to `to`, both ways."""
    parts = np.arange(count)
    while True:
        before = parts.copy()
        np.minimum.at(parts, of, before[to])
        if np.array_equal(parts, before):
            return parts


def _walk(neighbours: list[list[int]], node: list[int], at: Points, centres: Points) -> list[Edge]:
    links = [[other for other in row if other >= 0] for row in neighbours]
    seen = [False] * len(links)
    edges = []
    for first, name in enumerate(node):
        if name < 0:
            continue
        for second in links[first]:
            if node[second] >= 0:
                # two nodes side by side: met from both sides, made an edge once
                if node[second] != name and first < second:
                    edges.append(_edge([], name, node[second], at, centres))
                continue
            if not seen[second]:
                pixels = _follow((first, second), links, node, seen)
                edges.append(_edge(pixels[:-1], name, node[pixels[-1]], at, centres))
    for first, name in enumerate(node):
        if name < 0 and not seen[first]:
            seen[first] = True
            pixels = _follow((first, links[first][0]), links, node, seen, stop=first)
            edges.append(Edge(at[[first, *pixels]], -1, -1))
    return [*edges, *_dots(links, node, centres)]


def _follow(
    step: tuple[int, int],
    links: list[list[int]],
    node: list[int],
    seen: list[bool],
    stop: int = -1,
) -> list[int]:
    """Pixels after a first step from one to another, on to the next node or round to `stop`."""
    before, here = step
    pixels = [here]
    while node[here] < 0 and here != stop:
        seen[here] = True
        one, other = links[here]
        before, here = here, other if one == before else one
        pixels.append(here)
    return pixels


def _edge(pixels: list[int], start: int, end: int, at: Points, centres: Points) -> Edge:
    return Edge(np.concatenate([centres[[start]], at[pixels], centres[[end]]]), start, end)


def _dots(links: list[list[int]], node: list[int], centres: Points) -> list[Edge]:
    """Pixels without any neighbour."""
    alone = [node[k] for k, others in enumerate(links) if not others]
    return [Edge(centres[[name, name]], name, name) for name in alone]
