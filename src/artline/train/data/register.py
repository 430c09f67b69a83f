"""The offset of a drawing from its photo, measured and corrected.

Phase correlation of the edges of both (Kuglin and Hines 1975), as OpenCV computes it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from artline.train.data.sample import Bytes, DataSet, DatasetWrapper, Sample

SURE = 0.1
"""Least response of an offset that is believed. On FS2K half of all pairs are above 0.27; offsets
of a fifth of the side and more, all of them wrong, have less than 0.09."""

_SIDE = 192
"""Side in pixels at which edges are compared."""

_BLUR = 2.0
"""Gaussian blur before the edges are taken, sigma in pixels."""

_NEAR = 0.15
"""Offset, as a share of the side, from which twice the response is needed."""


@dataclass(frozen=True, slots=True)
class Offset:
    """Offset of a drawing from its photo.

    Attributes:
        x: shares of the width to the right.
        y: shares of the height down.
        response: height of the correlation's peak, 0..1.
    """

    x: float
    y: float
    response: float

    @property
    def sure(self) -> bool:
        """Whether the response is high enough; a large offset needs twice as much."""
        return self.response >= (SURE if self.length < _NEAR else 2 * SURE)

    @property
    def length(self) -> float:
        """Shares of the side, whatever the direction."""
        return float(np.hypot(self.x, self.y))


def offset(sample: Sample) -> Offset:
    """Offset of a sample's ink from its photo; where the sitter is known, from the sitter."""
    photo = np.asarray(cv2.cvtColor(sample.photo, cv2.COLOR_RGB2GRAY), np.uint8)
    ink = np.asarray(sample.targets.max(axis=0, initial=0), np.uint8)
    window = cv2.createHanningWindow((_SIDE, _SIDE), cv2.CV_32F)
    # an edge of ink has two sides, a line of it one middle: blurred, both peak in one place
    edges = _edges(photo) * _around(sample.subject)
    (x, y), response = cv2.phaseCorrelate(edges, _edges(ink), window)
    return Offset(x / _SIDE, y / _SIDE, float(response))


class Registered(DatasetWrapper):
    """A data set whose targets are moved onto their photos.

    Args:
        dataset: the data set wrapped.
        most: largest offset that is corrected, as a share of the side.
    """

    def __init__(self, dataset: DataSet, most: float = 0.06) -> None:
        super().__init__(dataset)
        self._most = most

    def __getitem__(self, index: int) -> Sample:
        sample = self._dataset[index]
        found = offset(sample)
        if not found.sure or found.length > self._most:
            return sample
        return replace(sample, targets=moved(sample.targets, -found.x, -found.y))


def moved(planes: Bytes, x: float, y: float) -> Bytes:
    """Planes uint8 K×H×W moved by shares of width and height; paper comes in at the edge."""
    height, width = planes.shape[1:]
    matrix = np.array([[1, 0, x * width], [0, 1, y * height]])
    return np.stack(
        [np.asarray(cv2.warpAffine(plane, matrix, (width, height)), np.uint8) for plane in planes]
    )


def _around(subject: Bytes | None) -> NDArray[np.float32]:
    """Weight of the edges: 1 on and near the sitter, fading to 0; 1 throughout without a matte."""
    if subject is None:
        return np.ones((_SIDE, _SIDE), np.float32)
    small = cv2.resize(subject, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA)
    wide = cv2.dilate(small, np.ones((9, 9), np.uint8))
    return np.asarray(cv2.GaussianBlur(wide, (0, 0), 4), np.float32) / np.float32(255)


def _edges(grey: Bytes) -> NDArray[np.float32]:
    """Strength of the edges of a picture brought to a square, float32."""
    small = cv2.resize(grey, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    smooth = cv2.GaussianBlur(small, (0, 0), _BLUR)
    across, down = (cv2.Sobel(smooth, cv2.CV_32F, dx, 1 - dx) for dx in (1, 0))
    return np.asarray(np.sqrt(np.hypot(across, down)), np.float32)
