"""The blocks of a picture that are worked on: what is the same all around costs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float32]

SIDE = 16
"""Pixels of a side of a block."""
ABREAST = 4
"""Blocks in a row of values: their number is filled up to whole rows with the last one again."""


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """Blocks of a picture whose sides are multiples of SIDE.

    Attributes:
        rows: int64 n, the row of each, counted in blocks; n is a multiple of ABREAST.
        columns: int64 n, the column of each.
    """

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]

    @classmethod
    def uneven(cls, picture: NDArray[np.uint8], margin: int) -> Blocks:
        """The blocks of a picture that are not the same all over, and those around them.

        Args:
            picture: uint8 h×w.
            margin: blocks around them.
        """
        import cv2

        parts = _parted(picture)
        low, high = parts.min((1, 3)), parts.max((1, 3))
        around = np.ones((3, 3), np.uint8)  # a step between two even blocks is uneven too
        low, high = np.asarray(cv2.erode(low, around)), np.asarray(cv2.dilate(high, around))
        side = 2 * margin + 1
        near = cv2.dilate((low < high).astype(np.uint8), np.ones((side, side), np.uint8))
        rows, columns = np.nonzero(near)
        filled = -len(rows) % ABREAST
        return cls(*(np.append(index, np.repeat(index[-1:], filled)) for index in (rows, columns)))

    def __len__(self) -> int:
        return len(self.rows)

    def taken(self, picture: NDArray[Any]) -> NDArray[Any]:
        """The values of these blocks alone, 2-D, for operators that work pixel by pixel."""
        return _parted(picture)[self.rows, :, self.columns].reshape(-1, ABREAST * SIDE * SIDE)

    def lay(self, picture: NDArray[Any], values: NDArray[Any]) -> None:
        """Put values as `taken` gives them back into a picture, in place."""
        parted = values.reshape(-1, SIDE, SIDE)
        _parted(picture)[self.rows, :, self.columns] = parted

    def places(self) -> tuple[Field, Field]:
        """Column and row in the picture of every value that `taken` gives."""
        along = np.arange(SIDE)
        shape = (len(self), SIDE, SIDE)
        x = (SIDE * self.columns)[:, None, None] + along
        y = (SIDE * self.rows)[:, None, None] + along[:, None]
        across, down = (
            np.broadcast_to(place, shape).astype(np.float32).reshape(-1, ABREAST * SIDE * SIDE)
            for place in (x, y)
        )
        return across, down


def _parted(picture: NDArray[Any]) -> NDArray[Any]:
    """A picture as rows of blocks × rows × columns of blocks × columns: a view."""
    h, w = picture.shape
    return picture.reshape(h // SIDE, SIDE, w // SIDE, SIDE)
