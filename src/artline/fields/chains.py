"""Edges between numbered places, walked as chains from one junction to the next."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]


def chains(edges: Integers) -> list[list[int]]:
    """The chains of edges; each edge is in one of them.

    Args:
        edges: int64 n×2, the two places that each edge joins, each edge once.

    Returns:
        Places in order. A chain goes from a place where other than two edges meet to the next
        one; a loop without such a place ends where it begins.
    """
    around: dict[int, list[int]] = {}
    for number, (a, b) in enumerate(edges.tolist()):
        around.setdefault(a, []).append(number)
        around.setdefault(b, []).append(number)
    ends = edges.sum(1).tolist()
    walked = [False] * len(edges)
    found: list[list[int]] = []

    def walk(place: int, edge: int) -> list[int]:
        way = [place]
        while True:
            walked[edge] = True
            place = ends[edge] - place
            way.append(place)
            if len(around[place]) != 2:
                return way
            one, other = around[place]
            edge = other if one == edge else one
            if walked[edge]:
                return way

    for place, meeting in around.items():
        if len(meeting) != 2:
            found += [walk(place, edge) for edge in meeting if not walked[edge]]
    found += [walk(int(a), n) for n, (a, _) in enumerate(edges.tolist()) if not walked[n]]
    return found


def thin_edges(thin: NDArray[np.bool_]) -> Integers:
    """Edges between the neighbouring pixels of thinned lines.

    Args:
        thin: bool h×w, lines one pixel wide.

    Returns:
        int64 n×2, flat indices; two pixels that touch by a corner alone are neighbours only where
        no third one lies beside both.
    """
    height, width = thin.shape
    place = np.arange(height * width, dtype=np.int64).reshape(height, width)
    level, upright = thin[:, :-1] & thin[:, 1:], thin[:-1] & thin[1:]
    falling = thin[:-1, :-1] & thin[1:, 1:] & ~thin[1:, :-1] & ~thin[:-1, 1:]
    rising = thin[1:, :-1] & thin[:-1, 1:] & ~thin[:-1, :-1] & ~thin[1:, 1:]
    pairs = (
        (place[:, :-1], place[:, 1:], level),
        (place[:-1], place[1:], upright),
        (place[:-1, :-1], place[1:, 1:], falling),
        (place[1:, :-1], place[:-1, 1:], rising),
    )
    return np.concatenate([np.stack([a[m], b[m]], 1) for a, b, m in pairs])
