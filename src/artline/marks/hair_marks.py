"""What the strokes of hair are handed on as, and the photo's places for them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from artline.marks.canvas import Canvas
from artline.marks.strands import Strands
from artline.nouns.locked import locked
from artline.nouns.marks import Line, Role

Field = NDArray[np.float32]

LEAST_POINTS = 4  # of a line: fewer do not show a stroke


@dataclass(frozen=True, slots=True, eq=False)
class HairMarks:
    """Hair as marks, and where the network's ink gives way to them.

    Attributes:
        core: float32 h×w at working size, 0..1, where the network's ink is taken away.
        black: float32 h×w at working size, 0..1, full ink where above one half, beneath the lines.
        lines: in painting order.
    """

    core: Field
    black: Field
    lines: tuple[Line, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "core", locked(self.core))
        object.__setattr__(self, "black", locked(self.black))

    @property
    def nbytes(self) -> int:
        """Bytes of its fields and lines."""
        lines = sum(line.nbytes for line in self.lines)
        return self.core.nbytes + self.black.nbytes + lines


def lines_of(found: Strands, on: Canvas, role: Role, *, paper: bool = False) -> list[Line]:
    """Strokes on a canvas as lines on the photo; where a row has a gap it becomes two lines.

    Args:
        found: the strokes.
        on: the canvas that they are on.
        role: what they draw.
        paper: whether they are paper on ink.
    """
    points = on.to_photo(found.x, found.y)
    widths = found.width * np.float32(on.scale[0])
    drawn = np.zeros((len(widths), widths.shape[1] + 2), np.int8)
    drawn[:, 1:-1] = widths > 0
    steps = np.diff(drawn, axis=1)
    row, first = np.nonzero(steps == 1)
    _, beyond = np.nonzero(steps == -1)
    lines = []
    for i, a, b in zip(row, first, beyond, strict=True):
        if b - a >= LEAST_POINTS:
            width = widths[i, a:b].copy()
            width[[0, -1]] = 0
            importance = float(found.importance[i])
            lines.append(Line(points[i, a:b], width, role, importance, 1.0, paper))
    return lines
