"""Numbers in pairs, all but two, their costs together small.

Near pairs first; then two pairs exchange partners wherever that is cheaper.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

FOREVER = 1e9
"""Cost of a pair between which no way is known."""
ROUNDS = 60
"""How often all pairs try to exchange partners, at most."""


def paired(costs: Points) -> list[tuple[int, int]]:
    """The pairs.

    Args:
        costs: float64 n×n, of each pair, the same both ways; n is even.
    """
    count = len(costs)
    free = np.ones(count, bool)
    found: list[tuple[int, int]] = []
    i, j = np.triu_indices(count, 1)
    for k in np.argsort(costs[i, j], kind="stable").tolist():
        one, other = int(i[k]), int(j[k])
        if free[one] and free[other]:
            free[one] = free[other] = False
            found.append((one, other))
    # each end is paired with nothing, which costs nothing: at first those of the dearest pair
    ends = found.pop()
    pairs = np.array([*found, (ends[0], count), (ends[1], count + 1)])
    padded = np.zeros((count + 2, count + 2))
    padded[:count, :count] = costs
    padded[count, count + 1] = padded[count + 1, count] = FOREVER
    for _ in range(ROUNDS):
        if not _exchanged(pairs, padded):
            break
    return [(int(one), int(other)) for one, other in pairs if max(one, other) < count]


def _exchanged(pairs: NDArray[np.intp], costs: Points) -> bool:
    """Let pairs exchange partners where that saves most, in place; whether any did."""
    one, other = pairs.T
    own = costs[one, other]
    now = own[:, None] + own[None]
    ways = np.stack(
        [
            now - costs[one[:, None], one] - costs[other[:, None], other],
            now - costs[one[:, None], other] - costs[other[:, None], one],
        ]
    )
    ways[:, np.arange(len(own)), np.arange(len(own))] = 0
    most = ways.max(axis=(0, 2))
    busy = np.zeros(len(own), bool)
    for k in np.argsort(-most, kind="stable").tolist():
        if most[k] < 1e-6:
            break
        crossed, partner = np.unravel_index(int(ways[:, k].argmax()), ways[:, k].shape)
        if busy[k] or busy[partner]:
            continue
        busy[[k, partner]] = True
        (a, b), (c, d) = pairs[k].copy(), pairs[partner].copy()
        pairs[k], pairs[partner] = ((a, d), (b, c)) if crossed else ((a, c), (b, d))
    return bool(busy.any())
