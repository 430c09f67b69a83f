"""Pictures of nobody: things, rooms, landscapes, animals, surfaces.

    PATH/NAME.jpg             pictures, in folders or not

Their subject is nothing, and a drawing of the sitter is white paper: `line`, `mass` and `pressure`
are known to be empty. `scene`, which draws things and backgrounds too, is not known.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from artline.train.data.folders import pictures
from artline.train.data.pixels import photo_within
from artline.train.data.sample import Sample
from artline.train.data.sets.unlabelled import LONG_SIDE

CHANNELS = ("line", "mass", "pressure")
"""Channels of the sitter's ink, of which there is none."""


class Nobody:
    """A folder of pictures in which nobody is; see the top of this file.

    Args:
        folder: searched with all below it.

    Raises:
        DataError: no such folder, or no picture in it.
    """

    def __init__(self, folder: Path) -> None:
        self._files = pictures(folder, "picture")
        self.names = list(self._files)

    def __len__(self) -> int:
        return len(self.names)

    def __getitem__(self, index: int) -> Sample:
        """A picture with an empty drawing, at most 640 pixels long.

        Raises:
            DataError: a file is damaged or gone.
        """
        name = self.names[index]
        photo = photo_within(self._files[name], LONG_SIDE)
        height, width = photo.shape[:2]
        return Sample(
            photo=photo,
            targets=np.zeros((len(CHANNELS), height, width), np.uint8),
            channels=CHANNELS,
            subject=np.zeros((height, width), np.uint8),
            name=name,
            faces=np.zeros((0, 8), np.float32),
        )
