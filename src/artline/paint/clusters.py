"""Few colours for many: k-means over a histogram, and merging by Ward's rule."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Colours = NDArray[np.float32]
Counts = NDArray[np.float64]

BIN = 3.0
"""Side of a bin of the histogram, L*a*b* units."""
ROUNDS = 12
"""Rounds of k-means."""
FIRST = 24
"""Colours that are found before the most alike of them are merged."""
SCALE = np.array([0.75, 1, 1], np.float32)
"""Weights of L*, a* and b*: light and shade are one colour's tones, and count for less."""


def clusters(colours: Colours, count: int) -> Colours:
    """The main colours of many, the same for the same input.

    Args:
        colours: float32 n×3, CIE L*a*b*, n ≥ 1.
        count: how many are wanted.

    Returns:
        float32 m×3, m ≤ count.
    """
    bins = np.floor(colours / BIN).astype(np.int64)
    # one number a bin: L* from 0 to 100, a* and b* from -128 to 127
    numbers = (bins[:, 0] * 256 + bins[:, 1]) * 256 + bins[:, 2]
    bins, place = np.unique(numbers, return_inverse=True)
    weights = np.bincount(place).astype(np.float64)
    sums = [np.bincount(place, colours[:, k], len(bins)) for k in range(3)]
    points = (np.stack(sums, 1) / weights[:, None]).astype(np.float32)
    scaled = points * SCALE
    middles = _first(scaled, weights, min(FIRST, len(points)))
    for _ in range(ROUNDS):
        own = nearest(scaled, middles)
        total = np.bincount(own, weights, len(middles))
        for k in range(3):
            mean = np.bincount(own, weights * scaled[:, k], len(middles)) / np.maximum(total, 1e-9)
            middles[:, k] = np.where(total > 0, mean, middles[:, k])
    own = nearest(scaled, middles)
    total = np.bincount(own, weights, len(middles))
    held = total > 0
    middles = middles[held] / SCALE
    return merged(middles, np.asarray(total[held], np.float64), count)[0]


def _first(points: Colours, weights: Counts, count: int) -> Colours:
    """Where k-means begins: the commonest, then what is common and far from all others."""
    found = [int(weights.argmax())]
    far = ((points - points[found[0]]) ** 2).sum(1)
    while len(found) < count:
        found.append(int((far * np.sqrt(weights)).argmax()))
        far = np.minimum(far, ((points - points[found[-1]]) ** 2).sum(1))
    return points[found].copy()


def nearest(colours: Colours, middles: Colours) -> NDArray[np.intp]:
    """Index of the nearest of some colours for each of many, n."""
    far = (middles**2).sum(1)[None] - 2 * (colours @ middles.T)
    return np.asarray(far.argmin(1))


def merged(colours: Colours, weights: Counts, count: int) -> tuple[Colours, NDArray[np.intp]]:
    """Colours merged, the two whose merging changes the picture least at a time.

    Ward 1963, Hierarchical Grouping to Optimize an Objective Function.

    Args:
        colours: float32 n×3, CIE L*a*b*.
        weights: n, how much of the picture each is.
        count: how many are left, at most.

    Returns:
        The colours left, m×3; and for each of the first its index among them, n.
    """
    left, size = colours.astype(np.float64), np.asarray(weights, np.float64).copy()
    group = np.arange(len(left))
    alive = np.ones(len(left), bool)
    while alive.sum() > count:
        known = np.flatnonzero(alive)
        apart = (((left[known, None] - left[known]) * SCALE) ** 2).sum(-1)
        cost = apart * size[known, None] * size[known] / (size[known, None] + size[known])
        np.fill_diagonal(cost, np.inf)
        i, j = (int(known[k]) for k in np.unravel_index(int(cost.argmin()), cost.shape))
        left[i] = (left[i] * size[i] + left[j] * size[j]) / (size[i] + size[j])
        size[i] += size[j]
        alive[j] = False
        group[group == j] = i
    known = np.flatnonzero(alive)
    return left[known].astype(np.float32), np.searchsorted(known, group)
