"""Face boxes for a data set's photos: for crops of facial features and for glare on glasses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from artline.train.data.cache import Arrays, Cache, pixels_key
from artline.train.data.per_process import PerProcess
from artline.train.data.sample import DataSet, DatasetWrapper, Sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from artline.faces.finder import FaceFinder
    from artline.nouns import Face


class WithFaces(DatasetWrapper):
    """A data set whose samples have face boxes.

    Each photo is searched once, by the pipeline's face finder; the boxes are cached.

    Args:
        dataset: the data set wrapped; samples that know their faces already stay as they are.
        cache: folder of the boxes; None is the user's cache folder.
    """

    def __init__(self, dataset: DataSet, cache: Path | None = None) -> None:
        super().__init__(dataset)
        self._cache = Cache(cache, "faces-1")
        self._finder = PerProcess(_finder)

    def __getitem__(self, index: int) -> Sample:
        sample = self._dataset[index]
        if sample.faces is not None:
            return sample
        key = pixels_key(sample.photo)
        kept = self._cache.get(key, lambda: self._found(sample))
        return replace(sample, faces=np.asarray(kept["faces"], np.float32))

    def _found(self, sample: Sample) -> Arrays:
        return {"faces": face_rows(self._finder().find(sample.photo))}


def face_rows(faces: Sequence[Face]) -> NDArray[np.float32]:
    """Faces as rows of `Sample.faces`, float32 N×8."""
    rows = [(f.left, f.top, f.right, f.bottom, *f.eyes[0], *f.eyes[1]) for f in faces]
    return np.array(rows, np.float32).reshape(-1, 8)


def _finder() -> FaceFinder:
    from artline import pipeline

    return pipeline.face_finder()
