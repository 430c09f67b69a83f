"""Where bare skin is in a data set's photos, from pictures of their parts.

PARTS/NAME.png            red = hair, green = skin; any size of the photo's shape
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from artline.train.data.pixels import colour_pixels, resized
from artline.train.data.sample import Bytes, DataSet, DatasetWrapper, Sample

_SURELY_SKIN = 160
"""Level of a part's picture, of 255, above which its skin is believed."""

_HARDLY_HAIR = 90
"""Level of hair, of 255, below which a pixel of skin is bare."""

_SITTER = 150
"""Matte, of 255, above which skin is the sitter's."""


class WithSkin(DatasetWrapper):
    """A data set whose samples know where bare skin is.

    Args:
        dataset: the data set wrapped.
        parts: name → picture of its parts; a sample without one stays as it is.
    """

    def __init__(self, dataset: DataSet, parts: Mapping[str, Path]) -> None:
        super().__init__(dataset)
        self._parts = dict(parts)

    def __getitem__(self, index: int) -> Sample:
        """A sample with its skin.

        Raises:
            DataError: a file is damaged or gone.
        """
        sample = self._dataset[index]
        path = self._parts.get(sample.name)
        if path is None:
            return sample
        return replace(sample, skin=bare_skin(colour_pixels(path), sample))


def bare_skin(parts: Bytes, sample: Sample) -> Bytes:
    """uint8 H×W, 255 = surely bare skin of the sitter, of a picture of parts uint8 h×w×3."""
    hair, skin, _ = np.moveaxis(resized(parts, *sample.photo.shape[:2]), 2, 0)
    bare = (skin > _SURELY_SKIN) & (hair < _HARDLY_HAIR)
    if sample.subject is not None:
        bare &= sample.subject > _SITTER
    return np.where(bare, np.uint8(255), np.uint8(0))
