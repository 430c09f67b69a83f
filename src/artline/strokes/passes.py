"""Lines that are wider than the pen, as several of its lines side by side."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from artline.strokes.path import Path, Points, runs
from artline.strokes.trace import smoothed

SOONER = 0.2
"""Share of a distance between two lines by which the next is drawn sooner."""

MOST = 12
"""Lines side by side, at most."""

SHORTEST = 4.0
"""Length below which a line beside another is left out, in widths of the pen."""

EVEN = 6.0
"""Standard deviation of the Gaussian along a line of the direction across it, points."""


def passes(path: Path, pen: float, apart: float) -> list[Path]:
    """The lines of the pen that give a line its width.

    Args:
        path: the middle of the line and its widths, pixels; points about a pixel apart.
        pen: width of the pen, pixels.
        apart: distance between lines side by side, at most, in widths of the pen.

    Returns:
        The first runs along the whole line, the others where it is wide enough for them.
    """
    room = (path.widths / pen - 1) / apart
    count = np.clip(np.floor(room + SOONER).astype(np.intp) + 1, 1, MOST)
    most = int(count.max())
    if most == 1 or len(path.points) < 4:
        return [path]
    across = _across(path)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(path.points, axis=0).T))])
    found = []
    for number in range(most):
        for run in runs(count > number):
            if number and along[run.stop - 1] - along[run.start] < SHORTEST * pen:
                continue
            step = np.minimum(1, room / np.maximum(count - 1, 1)) * (apart * pen)
            place = _place(number, count) * np.maximum(step, 0)
            away = smoothed(place[:, None], EVEN, closed=path.closed)
            points = (path.points + away * across)[run]
            whole = path.closed and run.stop - run.start == len(count)
            if whole:
                points[-1] = points[0]
            found.append(
                Path(points, np.maximum(step, path.widths / count)[run], whole, path.reach)
            )
    return found


def _place(number: int, count: NDArray[np.intp]) -> NDArray[np.float64]:
    """Where the line of a number lies, in distances to the right of the middle.

    From the right side to the left and on: a line added where it becomes wider lies at the left.
    """
    last = count - 1
    return np.asarray(0.5 * last - np.minimum(number, last), np.float64)


def _across(path: Path) -> Points:
    """Unit vectors across the path."""
    way = np.gradient(path.points, axis=0)
    if path.closed:
        way[0] = way[-1] = path.points[1] - path.points[-2]
    way = smoothed(way, EVEN, path.closed)
    way /= np.maximum(np.hypot(*way.T), 1e-9)[:, None]
    return np.stack([-way[:, 1], way[:, 0]], 1)
