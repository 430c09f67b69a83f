"""Landmarks of the faces in a data set's photos, with their depth: for light from another side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from artline.train.data.cache import Arrays, Cache, pixels_key
from artline.train.data.per_process import PerProcess
from artline.train.data.sample import DataSet, DatasetWrapper, Sample

if TYPE_CHECKING:
    from artline.faces.finder import FaceFinder
    from artline.faces.mesh import FaceMesh


class WithMeshes(DatasetWrapper):
    """A data set whose samples have the landmarks of their faces.

    Each photo is looked at once; the landmarks are cached under its pixels.

    Args:
        dataset: the data set wrapped.
        cache: folder of the landmarks; None is the user's cache folder.
    """

    def __init__(self, dataset: DataSet, cache: Path | None = None) -> None:
        super().__init__(dataset)
        self._cache = Cache(cache, "meshes-1")
        self._models = PerProcess(_models)

    def __getitem__(self, index: int) -> Sample:
        sample = self._dataset[index]
        kept = self._cache.get(pixels_key(sample.photo), lambda: self._found(sample))
        return replace(sample, meshes=np.asarray(kept["meshes"], np.float32))

    def _found(self, sample: Sample) -> Arrays:
        finder, mesh = self._models()
        found = mesh.each(sample.photo, finder.find(sample.photo))
        rows = [np.column_stack([one.points, one.depth]) for one in found]
        return {"meshes": np.array(rows, np.float32).reshape(-1, 468, 3)}


def _models() -> tuple[FaceFinder, FaceMesh]:
    from artline.faces.load import face_finder, face_mesh

    return face_finder(), face_mesh()
