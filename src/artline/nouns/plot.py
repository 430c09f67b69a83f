"""Paths of a pen, and the plot that they make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from artline.nouns import actions
from artline.nouns.locked import locked
from artline.nouns.marks import Marks
from artline.options.pens import Pen

if TYPE_CHECKING:
    from os import PathLike
    from typing import BinaryIO

    from artline.options import PageSettings


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """One path of the pen, from setting it down to lifting it.

    Attributes:
        points: float64 N×2, N ≥ 2: x to the right and y down from the page's top left corner,
            mm. A closed path ends on its first point.
        widths: float64 N: how wide the drawing's line is at each point, mm.
        pen: the pen's name.
        layer: "face", "hair", "body" or "background".
        closed: whether it is a loop.
        curve: float64 (3k+1)×2: the same path as k cubic Béziers, or None where it is a polyline.
    """

    points: NDArray[np.float64]
    widths: NDArray[np.float64]
    pen: str = "black"
    layer: str = "body"
    closed: bool = False
    curve: NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", locked(self.points))
        object.__setattr__(self, "widths", locked(self.widths))
        if self.curve is not None:
            object.__setattr__(self, "curve", locked(self.curve))

    @property
    def length(self) -> float:
        """Length of the path, mm."""
        return float(np.hypot(*np.diff(self.points, axis=0).T).sum())


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Marks on a page.

    Attributes:
        marks: in pixels of the photo.
        scale: mm for a pixel of the photo.
        corner: x and y of the photo's top left corner on the page, mm.
    """

    marks: Marks
    scale: float
    corner: tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Plot:
    """A drawing as paths of pens on a page, in the order in which they are drawn.

    Attributes:
        paths: the strokes, those of one pen together.
        pens: the pens, in the order in which they are used.
        width: of the page, mm.
        height: of the page, mm.
        title: the photo's name.
        settings: page, pens and machine, as chosen.
        marks: what was traced, for files that are filled, and where it lies on the page; None
            where the strokes came from elsewhere.
        paper: the page's colour as #rrggbb, which SVG and PDF show; None is white, or nothing.
    """

    paths: tuple[Stroke, ...]
    pens: tuple[Pen, ...]
    width: float
    height: float
    settings: PageSettings
    title: str = ""
    marks: Placed | None = None
    paper: str | None = None

    @property
    def length(self) -> float:
        """Length of all paths, mm."""
        return sum(path.length for path in self.paths)

    @property
    def travel(self) -> float:
        """Length of the ways between one path and the next, pen up, mm."""
        if len(self.paths) < 2:
            return 0.0
        ends = np.array([path.points[-1] for path in self.paths[:-1]])
        starts = np.array([path.points[0] for path in self.paths[1:]])
        return float(np.hypot(*(starts - ends).T).sum())

    def save(
        self,
        target: str | PathLike[str] | BinaryIO,
        *,
        format: str | None = None,  # noqa: A002 - as everywhere
    ) -> None:
        """Write the strokes; the suffix chooses the format unless `format` does.

        Args:
            target: a path (its folder must exist; an existing file is replaced in one step) or
                a binary file object.
            format: "svg", "pdf", "dxf", "hpgl" or "gcode".

        Raises:
            OutputError: unknown format, a path outside the page or the machine's bed, no such
                folder, disk full …; nothing is left behind.
            SettingError: something was chosen for files of another format.
        """
        actions.call("save_strokes", self, target, format=format)

    def __repr__(self) -> str:
        return f"Plot({len(self.paths)} paths, {self.width:g}×{self.height:g} mm)"


Strokes = Plot
"""The name of `Plot` before; it stays."""
