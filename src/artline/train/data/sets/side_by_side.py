"""Pictures with a photo on the left and its drawing on the right, as pix2pix has them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from artline.errors import shown
from artline.train.data.pixels import photo_pixels
from artline.train.data.sample import Bytes, DataError
from artline.train.data.sets.pair_dataset import Pair, PairDataset


def side_by_side(folder: Path, files: dict[str, Path], channel: str) -> PairDataset:
    """Pairs whose left half is the photo and whose right half is the drawing.

    Args:
        folder: for messages.
        files: name → picture, twice as wide as high.
        channel: which channel the drawings teach.

    Raises:
        DataError: there are none.
    """
    if not files:
        raise DataError(f"{shown(folder)}: no picture is left to learn from")
    return PairDataset([Pair(name, channel, _reader(path)) for name, path in files.items()])


def split_halves(path: Path) -> tuple[Bytes, Bytes]:
    """The left half, uint8 S×S×3, and the right half in grey, uint8 S×S.

    Raises:
        DataError: it cannot be read, is not twice as wide as high, or has its colour on the right.
    """
    whole = photo_pixels(path)
    height, width = whole.shape[:2]
    if width != 2 * height:
        raise DataError(
            f"{shown(path)}: {width}×{height} is not twice as wide as high; a pair lies side by "
            "side, photo left, drawing right"
        )
    left, right = whole[:, :height], whole[:, height:]
    if _colour(right) > 12 + 2 * _colour(left):
        raise DataError(
            f"{shown(path)}: colour is on the right; the photo belongs on the left, the drawing "
            "on the right"
        )
    grey = cv2.cvtColor(np.ascontiguousarray(right), cv2.COLOR_RGB2GRAY)
    return np.ascontiguousarray(left), np.asarray(grey, np.uint8)


def _reader(path: Path) -> Callable[[], tuple[Bytes, Bytes]]:
    return lambda: split_halves(path)


def _colour(pixels: Bytes) -> float:
    """Mean difference between the strongest and the weakest of red, green, blue; 0..255."""
    thin = pixels[::4, ::4]
    return float((thin.max(axis=2) - thin.min(axis=2)).mean())
