"""Paths joined where the way from one to the next lies within the ink: the pen stays down."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from artline.strokes.path import Mask, Path, Points


def joined(paths: Sequence[Path], kinds: Sequence[Hashable], ink: Mask) -> list[tuple[Path, int]]:
    """Paths joined end to end, the nearest first, each end once.

    Args:
        paths: in pixels; how far each reaches for another is in it.
        kinds: of each path; only like ones are joined.
        ink: bool H×W, where the pen may go from one to another.

    Returns:
        The paths, and for each the index of one that it was made of.
    """
    opened = [k for k, path in enumerate(paths) if not path.closed and path.reach > 0]
    pairs = _pairs([paths[k] for k in opened], [kinds[k] for k in opened], ink)
    alone = set(range(len(paths))) - set(opened)
    return [(paths[k], k) for k in sorted(alone)] + _walked(paths, opened, pairs)


def _pairs(paths: Sequence[Path], kinds: Sequence[Hashable], ink: Mask) -> dict[int, int]:
    """Which end goes on into which; end 2k begins path k and end 2k + 1 ends it."""
    from scipy.spatial import cKDTree

    if len(paths) < 2:
        return {}
    ends = np.array([path.points[[0, -1]] for path in paths]).reshape(-1, 2)
    reach = np.repeat([path.reach for path in paths], 2)
    near = cKDTree(ends).query_pairs(float(reach.max()), output_type="ndarray")
    i, j = near.T
    gap = np.hypot(*(ends[i] - ends[j]).T)
    numbers = {kind: k for k, kind in enumerate(dict.fromkeys(kinds))}
    kind = np.repeat([numbers[each] for each in kinds], 2)
    kept = (i // 2 != j // 2) & (gap <= np.minimum(reach[i], reach[j])) & (kind[i] == kind[j])
    i, j, gap = i[kept], j[kept], gap[kept]
    kept = _within(ends[i], ends[j], ink)
    i, j, gap = i[kept], j[kept], gap[kept]
    chain = list(range(len(paths)))

    def first(k: int) -> int:
        while chain[k] != k:
            chain[k] = chain[chain[k]]
            k = chain[k]
        return k

    pairs: dict[int, int] = {}
    for k in np.argsort(gap, kind="stable").tolist():
        one, other = int(i[k]), int(j[k])
        if one in pairs or other in pairs or first(one // 2) == first(other // 2):
            continue
        pairs[one], pairs[other] = other, one
        chain[first(one // 2)] = first(other // 2)
    return pairs


def _within(begin: Points, end: Points, ink: Mask) -> NDArray[np.bool_]:
    """Whether each way lies in the ink, sampled about every half pixel."""
    if not len(begin):
        return np.zeros(0, bool)
    steps = max(2, int(np.ceil(2 * float(np.abs(end - begin).max()))))
    t = np.linspace(0, 1, steps)[:, None, None]
    at = begin + t * (end - begin)
    x = np.clip(at[..., 0].astype(np.intp), 0, ink.shape[1] - 1)
    y = np.clip(at[..., 1].astype(np.intp), 0, ink.shape[0] - 1)
    return np.asarray(ink[y, x].all(axis=0))


def _walked(
    paths: Sequence[Path], opened: Sequence[int], pairs: dict[int, int]
) -> list[tuple[Path, int]]:
    """Chains from end to end; there are no rings among them."""
    done = [False] * len(opened)
    found = []
    for start in range(2 * len(opened)):
        if start in pairs or done[start // 2]:
            continue
        points, widths = [], []
        end: int | None = start
        while end is not None:
            done[end // 2] = True
            path = paths[opened[end // 2]]
            way = slice(None, None, -1) if end % 2 else slice(None)
            points.append(path.points[way])
            widths.append(path.widths[way])
            end = pairs.get(end ^ 1)
        whole = Path(np.concatenate(points), np.concatenate(widths))
        found.append((whole, opened[start // 2]))
    return found
