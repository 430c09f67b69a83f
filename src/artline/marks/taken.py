"""What streamlines have taken: a map of who runs where, so that they keep their distance."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]
Mask = NDArray[np.bool_]
Place = NDArray[np.floating]

FREE = 2.0**24  # no number of a streamline: all below are exact in float32
MARKS = 3  # marks left from point to point, so that no streamline slips through
ROW = 128  # places in a row, as OpenCV reads them
MOST_ROWS = 32000  # rows that it reads at once


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Numbered streamlines, the better ones with the lower numbers.

    Attributes:
        x: float32 n×m, places of their points in pixels.
        y: float32 n×m.
        there: bool n×m, which of these are points.
        number: float32 n.
    """

    x: Field
    y: Field
    there: Mask
    number: Field

    def kept(self, rows: NDArray[np.integer] | Mask) -> Runs:
        """Some of them."""
        return Runs(self.x[rows], self.y[rows], self.there[rows], self.number[rows])

    def where(self, there: Mask) -> Runs:
        """The same with fewer points: the longest run of each row that is left."""
        return Runs(self.x, self.y, longest(self.there & there), self.number)


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """Numbers of streamlines at the pixels where they run.

    Attributes:
        owner: float32 h×w, `FREE` where nobody runs.
        across: float32 h×w, x of the unit vector along them.
        down: float32 h×w, y of it.
    """

    owner: Field
    across: Field
    down: Field

    def copy(self) -> Taken:
        """One that can be marked without changing this."""
        return Taken(self.owner.copy(), self.across, self.down)

    def free(self, runs: Runs, gap: float) -> Mask:
        """Where no better streamline is nearer than `gap` pixels, measured across; bool n×m."""
        nx, ny = -at(self.down, runs.x, runs.y), at(self.across, runs.x, runs.y)
        free = np.ones(runs.x.shape, bool)
        own = runs.number[:, None]
        reach = max(round(gap), 1)
        for away in range(-reach, reach + 1):
            free &= at(self.owner, runs.x + nx * away, runs.y + ny * away) >= own
        return free

    def mark(self, runs: Runs) -> None:
        """Leave the numbers where they run, in place; the better of two stays."""
        both = runs.there[:, 1:] & runs.there[:, :-1]
        line, point = np.nonzero(both)
        line, point = line[::-1], point[::-1]  # of equal places the last written stays: the best
        h, w = self.owner.shape
        flat = self.owner.reshape(-1)
        own = runs.number[line]
        for share in np.arange(MARKS, dtype=np.float32) / MARKS:
            px, py = (
                v[line, point] * (1 - share) + v[line, point + 1] * share for v in (runs.x, runs.y)
            )
            place = np.clip(np.rint(py), 0, h - 1).astype(np.intp) * w
            place += np.clip(np.rint(px), 0, w - 1).astype(np.intp)
            worse = flat[place] > own
            flat[place[worse]] = own[worse]


def longest(there: Mask) -> Mask:
    """Of each row the longest run of trues alone; bool n×m."""
    if not there.size:
        return there
    place = np.arange(there.shape[1])
    last = np.maximum.accumulate(np.where(there, -1, place), axis=1)
    run = place - last
    end = run.argmax(1)[:, None]
    return np.asarray((place <= end) & (place > end - run.max(1)[:, None]) & there)


def at(fields: Field, x: Place, y: Place) -> Field:
    """Fields h×w or h×w×k at the pixels nearest to places; of the places' shape, or that ×k."""
    import cv2

    shape = np.broadcast_shapes(x.shape, y.shape)
    count = math.prod(shape)
    rows = -(-count // ROW)
    places = np.zeros((2, rows * ROW), np.float32)
    for place, values in zip(places, (x, y), strict=True):
        place[:count].reshape(shape)[...] = values
    across, down = places.reshape(2, rows, ROW)
    border = cv2.BORDER_REPLICATE
    read = np.empty((rows, ROW, *fields.shape[2:]), np.float32)
    for top in range(0, rows, MOST_ROWS):
        part = slice(top, top + MOST_ROWS)
        read[part] = cv2.remap(
            fields, across[part], down[part], cv2.INTER_NEAREST, borderMode=border
        ).reshape(read[part].shape)
    return read.reshape(rows * ROW, *fields.shape[2:])[:count].reshape(shape + fields.shape[2:])
