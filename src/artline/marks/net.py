"""Lines that meet, as a net of points that a pen can walk along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

APART = -1
"""Name of a piece's end that meets no other."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A line before it is part of a net.

    Attributes:
        points: float64 N×2, N ≥ 2, x and y in pixels, about evenly spaced; a loop ends on its
            first point.
        start: name of what it meets where it begins: pieces that name the same meet.
        end: the same where it ends.
    """

    points: Points
    start: int = APART
    end: int = APART


@dataclass(slots=True)
class Net:
    """Points, and which of them are neighbours.

    Attributes:
        places: x and y of each point, pixels.
        beside: numbers of each point's neighbours.
    """

    places: list[tuple[float, float]] = field(default_factory=list)
    beside: list[list[int]] = field(default_factory=list)

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> Net:
        """The net of pieces."""
        net, named = cls(), dict[int, int]()
        for piece in pieces:
            places = [(float(x), float(y)) for x, y in piece.points]
            ends = [APART, APART]
            for k, name in ((0, piece.start), (-1, piece.end)):
                if name != APART and name not in named:
                    named[name] = net._next(places[k])
                ends[k] = named.get(name, APART)
            if ends == [APART, APART] and places[0] == places[-1]:
                ends[0] = ends[1] = net._next(places[0])
            net.lay(places, *ends)
        return net

    def lay(
        self,
        places: Sequence[tuple[float, float]],
        first: int = APART,
        last: int = APART,
    ) -> None:
        """Lay a line; `first` and `last` are points that it begins and ends on."""
        known = [first, *[APART] * (len(places) - 2), last]
        numbers = [
            self._next(place) if number == APART else number
            for place, number in zip(places, known, strict=True)
        ]
        for one, other in pairwise(numbers):
            if one != other and other not in self.beside[one]:
                self.beside[one].append(other)
                self.beside[other].append(one)

    def _next(self, place: tuple[float, float]) -> int:
        self.places.append(place)
        self.beside.append([])
        return len(self.places) - 1

    def parts(self) -> list[int]:
        """Number of the part that each point belongs to: what hangs together is one."""
        part = [-1] * len(self.beside)
        count = 0
        for begin in range(len(part)):
            if part[begin] >= 0:
                continue
            waiting, part[begin] = [begin], count
            while waiting:
                for other in self.beside[waiting.pop()]:
                    if part[other] < 0:
                        part[other] = count
                        waiting.append(other)
            count += 1
        return part

    def chains(self) -> list[list[int]]:
        """The net cut where other than two lines meet, a loop without such a place anywhere."""
        found: list[list[int]] = []
        walked: set[tuple[int, int]] = set()
        knots = [k for k, others in enumerate(self.beside) if len(others) != 2]
        for begin in (*knots, *range(len(self.beside))):
            for other in self.beside[begin]:
                if (begin, other) in walked:
                    continue
                chain = [begin, other]
                while len(self.beside[chain[-1]]) == 2 and chain[-1] != begin:
                    one, two = self.beside[chain[-1]]
                    chain.append(two if one == chain[-2] else one)
                walked.update(pairwise(chain))
                walked.update(pairwise(chain[::-1]))
                found.append(chain)
        return found
