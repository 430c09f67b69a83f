"""Paths joined where the way from one to the next lies within the ink: the pen stays down."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from artline.strokes.path import Mask, Path, Points

Kind = TypeVar("Kind", bound=Hashable)

NEAREST = 6
"""Places of other paths that the end of a branch tries."""


def joined(
    paths: Sequence[Path], kinds: Sequence[Kind], ink: Mask, branch: float
) -> list[tuple[Path, Kind]]:
    """Paths joined end to end, the nearest first, each end once; then the short ones as branches.

    A loop is begun where another path ends. A short path that is left begins at the side of
    another: it is drawn out and back on the way.

    Args:
        paths: in pixels; how far each reaches for another is in it.
        kinds: of each path; only like ones are joined.
        ink: bool H×W, where the pen may go from one to another.
        branch: longest path that is drawn out and back, pixels.

    Returns:
        The paths, each with its kind.
    """
    found: list[tuple[Path, Kind]] = []
    for kind in dict.fromkeys(kinds):
        alike = [path for path, own in zip(paths, kinds, strict=True) if own == kind]
        if not any(path.reach for path in alike):
            found += [(path, kind) for path in alike]
            continue
        alike = _begun_near_ends(alike, ink)
        alike = _walked(alike, _pairs(alike, ink))
        found += [(path, kind) for path in _with_branches(alike, ink, branch)]
    return found


def _begun_near_ends(paths: Sequence[Path], ink: Mask) -> list[Path]:
    """Loops become open paths that begin and end near the end of another path, if there is one."""
    from scipy.spatial import cKDTree

    result = list(paths)
    loops = [k for k, path in enumerate(paths) if path.closed and path.reach > 0]
    ends = [path.points[[0, -1]] for path in paths if not path.closed and path.reach > 0]
    for k in loops:
        path = paths[k]
        if not ends:
            ends.append(path.points[:1])
            continue
        far, at = cKDTree(np.concatenate(ends)).query(path.points)
        first = int(far.argmin())
        end = np.concatenate(ends)[at[first]]
        if far[first] <= path.reach and _within(path.points[[first]], end[None], ink)[0]:
            result[k] = _opened(path, first)
            ends.append(path.points[[first]])
    return result


def _opened(path: Path, first: int) -> Path:
    turned = [np.roll(values[:-1], -first, axis=0) for values in (path.points, path.widths)]
    points, widths = (np.concatenate([values, values[:1]]) for values in turned)
    return replace(path, points=points, widths=widths, closed=False)


def _pairs(paths: Sequence[Path], ink: Mask) -> dict[int, int]:
    """Which end goes on into which; end 2k begins path k and end 2k + 1 ends it."""
    from scipy.spatial import cKDTree

    reach = np.repeat([0.0 if path.closed else path.reach for path in paths], 2)
    if len(paths) < 2 or not reach.any():
        return {}
    ends = np.array([path.points[[0, -1]] for path in paths]).reshape(-1, 2)
    i, j = cKDTree(ends).query_pairs(float(reach.max()), output_type="ndarray").T
    gap = np.hypot(*(ends[i] - ends[j]).T)
    kept = (i // 2 != j // 2) & (gap <= np.minimum(reach[i], reach[j]))
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


def _walked(paths: Sequence[Path], pairs: dict[int, int]) -> list[Path]:
    """Chains from end to end; there are no rings among them."""
    done = [False] * len(paths)
    found = []
    for start in range(2 * len(paths)):
        if start in pairs or done[start // 2]:
            continue
        points, widths = [], []
        end: int | None = start
        while end is not None:
            done[end // 2] = True
            way = slice(None, None, -1) if end % 2 else slice(None)
            points.append(paths[end // 2].points[way])
            widths.append(paths[end // 2].widths[way])
            end = pairs.get(end ^ 1)
        first = paths[start // 2]
        if len(points) > 1:
            first = Path(np.concatenate(points), np.concatenate(widths), reach=first.reach)
        found.append(first)
    return found


def _with_branches(paths: Sequence[Path], ink: Mask, longest: float) -> list[Path]:
    """Short paths put into longer ones, out and back, where they begin beside them."""
    from scipy.spatial import cKDTree

    order = sorted(range(len(paths)), key=lambda k: paths[k].length)
    result = [paths[k] for k in order]
    if len(result) < 2:
        return result
    owner = np.repeat(np.arange(len(result)), [len(path.points) for path in result])
    number = np.concatenate([np.arange(len(path.points)) for path in result])
    places = np.concatenate([path.points for path in result])
    tree = cKDTree(places)
    branches: dict[int, list[tuple[int, Path]]] = {}
    whole = []
    for k, path in enumerate(result):
        grown = _grown(path, branches.get(k, []))
        host = None
        if not path.closed and path.reach > 0 and grown.length <= longest:
            host = _host(path, k, tree, owner, ink)
        if host is None:
            whole.append(grown)
            continue
        at, turned = host
        points, widths = (
            values[::-1] if turned else values for values in (grown.points, grown.widths)
        )
        back = Path(np.concatenate([points, points[-2::-1]]), np.r_[widths, widths[-2::-1]])
        branches.setdefault(int(owner[at]), []).append((int(number[at]), back))
    return whole


def _host(
    path: Path, k: int, tree: Any, owner: NDArray[np.intp], ink: Mask
) -> tuple[int, bool] | None:
    """The nearest place of a longer path from an end through the ink; and whether from the last."""
    best: tuple[float, int, bool] | None = None
    for turned, end in enumerate(path.points[[0, -1]]):
        near = np.array(tree.query_ball_point(end, path.reach), np.intp)
        near = near[owner[near] > k]
        away = np.hypot(*(tree.data[near] - end).T)
        nearest = np.argsort(away, kind="stable")[:NEAREST]
        near, away = near[nearest], away[nearest]
        open_ = _within(np.broadcast_to(end, (len(near), 2)), tree.data[near], ink)
        if open_.any():
            at = int(open_.argmax())
            best = min(best or (np.inf, 0, False), (float(away[at]), int(near[at]), bool(turned)))
    return None if best is None else best[1:]


def _grown(path: Path, branches: Sequence[tuple[int, Path]]) -> Path:
    """A path with its branches, each after the point where it begins."""
    if not branches:
        return path
    points, widths = [], []
    before = 0
    for at, branch in sorted(branches, key=lambda each: each[0]):
        points += [path.points[before : at + 1], branch.points, path.points[at : at + 1]]
        widths += [path.widths[before : at + 1], branch.widths, path.widths[at : at + 1]]
        before = at + 1
    points.append(path.points[before:])
    widths.append(path.widths[before:])
    return replace(path, points=np.concatenate(points), widths=np.concatenate(widths))
