"""What is on the paper: lines and shapes, in the order in which they are painted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from artline.nouns.locked import locked

Role = Literal["line", "hair", "beard", "scene"]
"""What a mark draws: the network's own lines and black areas, strands of hair, hairs of a beard, or
what lies behind the sitter."""

INK = "ink"
"""The layer of what is drawn in ink over marks of other colours."""
Colour = tuple[int, int, int]
"""Red, green, blue, 0..255, sRGB."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A stroke that swells and tapers.

    Attributes:
        points: float32 N×2, N ≥ 2, x to the right and y down, in pixels of the photo; 0, 0 is
            the photo's upper left corner and not the middle of a pixel.
        widths: float32 N, the full width at each point, in pixels of the photo.
        role: what it draws.
        importance: 0..1; where lines lie closer than a pen, the most important one is drawn.
        tone: 0..1, how dark it is where it lies; 1 is full ink.
        paper: whether it is paper on ink instead of ink on paper.
        whole: whether a pen draws it in one go and as it is: never cut, joined or left out.
        colour: a colour of its own, mixed with the paper's where its tone is below 1; None is
            the ink's.
        layer: the layer of a filled file in which it lies; "" is told by its role.
    """

    points: NDArray[np.float32]
    widths: NDArray[np.float32]
    role: Role
    importance: float = 1.0
    tone: float = 1.0
    paper: bool = False
    whole: bool = False
    colour: Colour | None = None
    layer: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", locked(self.points))
        object.__setattr__(self, "widths", locked(self.widths))

    @property
    def area(self) -> float:
        """Length by width, square pixels of the photo; less than 0 where it is paper."""
        pieces = np.hypot(*np.diff(self.points, axis=0).T)
        area = float(pieces @ (self.widths[1:] + self.widths[:-1])) / 2
        return -area if self.paper else area

    @property
    def nbytes(self) -> int:
        """Bytes of its points and widths."""
        return self.points.nbytes + self.widths.nbytes


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """An area of one tone with its holes.

    Attributes:
        outlines: closed polygons, float32 N×2 each, without the first point repeated at the end,
            in pixels of the photo as a line's are. Ink lies where they wind around a place
            (the nonzero rule: holes run the other way round).
        role: what it draws.
        tone: 0..1, how dark it is; 1 is full ink.
        colour: a colour of its own, as a line's.
        layer: the layer of a filled file in which it lies, as a line's.
    """

    outlines: tuple[NDArray[np.float32], ...]
    role: Role
    tone: float = 1.0
    colour: Colour | None = None
    layer: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "outlines", tuple(locked(ring) for ring in self.outlines))

    @property
    def area(self) -> float:
        """Square pixels of the photo, without the holes."""
        return abs(sum(_area(ring) for ring in self.outlines))

    @property
    def nbytes(self) -> int:
        """Bytes of its outlines."""
        return sum(ring.nbytes for ring in self.outlines)


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

    @property
    def in_colour(self) -> bool:
        """Whether any mark has a colour of its own."""
        return any(mark.colour is not None for mark in self.marks)

    @property
    def ink_alone(self) -> Marks:
        """What a pen draws: marks in the ink's colour, or of the layer `ink`; else all of them."""
        inked = tuple(mark for mark in self.marks if mark.colour is None or mark.layer == INK)
        if len(inked) == len(self.marks) or not (inked or self.wash is not None):
            return self
        return Marks(inked, self.height, self.width, self.wash)

    @property
    def ink_share(self) -> float:
        """About how much of the paper is ink, 0..1: areas are summed, overlaps too."""
        area = sum(mark.tone * mark.area for mark in self.ink_alone.marks)
        beneath = 0.0 if self.wash is None else float(self.wash.mean()) / 255
        return beneath + area / (self.height * self.width)

    @property
    def nbytes(self) -> int:
        """Bytes of all points and of the wash."""
        own = sum(mark.nbytes for mark in self.marks)
        return own if self.wash is None else own + self.wash.nbytes

    def __repr__(self) -> str:
        lines = sum(isinstance(mark, Line) for mark in self.marks)
        shapes = len(self.marks) - lines
        return f"Marks({lines} lines, {shapes} shapes; {self.width}×{self.height})"


def _area(ring: NDArray[np.float32]) -> float:
    """Signed area within a closed polygon (the shoelace formula)."""
    x, y = ring.astype(np.float64).T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2
