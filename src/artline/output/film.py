"""A film in which a drawing is drawn: its strokes uncover the finished picture one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from artline.options.film import FilmSettings

U8 = NDArray[np.uint8]

LONG_SIDE = 135.0
"""Long side of the page of a film in the photo's own shape, mm."""
SHAPES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"portrait": (108.0, 135.0), "square": (108.0, 108.0), "story": (108.0, 192.0)}
)
"""Width and height in mm of the page of each other shape; ten pixels a millimetre are 1080×1350."""
MARGIN = 6.0
"""Margin of the page, mm."""
FINISHED_SHARE = 1 / 6
"""Share of a film for which the drawing is finished."""
BRUSH = 0.02
"""Width that a stroke uncovers, as a share of the page's long side: it covers the widest line."""
FILM_PEN = 0.8
"""Pen that areas are hatched with, mm: less than the brush, so that nothing stays covered."""
FILM_TOLERANCE = 0.2
"""How far a curve may be from the traced line, mm: a brush hides more."""


def page_of(film: FilmSettings, width: int, height: int) -> tuple[float, float]:
    """Width and height in mm of a film's page.

    Args:
        film: its shape.
        width: of the drawing, in any unit.
        height: the same.
    """
    if film.shape in SHAPES:
        return SHAPES[film.shape]
    scale = (LONG_SIDE - 2 * MARGIN) / max(width, height)
    return width * scale + 2 * MARGIN, height * scale + 2 * MARGIN


def drawn_share(time: float) -> float:
    """Share of the line that is drawn at a time of 0..1: slow at first, where the eyes are."""
    if time >= 1 - FINISHED_SHARE:
        return 1.0
    t = max(0.0, time / (1 - FINISHED_SHARE))
    return 0.3 * t + 0.7 * t * t * (3 - 2 * t)


def frames(
    picture: U8, paper: U8, lines: Sequence[NDArray[np.float64]], brush: int, count: int
) -> Iterator[U8]:
    """The pictures of a film; the last ones are the finished picture.

    Args:
        picture: uint8 H×W or H×W×3, the finished picture.
        paper: value of a pixel that is not uncovered yet, of the picture's channels.
        lines: float64 N×2 each, x and y of the strokes in pixels, in the order of drawing.
        brush: width that a stroke uncovers, pixels.
        count: how many.

    Yields:
        The same array each time, uint8, of the picture's shape.
    """
    covered = np.empty_like(picture)
    covered[...] = paper
    pen = _Uncovering(lines, brush, picture.shape[:2])
    for k in range(count):
        share = drawn_share((k + 1) / count)
        if share >= 1:
            yield picture
            continue
        rows, columns = pen.advance(share)
        part = pen.mask[rows, columns] > 0
        covered[rows, columns][part] = picture[rows, columns][part]
        yield covered


class _Uncovering:
    """What the strokes have uncovered so far.

    Attributes:
        mask: uint8 H×W, 255 is uncovered.
    """

    def __init__(
        self, lines: Sequence[NDArray[np.float64]], brush: int, shape: tuple[int, int]
    ) -> None:
        self.mask = np.zeros(shape, np.uint8)
        self._lines, self._brush = lines, brush
        self._steps = [np.hypot(*np.diff(line, axis=0).T) for line in lines]
        self._length = sum(float(steps.sum()) for steps in self._steps)
        self._line, self._before = 0, 0.0  # the stroke that is being drawn; length of those before

    def advance(self, share: float) -> tuple[slice, slice]:
        """Draw on up to a share of the whole length; rows and columns that may have changed."""
        wanted = share * self._length
        drawn = []
        while self._line < len(self._lines):
            line, steps = self._lines[self._line], self._steps[self._line]
            length = float(steps.sum())
            if self._before + length > wanted:
                drawn.append(_beginning(line, steps, wanted - self._before))
                break
            drawn.append(line)
            self._before += length
            self._line += 1
        return self._paint(drawn)

    def _paint(self, lines: list[NDArray[np.float64]]) -> tuple[slice, slice]:
        import cv2

        if not lines:
            return slice(0, 0), slice(0, 0)
        whole = [np.rint(line).astype(np.int32) for line in lines]
        cv2.polylines(self.mask, whole, isClosed=False, color=255, thickness=self._brush)
        places = np.concatenate(whole)
        low = np.maximum(places.min(axis=0) - self._brush, 0)
        high = np.maximum(places.max(axis=0) + self._brush + 1, 0)
        return slice(int(low[1]), int(high[1])), slice(int(low[0]), int(high[0]))


def _beginning(
    line: NDArray[np.float64], steps: NDArray[np.float64], length: float
) -> NDArray[np.float64]:
    """The first part of a line, of a length."""
    ends = np.cumsum(steps)
    k = int(np.searchsorted(ends, length))
    begun = float(ends[k] - steps[k])
    share = (length - begun) / max(float(steps[k]), 1e-9)
    last = line[k] + min(1.0, share) * (line[k + 1] - line[k])
    return np.concatenate([line[: k + 1], last[None]])
