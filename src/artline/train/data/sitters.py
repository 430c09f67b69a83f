"""Who the sitter is in photos without mattes, as the network that ships sees it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from artline.train.data.cache import Cache, pixels_key
from artline.train.data.per_process import PerProcess
from artline.train.data.pixels import resized
from artline.train.data.sample import Bytes, DataSet, DatasetWrapper, Sample

if TYPE_CHECKING:
    from artline.ink.network import Network

NETWORK = "portrait"
"""Name of the model that is asked."""


class WithSitters(DatasetWrapper):
    """A data set whose samples have mattes.

    Each photo is seen once; the mattes are cached under the photo's pixels.

    Args:
        dataset: the data set wrapped; samples with a matte of their own keep it.
        cache: folder of the mattes; None is the user's cache folder.
    """

    def __init__(self, dataset: DataSet, cache: Path | None = None) -> None:
        super().__init__(dataset)
        self._cache = Cache(cache, "sitters-1")
        self._network = PerProcess(_network)

    def __getitem__(self, index: int) -> Sample:
        sample = self._dataset[index]
        if sample.subject is not None:
            return sample
        key = pixels_key(sample.photo)
        kept = self._cache.get(key, lambda: {"subject": _matte(self._network(), sample.photo)})
        return replace(sample, subject=np.asarray(kept["subject"], np.uint8))


def _matte(network: Network, photo: Bytes) -> Bytes:
    """uint8 H×W, 255 = sitter, of a photo uint8 H×W×3."""
    from artline.photo.size import working_size

    height, width = photo.shape[:2]
    size = working_size(height, width, network.contract.best_long_side)
    _, subject = network.without_hand(resized(photo, *size).astype(np.float32) / np.float32(255))
    return resized(np.rint(subject * 255).astype(np.uint8), height, width)


def _network() -> Network:
    from artline.ink.network import Network
    from artline.models.store import find

    weights = find(NETWORK)
    return Network(weights.data, weights.name, threads=1)
