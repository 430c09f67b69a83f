"""A wave whose crests run along a field of directions, evenly spaced.

Knöppel, Crane, Pinkall and Schröder 2015 ("Stripe Patterns on Surfaces"): the phase of a wave at a
place follows from that beside it by the distance across the stripes. Where directions turn, no
phase agrees with all of its neighbours; then a crest ends between two others, and the rest stay
as far apart as before. Directions have no sign: to a neighbour that is turned around the phase
is handed on as its negative.

Phases are found on a coarse grid first, and on ever finer ones from there. The steps between far
nodes are sums of those of the finest grid, so that no wave is too short for a coarse grid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]
Waves = NDArray[np.complex64]

FEWEST = 6
"""Nodes along the shorter side of the coarsest grid, about."""
ROUNDS = (80, 9)
"""Times that every node takes the mean of its neighbours: on the coarsest grid, on the others."""
TINY = np.float32(1e-6)


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """From each node of a grid to the next.

    Attributes:
        turn: float32, radians by which the phase grows on the way, in the first node's sign.
        sign: float32, 1, or −1 where the next node's direction is turned around.
    """

    turn: Field
    sign: Field

    def doubled(self, axis: int) -> Steps:
        """Every second step and the one after it as one; `axis` is that of the way."""
        first, second = (_part(axis, slice(k, _even(self.turn.shape[axis]), 2)) for k in (0, 1))
        other = _part(1 - axis, slice(None, None, 2))
        turn, sign = self.turn[other], self.sign[other]
        return Steps(turn[first] + sign[first] * turn[second], sign[first] * sign[second])


Ways = tuple[Steps, Steps]
"""Down and to the right."""


def ways_of(across: Field, down: Field, turns: Field) -> Ways:
    """The steps of the finest grid.

    Args:
        across: float32 h×w, x of the unit vector along the stripes, of either sign.
        down: float32 h×w, y of it.
        turns: float32 h×w, radians of phase for a step across the stripes.
    """
    found = []
    for axis, way in ((0, across), (1, -down)):
        first, second = _part(axis, slice(None, -1)), _part(axis, slice(1, None))
        same = across[first] * across[second] + down[first] * down[second]
        sign = np.where(same < 0, np.float32(-1), np.float32(1))
        rise = way * turns
        found.append(Steps(0.5 * (rise[first] + sign * rise[second]), sign))
    return found[0], found[1]


def phases(ways: Ways) -> Field:
    """The phase at every node, float32 h×w, radians, in the sign of the node's own direction."""
    levels = [ways]
    while min(levels[-1][0].turn.shape[1], levels[-1][1].turn.shape[0]) > 2 * FEWEST:
        down, right = levels[-1]
        levels.append((down.doubled(0), right.doubled(1)))
    wave = _relaxed(_begun(levels[-1]), levels[-1], ROUNDS[0])
    for level in levels[-2::-1]:
        finer = np.zeros(_shape(level), np.complex64)
        finer[::2, ::2] = wave
        wave = _relaxed(finer, level, ROUNDS[1])
    return np.angle(wave).astype(np.float32)


def _begun(ways: Ways) -> Waves:
    """Handed on along the first row, and from there down every column."""
    wave = np.ones(_shape(ways), np.complex64)
    for axis, steps in ((1, ways[1]), (0, ways[0])):
        turns = np.exp(1j * steps.turn)
        for k in range(wave.shape[axis] - 1):
            here, there = ((0, j) if axis else (j,) for j in (k, k + 1))
            ahead = wave[here] * turns[here]
            wave[there] = np.where(steps.sign[here] < 0, np.conj(ahead), ahead)
    return wave


def _relaxed(wave: Waves, ways: Ways, rounds: int) -> Waves:
    """Every node takes the mean of its neighbours' waves and its own, many times."""
    turns = [np.exp(1j * steps.turn).astype(np.complex64) for steps in ways]
    for _ in range(rounds):
        total = wave.copy()
        for axis, (steps, turn) in enumerate(zip(ways, turns, strict=True)):
            first, second = _part(axis, slice(None, -1)), _part(axis, slice(1, None))
            ahead = wave[first] * turn
            ahead.imag *= steps.sign
            total[second] += ahead
            back = wave[second].copy()
            back.imag *= steps.sign
            back *= turn.conj()
            total[first] += back
        wave = total / (np.abs(total) + TINY)
    return wave


def _shape(ways: Ways) -> tuple[int, int]:
    """Rows and columns of a grid's nodes."""
    return ways[1].turn.shape[0], ways[0].turn.shape[1]


def _even(count: int) -> int:
    return count - count % 2


def _part(axis: int, part: slice) -> tuple[slice, slice]:
    """Rows, or columns, alone."""
    return (part, slice(None)) if axis == 0 else (slice(None), part)
