"""What the user erased becomes paper in every look, also in those that draw what no channel holds.

Looks find their areas and lines in the photo too, and a page for colouring closes its regions. So
marks are taken away here, once, after a look has made them. Looks still read `ink.erased` where
they place lines by it: a way that leads around it is better than one that is cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from artline.fields.morphology import disc
from artline.finish.cut import enlarge
from artline.finish.traced import steep_size
from artline.marks.areas import areas
from artline.marks.render import rendered
from artline.nouns import Ink, Line, Mark, Marks, Shape
from artline.options import Settings

Mask = NDArray[np.bool_]

GROUNDS = ("gradient", "burst")
"""Backgrounds that are painted in place of paper."""
RIM = 1.5
"""Pixels of a pass within the edge of what is erased where ends of lines and soft edges may lie."""
VISIBLE = 12
"""Ink, 0..255, from which something is drawn."""
FEWEST = 2
"""Points of a line, at least."""


def without_erased(marks: Marks, ink: Ink, settings: Settings) -> Marks:
    """Marks of which none lies where the user erased.

    Lines end there; what is left of shapes is covered by paper, unless a ground is painted, which
    is to be seen through.

    Args:
        marks: what a look has drawn.
        ink: its `erased` and pitch count.
        settings: background counts.
    """
    gone = ink.erased
    if gone is None:
        return marks
    kept = _cut([mark for mark in marks.marks if isinstance(mark, Line)], gone, marks)
    drawn: list[Mark] = []
    for mark in marks.marks:
        drawn += next(kept) if isinstance(mark, Line) else (mark,)
    left = replace(marks, marks=tuple(drawn), wash=_bare(marks.wash, gone))
    if settings.background in GROUNDS or not _seen(left, gone, ink.pitch):
        return left
    return replace(left, marks=(*left.marks, *_paper(gone, ink)))


def _cut(lines: Sequence[Line], gone: Mask, marks: Marks) -> Iterator[list[Line]]:
    """What is left of each line."""
    if not lines:
        return
    points = np.concatenate([line.points for line in lines])
    height, width = gone.shape
    at = (points * (width / marks.width, height / marks.height)).astype(np.intp)
    x, y = np.clip(at, 0, (width - 1, height - 1)).T
    inside = np.split(gone[y, x], np.cumsum([len(line.points) for line in lines[:-1]]))
    for line, lost in zip(lines, inside, strict=True):
        yield _pieces(line, ~lost) if lost.any() else [line]


def _pieces(line: Line, kept: Mask) -> list[Line]:
    """The runs of a line's points that are kept."""
    steps = np.diff(kept.astype(np.int8), prepend=0, append=0)
    runs = zip(np.flatnonzero(steps == 1), np.flatnonzero(steps == -1), strict=True)
    return [
        replace(line, points=line.points[begin:end], widths=line.widths[begin:end])
        for begin, end in runs
        if end - begin >= FEWEST
    ]


def _bare(wash: NDArray[np.uint8] | None, gone: Mask) -> NDArray[np.uint8] | None:
    """A wash without what is erased."""
    return None if wash is None else np.where(_sized(gone, *wash.shape), 0, wash).astype(np.uint8)


def _seen(marks: Marks, gone: Mask, pitch: float) -> bool:
    """Whether anything but a soft edge lies where it is erased."""
    import cv2

    inner = cv2.erode(gone.astype(np.uint8), disc(RIM * pitch)) > 0
    shown = rendered(replace(marks, wash=None), *gone.shape)
    return bool((shown[inner] > VISIBLE).any())


def _paper(gone: Mask, ink: Ink) -> Iterator[Shape]:
    """What is erased as shapes of paper."""
    height, width, _ = steep_size(ink)
    unit = (ink.photo.width / width, ink.photo.height / height)
    for shape in areas(enlarge(gone.astype(np.float32), height, width), unit, levels=(0.5,)):
        yield replace(shape, tone=0.0)


def _sized(gone: Mask, height: int, width: int) -> Mask:
    """The mask at another size."""
    import cv2

    plane = cv2.resize(gone.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(plane > 0.5)
