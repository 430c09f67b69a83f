"""What is on the paper: lines and shapes, in the order in which they are painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from artline.nouns.locked import locked

Role = Literal["line", "mass", "hair", "brow", "lash", "beard", "hatch", "scene"]
"""What a mark draws: `line` and `mass` are the network's own lines and black areas."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A stroke that swells and tapers.

    Attributes:
        points: float32 N×2, N ≥ 2, x to the right and y down, in pixels of the photo; 0, 0 is
            the photo's upper left corner and not the middle of a pixel.
        widths: float32 N, the full width at each point, in pixels of the photo.
        role: what it draws.
        importance: 0..1; knob detail leaves out the least important ones first.
        tone: 0..1, how dark it is where it lies; 1 is full ink.
        paper: whether it is paper on ink instead of ink on paper.
    """

    points: NDArray[np.float32]
    widths: NDArray[np.float32]
    role: Role
    importance: float = 1.0
    tone: float = 1.0
    paper: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", locked(self.points))
        object.__setattr__(self, "widths", locked(self.widths))


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """An area of one tone with its holes.

    Attributes:
        outlines: closed polygons, float32 N×2 each, without the first point repeated at the end,
            in pixels of the photo as a line's are. Ink lies where they wind around a place
            (the nonzero rule: holes run the other way round).
        role: what it draws.
        tone: 0..1, how dark it is; 1 is full ink.
    """

    outlines: tuple[NDArray[np.float32], ...]
    role: Role
    tone: float = 1.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "outlines", tuple(locked(ring) for ring in self.outlines))


Mark = Line | Shape
"""One touch of the pen or the brush."""


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """A drawing before it has a size: everything that leaves is a rendering of its marks.

    Attributes:
        marks: in the order in which they are painted, each covering what lies beneath it.
        height: of the photo, pixels; marks may reach over the edge.
        width: of the photo, pixels.
        wash: uint8 h×w, 255 = ink, any size: tone that no stroke can carry, in pictures alone,
            beneath the marks; None where there is none.
    """

    marks: tuple[Mark, ...]
    height: int
    width: int
    wash: NDArray[np.uint8] | None = None

    def __post_init__(self) -> None:
        if self.wash is not None:
            object.__setattr__(self, "wash", locked(self.wash))

    def __repr__(self) -> str:
        lines = sum(isinstance(mark, Line) for mark in self.marks)
        shapes = len(self.marks) - lines
        return f"Marks({lines} lines, {shapes} shapes; {self.width}×{self.height})"
