"""Strokes that one movement of the pen would draw, joined across the gap between them.

Two ends go on into each other where both look across the gap, bent as the strokes themselves are
bent there (good continuation), the gap is short against the line's width and against both
strokes, and no other line lies between. Where the network saw a faint line in the gap, it may be
wider.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.strokes.path import Mask, Points

Line = tuple[Points, bool]
_Row = tuple[Points, Points, float, float]

SMALL_GAP = 3.0
"""Widest gap that is bridged however short the strokes are, in local widths."""

GAP = 12.0
"""Widest gap that is bridged at all, in local widths."""

SHARE = 1.0
"""Widest gap between `SMALL_GAP` and `GAP` that is bridged, in lengths of the shorter stroke."""

FAINT = 0.3
"""Added to the highest cost of a bridge, 1, where the network saw a line at half strength."""

TURN = 0.8
"""Largest turn of an end into the smallest gap, radians."""

TURN_FAR = 0.5
"""Largest turn of an end into a gap of `GAP`, radians."""

SIGHT = 4.0
"""Length over which an end's direction and bend are taken, in local widths."""

LONGEST_SIGHT = 128
"""The most points over which an end's direction and bend are taken."""

WIDTH_SIGHT = 16
"""Points over which an end's width is taken, as their median."""

BLUNT = 0.5
"""Part of an end that tells no direction, in local widths: it follows the ink's round end."""

LEAST = 3
"""Points below which no direction can be told: the blunt part counts too."""

LEAST_FOR_BEND = 8
"""Points below which no bend can be told."""

BEND = 0.5
"""Largest bend of an end over the gap that is believed, radians."""

MEETS = 2
"""Distance in pixels at which an end has met another line."""

ROUNDS = 3
"""Rounds of joining: joined strokes are longer, and may reach across wider gaps."""


@dataclass(frozen=True, slots=True)
class _Ends:
    """The ends of open lines; end 2k begins line k and end 2k+1 ends it.

    `way` are unit vectors out of the line, `bend` its curvature there (to the right, y down).
    """

    at: Points
    way: Points
    bend: Points
    width: Points
    length: Points


def bridged(
    lines: Sequence[Line], widths: Points, ink: Mask, faint: NDArray[np.float32] | None = None
) -> list[Line]:
    """Lines joined across gaps.

    Args:
        lines: points N×2 in pixels, about one apart, and whether they are closed.
        widths: float64 H×W, local width of the ink, pixels.
        ink: bool H×W.
        faint: float32 H×W, 0..1, how much of a line was seen anywhere; None is nowhere.
    """
    result = list(lines)
    known: dict[bytes, _Row] = {}
    for _ in range(ROUNDS):
        opened = [points for points, closed in result if not closed]
        if len(opened) < 2:
            return result
        pairs = _pairs(_ends(opened, widths, known), _met(opened, ink.shape), ink, faint)
        if not pairs:
            return result
        result = [line for line in result if line[1]] + _joined(opened, pairs)
    return result


def _met(lines: Sequence[Points], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """For each end, whether it lies on another line: that is where it was meant to end."""
    owner = np.full((shape[0] + 2 * MEETS, shape[1] + 2 * MEETS), -1, np.intp)
    for k, points in enumerate(lines):
        inner = points[1:-1].astype(np.intp)
        owner[inner[:, 1] + MEETS, inner[:, 0] + MEETS] = k
    x, y = np.concatenate([points[[0, -1]] for points in lines]).astype(np.intp).T
    own = np.repeat(np.arange(len(lines)), 2)
    window = range(2 * MEETS + 1)
    around = np.stack([owner[y + dy, x + dx] for dy in window for dx in window])
    return np.asarray(((around >= 0) & (around != own)).any(axis=0))


def _ends(lines: Sequence[Points], widths: Points, known: dict[bytes, _Row]) -> _Ends:
    rows = []
    for points in lines:
        for head in (points[:LONGEST_SIGHT], points[::-1][:LONGEST_SIGHT]):
            key = head.tobytes()
            if key not in known:
                known[key] = _end(head, widths)
            rows.append(known[key])
    at, way, bend, width = (np.array(column) for column in zip(*rows, strict=True))
    lengths = np.array([np.hypot(*np.diff(points, axis=0).T).sum() for points in lines])
    return _Ends(at, way, bend, width, np.repeat(lengths, 2))


def _end(head: Points, widths: Points) -> _Row:
    """Place, way out, bend and width where a line begins."""
    columns, rows = head[:WIDTH_SIGHT].astype(np.intp).T
    width = max(1.0, float(np.median(widths[rows, columns])))
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(head, axis=0).T))])
    first, last = np.searchsorted(along, [BLUNT * width, (BLUNT + SIGHT) * width])
    if last - first < LEAST:
        first = 0
    part, s = head[first:last], along[first:last]
    if len(part) < 2 or s[-1] == s[0]:
        return head[0], np.zeros(2), 0.0, width
    if len(part) < LEAST_FOR_BEND:
        chord = part[0] - part[-1]
        return head[0], chord / max(float(np.hypot(*chord)), 1e-9), 0.0, width
    return head[0], *_parabola(part, s), width


def _parabola(part: Points, s: Points) -> tuple[Points, float]:
    """Way out and bend of a line at its beginning, by least squares over x(s) and y(s)."""
    t = s - s[0]
    powers = np.stack([np.ones_like(t), t, t * t])
    _, first, second = np.linalg.solve(powers @ powers.T, powers @ part)
    speed = max(float(np.hypot(*first)), 1e-9)
    bend = 2 * float(first[0] * second[1] - first[1] * second[0]) / speed**3
    # walked outwards the line turns the other way
    return -first / speed, -bend


def _pairs(
    ends: _Ends, met: NDArray[np.bool_], ink: Mask, faint: NDArray[np.float32] | None
) -> dict[int, int]:
    """Which end goes on into which: the best first, each end once."""
    from scipy.spatial import cKDTree

    reach = (1 + FAINT) * GAP * float(ends.width.max())
    near = cKDTree(ends.at).query_pairs(reach, output_type="ndarray")
    near = near[(near[:, 0] // 2 != near[:, 1] // 2) & ~met[near].any(axis=1)]
    if not len(near):
        return {}
    i, j = near.T
    gap = np.hypot(*(ends.at[j] - ends.at[i]).T)
    cost = _cost(ends, i, j, gap)
    pairs: dict[int, int] = {}
    for k in np.argsort(cost, kind="stable"):
        if not cost[k] < 1 + FAINT:
            break
        one, other = int(i[k]), int(j[k])
        if one in pairs or other in pairs:
            continue
        trail = _trail(ends.at[one], ends.way[one], ends.at[other], ends.way[other])
        width = float(min(ends.width[one], ends.width[other]))
        if _blocked(trail, ink, width) or cost[k] > 1 + FAINT * _seen(trail, faint):
            continue
        pairs[one], pairs[other] = other, one
    return pairs


def _cost(ends: _Ends, i: NDArray[np.intp], j: NDArray[np.intp], gap: Points) -> Points:
    """0 is perfect, above 1 is none; inf where the ends look elsewhere."""
    width = np.minimum(ends.width[i], ends.width[j])
    shorter = np.minimum(ends.length[i], ends.length[j])
    limit = np.clip(SHARE * shorter, SMALL_GAP * width, GAP * width)
    across = (ends.at[j] - ends.at[i]) / np.maximum(gap, 1e-9)[:, None]
    turn_i = _turn(ends.way[i], across, ends.bend[i] * gap)
    turn_j = _turn(ends.way[j], -across, ends.bend[j] * gap)
    share = np.clip(gap / (GAP * width), 0, 1)
    allowed = TURN + (TURN_FAR - TURN) * share
    # an S is worse than an arc: its turns add up
    turned = np.maximum(np.maximum(turn_i, turn_j), 0) / allowed
    cost = np.maximum(gap / limit, turned)
    return np.where(turned <= 1, cost + 1e-3 * gap, np.inf)


def _turn(way: Points, across: Points, bent: Points) -> Points:
    """Angle between an end's way, half bent on over the gap, and the way across; radians."""
    angle = np.arctan2(
        way[:, 0] * across[:, 1] - way[:, 1] * across[:, 0], np.einsum("ij,ij->i", way, across)
    )
    plain = np.abs(angle)
    bending = np.abs(angle - np.clip(0.5 * bent, -BEND, BEND))
    nowhere = ~way.any(axis=1)
    return np.where(nowhere, np.inf, 0.5 * plain + 0.5 * bending)


def _trail(start: Points, out: Points, end: Points, back: Points) -> Points:
    """The bridge, about a pixel a step: a cubic that leaves and arrives as the strokes do."""
    gap = float(np.hypot(*(end - start)))
    t = np.linspace(0, 1, max(2, round(gap)) + 1)[1:-1, None]
    s = 1 - t
    one, other = start + gap / 3 * out, end + gap / 3 * back
    return np.asarray(s**3 * start + 3 * s * s * t * one + 3 * s * t * t * other + t**3 * end)


def _blocked(trail: Points, ink: Mask, width: float) -> bool:
    """Whether the bridge runs across another line."""
    inner = trail[int(width) : len(trail) - int(width)]
    return bool(_sampled(ink, inner).any())


def _seen(trail: Points, faint: NDArray[np.float32] | None) -> float:
    if faint is None or not len(trail):
        return 0.0
    return min(1.0, 2 * float(_sampled(faint, trail).mean()))


def _sampled(values: NDArray[np.generic], at: Points) -> NDArray[np.generic]:
    h, w = values.shape
    x = np.clip(at[:, 0].astype(np.intp), 0, w - 1)
    y = np.clip(at[:, 1].astype(np.intp), 0, h - 1)
    found: NDArray[np.generic] = values[y, x]
    return found


def _joined(lines: Sequence[Points], pairs: dict[int, int]) -> list[Line]:
    """Lines walked from pair to pair."""
    done = [False] * len(lines)
    found: list[Line] = []
    starts = [end for end in range(2 * len(lines)) if end not in pairs]
    for first in [*starts, *range(0, 2 * len(lines), 2)]:
        if done[first // 2]:
            continue
        parts: list[Points] = []
        end = first
        closed = False
        while True:
            done[end // 2] = True
            points = lines[end // 2] if end % 2 == 0 else lines[end // 2][::-1]
            parts.append(points)
            following = pairs.get(end ^ 1)
            if following is None:
                break
            ahead = lines[following // 2] if following % 2 == 0 else lines[following // 2][::-1]
            parts.append(_between(points, ahead))
            if done[following // 2]:
                closed = True
                parts.append(ahead[:1])
                break
            end = following
        found.append((np.concatenate(parts), closed))
    return found


def _between(before: Points, after: Points) -> Points:
    """Points of the bridge between two lines, straight: the smoothing bends it."""
    gap = float(np.hypot(*(after[0] - before[-1])))
    t = np.linspace(0, 1, max(2, round(gap)) + 1)[1:-1, None]
    return np.asarray(before[-1] + t * (after[0] - before[-1]))
