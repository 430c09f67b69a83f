"""Lines that end in the open on a page for colouring: noses, folds, wrinkles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.fields.chains import chains, thin_edges
from artline.fields.thinning import thinned

Field = NDArray[np.float32]
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

TURNS = 12
"""How often a rim is taken from lines, at most, until they are thin."""


@dataclass(frozen=True, slots=True)
class Least:
    """What a line must be.

    Attributes:
        length: at least, in mm or pixels.
        hold: mean of the network's line along it, 0..1, at least.
    """

    length: float
    hold: float

    def times(self, unit: float) -> Least:
        """The same in pixels, of which there are `unit` in a millimetre."""
        return Least(self.length * unit, self.hold)


def open_lines(hold: Field, allowed: Mask, least: Least) -> list[Floats]:
    """The middles of lines within a mask, n×2 points in pixels of the grid.

    Args:
        hold: float32 h×w, 0..1, how surely there is a line.
        allowed: bool h×w, where they may lie.
        least: what each of them must be.
    """
    thin = thinned((hold > 0.5) & allowed, TURNS)
    found = []
    for way in chains(thin_edges(thin)):
        row, column = np.divmod(np.array(way), thin.shape[1])
        length = float(np.hypot(np.diff(row), np.diff(column)).sum())
        if length >= least.length and hold[row, column].mean() >= least.hold and way[0] != way[-1]:
            found.append(np.stack([column, row], 1) + 0.5)
    return found
