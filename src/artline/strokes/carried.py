"""Lines of a drawing as paths of the pen: they are carried over, not traced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from artline.nouns import Line, Mark, Marks
from artline.strokes.path import Mask, Path, runs

STEP = 1.0
"""Distance between the points of a path, pixels."""

DOT = 0.7
"""Distance between two points across and down, pixels, up to which none is put between them."""

TAKEN = 0.8
"""Width of the pen's trail on which no less important line is drawn again, in its widths."""

AROUND = 2.0
"""Pixels by which lines of ink are widened where they are painted over lines of paper."""

HALF = 127
"""Ink, 0..255, from which a pixel belongs to a line of paper."""

SHORTEST = 3.0
"""Length below which what is left of a line is left out, in widths of the pen."""


def carried(marks: Marks, shape: tuple[int, int], pen: float) -> list[Path]:
    """The lines of ink among the marks, along their middle.

    A line ends where paper is painted over it, and where the pen has already drawn a more
    important one: strands nearer than the pen is wide are one line of it.

    Args:
        marks: in pixels of the photo.
        shape: rows and columns of the picture that the paths are for.
        pen: width of the pen, pixels of that picture.

    Returns:
        Paths in pixels of the picture, the most important first; a light line is thinner.
    """
    import cv2

    scale = shape[1] / marks.width
    lines = [mark for mark in marks.marks if isinstance(mark, Line) and not mark.paper]
    lines.sort(key=lambda line: -line.importance)
    bare = _bare(marks, shape)
    taken = np.zeros(shape, np.uint8)
    found = []
    for line in lines:
        path = _evened(line, scale)
        if line.whole:
            found.append(replace(path, whole=True))
            continue
        x, y = np.floor(path.points).astype(np.intp).T
        inside = (x >= 0) & (y >= 0) & (x < shape[1]) & (y < shape[0])
        x, y = np.clip(x, 0, shape[1] - 1), np.clip(y, 0, shape[0] - 1)
        kept = inside & ~bare[y, x] & (taken[y, x] == 0)
        for part in _parts(path, kept, SHORTEST * pen):
            found.append(part)
            trail = np.round((part.points - 0.5) * 16).astype(np.int32)
            cv2.polylines(taken, [trail], False, 1, max(1, round(TAKEN * pen)), shift=4)
    return found


def cover(paths: Iterable[Path], shape: tuple[int, int], around: float = 0.0) -> Mask:
    """What paths cover by their own mean width and `around` pixels more, bool H×W."""
    import cv2

    mask = np.zeros(shape, np.uint8)
    for path in paths:
        trail = np.round((path.points - 0.5) * 16).astype(np.int32)
        width = max(1, round(float(path.widths.mean()) + around))
        cv2.polylines(mask, [trail], False, 1, width, shift=4)
    return np.asarray(mask > 0)


def _bare(marks: Marks, shape: tuple[int, int]) -> Mask:
    """Where paper lies on top, bool H×W: ink becomes paper and paper ink."""
    from artline.marks.render import rendered, tone

    if not any(tone(mark) == 0 for mark in marks.marks):
        return np.zeros(shape, bool)
    around = np.float32(AROUND * marks.width / shape[1])
    turned = tuple(_turned(mark, around) for mark in marks.marks)
    return np.asarray(rendered(replace(marks, marks=turned, wash=None), *shape) > HALF)


def _turned(mark: Mark, around: np.float32) -> Mark:
    """Paper as ink, ink as paper; lines of ink wide enough to clear the pixels of their middle."""
    if not isinstance(mark, Line):
        return replace(mark, tone=0.0 if mark.tone > 0 else 1.0)
    if mark.paper:
        return replace(mark, paper=False, tone=1.0)
    return replace(mark, tone=0.0, widths=mark.widths + around)


def _evened(line: Line, scale: float) -> Path:
    """In pixels of the picture, with points about `STEP` apart."""
    points = line.points.astype(np.float64) * scale
    if len(points) == 2 and float(np.abs(points[1] - points[0]).max()) < DOT:
        return Path(points, line.widths.astype(np.float64) * (scale * line.tone))
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    at = np.linspace(0, along[-1], max(2, int(np.ceil(along[-1] / STEP)) + 1))
    x, y, widths = (
        np.interp(at, along, values) for values in (*points.T, line.widths * (scale * line.tone))
    )
    return Path(np.stack([x, y], 1), widths)


def _parts(path: Path, kept: NDArray[np.bool_], shortest: float) -> list[Path]:
    """What is kept of a path, without crumbs."""
    parts = [Path(path.points[run], path.widths[run]) for run in runs(kept)]
    return [part for part in parts if kept.all() or part.length >= shortest]
