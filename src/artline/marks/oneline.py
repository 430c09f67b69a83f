"""One line through all pieces of a drawing: tied together, walked in one go, drawn as a curve."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from artline.marks.doubled import Ground, doubled
from artline.marks.net import Net, Piece
from artline.marks.ties import ties
from artline.marks.trail import trail

Field = NDArray[np.float32]
Points = NDArray[np.float64]

STEP = 1.5
"""Distance between the points of a net, pixels of a pass."""
TIE_SMOOTH = 4.0
"""Gaussian along a way that ties pieces together, points."""
HANDLE = (0.55, 9.0)
"""Length of the handles of the curve straight across: share of the way; pixels of a pass at most.
"""


def course(pieces: Sequence[Piece], ground: Ground) -> Points:
    """The way of a pen along all pieces that is never lifted, float64 N×2; N is 0 without pieces.

    Args:
        pieces: their points `STEP` apart.
        ground: what lies between them.
    """
    net = Net.of(pieces)
    if not net.places:
        return np.zeros((0, 2))
    step = STEP * ground.unit
    for tie in ties(net, ground.cost, ground.unit):
        even = evened(smoothed(evened(tie.points, step), TIE_SMOOTH), step)
        inner = [(float(x), float(y)) for x, y in even]
        net.lay(inner, tie.first, tie.last)
    chains = net.chains()
    more = doubled(net, chains, ground)
    places = np.array(net.places)
    stretches = [*chains, *(chains[k] for k in more.chains), *map(list, more.jumps)]
    order = trail(places, stretches)
    drawn = [places[stretches[end // 2][:: -1 if end % 2 else 1]] for end in order]
    first_jump = len(chains) + len(more.chains)
    for k, end in enumerate(order):
        if end // 2 >= first_jump:
            before, after = drawn[max(k - 1, 0)], drawn[min(k + 1, len(order) - 1)]
            drawn[k] = _across(before, drawn[k], after, ground.unit)
    return np.concatenate(drawn)


def _across(before: Points, jump: Points, after: Points, unit: float) -> Points:
    """A way straight across as a curve that goes on as the pen came and as it will go."""
    begin, end = jump[0], jump[-1]
    way = float(np.hypot(*(end - begin)))
    handle = min(HANDLE[0] * way, HANDLE[1] * unit)
    came, goes = begin - before[max(-4, -len(before))], after[min(3, len(after) - 1)] - end
    reach = [handle * v / max(float(np.hypot(*v)), 1e-9) for v in (came, goes)]
    t = np.linspace(0, 1, max(4, int(way / (STEP * unit)) + 4))[:, None]
    s = 1 - t
    control = (begin, begin + reach[0], end - reach[1], end)
    weights = (s**3, 3 * s * s * t, 3 * s * t * t, t**3)
    return np.asarray(sum(w * c for w, c in zip(weights, control, strict=True)))


def evened(points: Points, step: float) -> Points:
    """The same line with points about `step` apart, two at least; both ends stay."""
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    at = np.linspace(0, along[-1], max(2, round(along[-1] / step) + 1))
    return np.stack([np.interp(at, along, side) for side in points.T], 1)


def smoothed(values: Points, sigma: float) -> Points:
    """Gaussian along a line, N×C, of `sigma` points; both ends stay."""
    reach = min(int(3 * sigma + 0.5), len(values) - 1)
    if reach < 1:
        return values
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    kernel /= kernel.sum()
    head = 2 * values[0] - values[reach:0:-1]
    tail = 2 * values[-1] - values[-2 : -reach - 2 : -1]
    padded = np.concatenate([head, values, tail])
    return np.stack([np.convolve(side, kernel, "valid") for side in padded.T], 1)
