"""Photos without targets, for self-training; with mattes where there are some."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from artline.train.data.pixels import grey_pixels, photo_within, resized
from artline.train.data.sample import Sample

LONG_SIDE = 640
"""Largest long side of a photo, in pixels: about the size at which crops are cut."""


class Unlabelled:
    """Photos without targets.

    Args:
        files: name → photo.
        mattes: name → matte, where there is one.
    """

    def __init__(self, files: Mapping[str, Path], mattes: Mapping[str, Path]) -> None:
        self.names = list(files)
        self._files = dict(files)
        self._mattes = dict(mattes)

    def __len__(self) -> int:
        return len(self.names)

    def __getitem__(self, index: int) -> Sample:
        """A photo without channels, at most LONG_SIDE pixels long.

        Raises:
            DataError: a file is damaged or gone.
        """
        name = self.names[index]
        photo = photo_within(self._files[name], LONG_SIDE)
        height, width = photo.shape[:2]
        matte = self._mattes.get(name)
        return Sample(
            photo=photo,
            targets=np.zeros((0, height, width), np.uint8),
            channels=(),
            subject=None if matte is None else resized(grey_pixels(matte), height, width),
            name=name,
        )
