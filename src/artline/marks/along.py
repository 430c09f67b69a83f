"""Many lines as one array of points, so that all are worked on at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float32]
Whole = NDArray[np.int64]

SMOOTH = (0.03, 0.11, 0.22, 0.28, 0.22, 0.11, 0.03)
"""Weights of a point and its three neighbours to each side: about a Gaussian of 1.4 points."""


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Lines one after the other.

    Attributes:
        points: float32 n×2, x and y.
        counts: int64 m, how many of them belong to each line.
    """

    points: Points
    counts: Whole

    @property
    def number(self) -> Whole:
        """The line to which each point belongs, int64 n."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    def even(self, step: float, least: float) -> Lines:
        """The same with points about `step` apart, without those that are shorter than `least`."""
        if not len(self.points):
            return self
        pieces = np.hypot(*np.diff(self.points, axis=0, prepend=self.points[:1]).T)
        first = np.cumsum(self.counts) - self.counts
        pieces[first] = 1.0  # from one line to the next: any length, so that lengths only grow
        along = np.cumsum(pieces.astype(np.float64))
        lengths = along[first + self.counts - 1] - along[first]
        kept = lengths >= max(least, step)
        counts = np.rint(lengths[kept] / step).astype(np.int64) + 1
        number = np.repeat(np.arange(len(counts)), counts)
        place = np.arange(len(number)) - (np.cumsum(counts) - counts)[number]
        share = place / (counts - 1)[number]
        wanted = along[first[kept]][number] + share * lengths[kept][number]
        x, y = (np.interp(wanted, along, axis) for axis in self.points.T)
        return Lines(np.stack([x, y], -1).astype(np.float32), counts)

    def smooth(self) -> Lines:
        """The same without tremor; ends stay where they are."""
        if not len(self.points):
            return self
        last = np.cumsum(self.counts) - 1
        first = last - self.counts + 1
        place, number = np.arange(len(self.points)), self.number
        # near an end a point sees as far to both sides, so that it is not drawn inwards
        room = np.minimum(place - first[number], last[number] - place)
        found = np.zeros_like(self.points)
        middle = len(SMOOTH) // 2
        for k, weight in enumerate(SMOOTH):
            away = np.clip(k - middle, -room, room)
            found += np.float32(weight) * self.points[place + away]
        return Lines(found, self.counts)
