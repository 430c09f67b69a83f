"""The stroke graph: spurs pruned, edges joined across junctions as a pen would go.

Each end of an edge is a *half-edge*: 2e where edge e begins, 2e+1 where it ends. Joining means
pairing half-edges; a stroke goes from pair to pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from artline.fields.skeleton import Edge
from artline.strokes.path import Points

SHORTEST_BRIDGE = 1.0
"""Length below which an edge between two junctions belongs to one thick crossing, local widths."""

SPUR = 1.0
"""Length below which a dead end is a bump of an outline, in widths of the line that it leaves."""

STUB = 2.0
"""Length below which a dead end is no line, in its own widths."""

SHARPEST = 0.0
"""Cosine of the turn between two edges at a node above which they are one stroke."""

SHARED = 3.0
"""Longest edge that two crossing lines share, in local widths: each is drawn through it."""

STRAIGHT = 0.7
"""Cosine of the turn into a shared edge above which a line is drawn through it."""

SIGHT = 3.0
"""Length over which an edge's direction at its end is taken, in local widths."""


class Graph:
    """Edges between nodes, and which half-edge goes on into which.

    Args:
        edges: from `skeleton.edges_of`; loops without nodes stay apart.
        width_at: local width in pixels at points N×2.
    """

    def __init__(self, edges: Sequence[Edge], width_at: Points) -> None:
        self._width_map = width_at
        self.loops = [edge for edge in edges if edge.start < 0]
        self.edges = _pruned(_contracted([e for e in edges if e.start >= 0], self), self)
        self.pairs = self._paired()

    def width(self, at: Points) -> float:
        """Local width at a point, pixels."""
        h, w = self._width_map.shape
        x, y = min(max(int(at[0]), 0), w - 1), min(max(int(at[1]), 0), h - 1)
        return max(1.0, float(self._width_map[y, x]))

    def strokes(self) -> list[tuple[Points, bool]]:
        """Points of every stroke, and whether it is closed."""
        done: set[int] = set()
        found = []
        starts = [h for h in range(2 * len(self.edges)) if h not in self.pairs]
        for half in [*starts, *range(0, 2 * len(self.edges), 2)]:
            if half // 2 not in done:
                found.append(self._stroke(half, done))
        found += [(np.concatenate([e.points, e.points[:1]]), True) for e in self.loops]
        return found

    def _stroke(self, first: int, done: set[int]) -> tuple[Points, bool]:
        parts: list[Points] = []
        half = first
        while True:
            done.add(half // 2)
            points = self.edges[half // 2].points
            points = points if half % 2 == 0 else points[::-1]
            parts.append(points)
            following = self.pairs.get(half ^ 1)
            if following is None:
                return np.concatenate(parts), False
            if half ^ 1 in self.shared:
                parts.append(self.shared[half ^ 1])
            if following // 2 in done:
                closed = following == first
                return np.concatenate([*parts, parts[0][:1]] if closed else parts), closed
            half = following

    def _paired(self) -> dict[int, int]:
        at: dict[int, list[int]] = defaultdict(list)
        for k, edge in enumerate(self.edges):
            at[edge.start].append(2 * k)
            at[edge.end].append(2 * k + 1)
        halves = [half for meeting in at.values() for half in meeting]
        leaving = {half: self._direction(half) for half in halves}
        pairs: dict[int, int] = {}
        for meeting in at.values():
            _pair_at_node(meeting, leaving, pairs)
        self.shared = self._shared(at, leaving, pairs)
        return pairs

    def _shared(
        self, at: dict[int, list[int]], leaving: dict[int, Points], pairs: dict[int, int]
    ) -> dict[int, Points]:
        """Pair what ends at either end of a short edge, straight through it.

        Returns:
            For each half-edge so paired, the points of the edge that leads to its partner.
        """
        found = []
        for k, edge in enumerate(self.edges):
            if edge.start == edge.end or edge.length > SHARED * self.width(edge.points[0]):
                continue
            if 2 * k not in pairs or 2 * k + 1 not in pairs:
                continue
            for one in at[edge.start]:
                for other in at[edge.end]:
                    if one in pairs or other in pairs or one // 2 == other // 2:
                        continue
                    straight = min(
                        -float(leaving[one] @ leaving[2 * k]),
                        -float(leaving[other] @ leaving[2 * k + 1]),
                        -float(leaving[one] @ leaving[other]),
                    )
                    if straight > STRAIGHT:
                        found.append((straight, one, other, k))
        shared: dict[int, Points] = {}
        for _, one, other, k in sorted(found, reverse=True):
            if one not in pairs and other not in pairs:
                pairs[one], pairs[other] = other, one
                shared[one], shared[other] = self.edges[k].points, self.edges[k].points[::-1]
        return shared

    def _direction(self, half: int) -> Points:
        """Unit vector along which a half-edge leaves its node."""
        points = self.edges[half // 2].points
        points = points if half % 2 == 0 else points[::-1]
        reach = self.width(points[0])
        away = np.hypot(*(points - points[0]).T)
        near = min(int(np.searchsorted(away, 0.5 * reach)), len(points) - 2)
        far = min(near + max(2, round(SIGHT * reach)), len(points) - 1)
        way = points[far] - points[max(near, 0)]
        return np.asarray(way / max(float(np.hypot(*way)), 1e-9))


def _pair_at_node(meeting: list[int], leaving: dict[int, Points], pairs: dict[int, int]) -> None:
    """Let the straightest pairs of half-edges at a node go on into each other."""
    turns = sorted(
        (
            (-float(leaving[one] @ leaving[other]), one, other)
            for k, one in enumerate(meeting)
            for other in meeting[k + 1 :]
        ),
        reverse=True,
    )
    for straightness, one, other in turns:
        if one in pairs or other in pairs:
            continue
        if straightness > SHARPEST or len(meeting) == 2:
            pairs[one], pairs[other] = other, one


def _contracted(edges: list[Edge], graph: Graph) -> list[Edge]:
    """Without the short edges that a thick crossing leaves between its junctions."""
    degree: dict[int, int] = defaultdict(int)
    for edge in edges:
        degree[edge.start] += 1
        degree[edge.end] += 1
    into: dict[int, int] = {}

    def root(node: int) -> int:
        while node in into:
            node = into[node]
        return node

    kept = []
    for edge in edges:
        crossing = degree[edge.start] > 2 and degree[edge.end] > 2
        if crossing and edge.length < SHORTEST_BRIDGE * graph.width(edge.points[0]):
            one, other = root(edge.start), root(edge.end)
            if one != other:
                into[one] = other
        else:
            kept.append(edge)
    return [Edge(edge.points, root(edge.start), root(edge.end)) for edge in kept]


def _pruned(edges: list[Edge], graph: Graph) -> list[Edge]:
    """Without spurs: twice, since pruning one may bare another."""
    for _ in range(2):
        degree: dict[int, int] = defaultdict(int)
        for edge in edges:
            degree[edge.start] += 1
            degree[edge.end] += 1
        edges = [edge for edge in edges if not _is_spur(edge, degree, graph)]
    return edges


def _is_spur(edge: Edge, degree: dict[int, int], graph: Graph) -> bool:
    ends = sorted((degree[edge.start], degree[edge.end]))
    if ends[0] != 1 or ends[1] < 3:
        return False
    joint = edge.points[0] if degree[edge.start] > 1 else edge.points[-1]
    own = graph.width(edge.points[len(edge.points) // 2])
    return edge.length < max(SPUR * graph.width(joint), STUB * own)
