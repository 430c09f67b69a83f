"""Drawings warped so that the points of the face lie where they lie in the photo.

An artist's hand is free by a few per cent of a face, and what a network learns from lines that
lie now here, now there, is a blur. A shift (`register.py`) puts right the whole, this the eyes,
the nose and the lips, by a thin-plate spline that need not go through every point (Bookstein
1989; smoothed as in Wahba 1990).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from artline.train.data.per_process import PerProcess
from artline.train.data.sample import Bytes, DataSet, DatasetWrapper, Sample

if TYPE_CHECKING:
    from artline.faces.finder import FaceFinder
    from artline.faces.mesh import FaceMesh

Points = NDArray[np.float64]

STRIDE = 5
"""Every fifth landmark of the mesh is used, and the irises."""

STIFFNESS = 2e-3
"""Smoothing of the spline: weight of bending energy against the squared error at the points."""

FARTHEST = 0.08
"""Largest mean offset of the points, as a share of the picture; beyond it a mesh is wrong."""

_BORDER_SHIFT = 0.6
"""Shift of the picture's border, as a share of the face's mean shift."""

_GRID = 33
"""Points a side at which the spline is computed; between them it is interpolated."""


class Landmarks(DatasetWrapper):
    """A data set whose drawings are warped onto their photos by the points of the face.

    A sample in whose photo or drawing no face is found stays as it is.

    Args:
        dataset: the data set wrapped.
    """

    def __init__(self, dataset: DataSet) -> None:
        super().__init__(dataset)
        self._seers = PerProcess(_seers)

    def __getitem__(self, index: int) -> Sample:
        sample = self._dataset[index]
        paper = np.asarray(255 - sample.targets.max(axis=0), np.uint8)
        here = self._points(sample.photo)
        there = None if here is None else self._points(np.repeat(paper[..., None], 3, axis=2))
        if here is None or there is None or np.abs(there - here).mean() > FARTHEST:
            return sample
        return replace(sample, targets=warped(sample.targets, here, there))

    def _points(self, rgb: Bytes) -> Points | None:
        """Points of the largest face, N×2, in fractions of the picture."""
        finder, mesh = self._seers()
        faces = finder.find(rgb)
        found = mesh.find(rgb, faces[0]) if faces else None
        if found is None:
            return None
        points = np.vstack([found.points[::STRIDE], found.irises[:, 0]]).astype(np.float64)
        return points / rgb.shape[1::-1]


def _seers() -> tuple[FaceFinder, FaceMesh]:
    from artline import pipeline

    return pipeline.face_finder(), pipeline.face_mesh()


def warped(planes: Bytes, here: Points, there: Points) -> Bytes:
    """Planes warped so that what lies at `there` comes to lie at `here`.

    Args:
        planes: uint8 K×H×W, 255 = ink; paper comes in at the edge.
        here: N×2, x and y in fractions of the picture.
        there: N×2, the same points before the warp.

    Returns:
        uint8 K×H×W.
    """
    height, width = planes.shape[1:]
    shift = there - here
    frame = np.array([(x, y) for x in (-0.15, 0.5, 1.15) for y in (-0.15, 0.5, 1.15)])
    frame = np.delete(frame, 4, axis=0)
    held = np.tile(_BORDER_SHIFT * shift.mean(axis=0), (len(frame), 1))
    spline = _spline(np.vstack([here, frame]), np.vstack([shift, held]))
    side = np.linspace(0, 1, _GRID)
    coarse = spline(np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2))
    fine = cv2.resize(
        coarse.reshape(_GRID, _GRID, 2).astype(np.float32),
        (width, height),
        interpolation=cv2.INTER_CUBIC,
    )
    y, x = np.mgrid[:height, :width].astype(np.float32)
    where = (x + fine[..., 0] * np.float32(width), y + fine[..., 1] * np.float32(height))
    return np.stack(
        [np.asarray(cv2.remap(plane, *where, cv2.INTER_CUBIC), np.uint8) for plane in planes]
    )


def _spline(places: Points, values: Points) -> Callable[[Points], Points]:
    """The smoothing thin-plate spline through values N×2 at places N×2."""
    count = len(places)
    system = np.zeros((count + 3, count + 3))
    system[:count, :count] = _bending(places, places) + STIFFNESS * np.eye(count)
    flat = np.hstack([np.ones((count, 1)), places])
    system[:count, count:], system[count:, :count] = flat, flat.T
    weights = np.linalg.solve(system, np.vstack([values, np.zeros((3, 2))]))

    def at(asked: Points) -> Points:
        plane = np.hstack([np.ones((len(asked), 1)), asked])
        return np.asarray(_bending(asked, places) @ weights[:count] + plane @ weights[count:])

    return at


def _bending(a: Points, b: Points) -> Points:
    """r² log r between all points of both."""
    square = ((a[:, None] - b[None]) ** 2).sum(axis=2)
    return np.asarray(0.5 * square * np.log(np.maximum(square, 1e-20)))
