"""A data set of photos with one drawing each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from artline.errors import shown
from artline.train.data.pixels import grey_pixels, ink_of, photo_pixels, resized, same_aspect
from artline.train.data.sample import Bytes, DataError, Sample


@dataclass(frozen=True, slots=True)
class Pair:
    """A photo and a drawing of it.

    Attributes:
        name: unique in its set.
        channel: which channel the drawing teaches.
        read: gives the photo, uint8 H×W×3, and the drawing, uint8 h×w, 255 = white paper.
        matte: white = sitter, or None.
    """

    name: str
    channel: str
    read: Callable[[], tuple[Bytes, Bytes]]
    matte: Path | None = None


class PairDataset:
    """Pairs as a data set: each sample has one channel, the drawing's ink, at the drawing's size.

    Args:
        pairs: in order.
    """

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self._pairs = tuple(pairs)
        self.names = [pair.name for pair in pairs]

    def __len__(self) -> int:
        return len(self._pairs)

    def __getitem__(self, index: int) -> Sample:
        """A pair at the drawing's size.

        Raises:
            DataError: a file is damaged or gone, or the two show different frames.
        """
        pair = self._pairs[index]
        photo, drawing = pair.read()
        height, width = drawing.shape
        if not same_aspect(photo, drawing):
            raise DataError(
                f"{shown(pair.name)}: the drawing's {width}×{height} is not the shape of its "
                f"photo, {photo.shape[1]}×{photo.shape[0]}; cut both to one frame"
            )
        matte = None if pair.matte is None else resized(grey_pixels(pair.matte), height, width)
        return Sample(
            photo=resized(photo, height, width),
            targets=np.ascontiguousarray(ink_of(drawing)[None]),
            channels=(pair.channel,),
            subject=matte,
            name=pair.name,
        )


def from_files(photo: Path, drawing: Path) -> Callable[[], tuple[Bytes, Bytes]]:
    """A reader of a pair in two files."""
    return lambda: (photo_pixels(photo), grey_pixels(drawing))
