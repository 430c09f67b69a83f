"""The affine frame that a crop shows of a sample."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from artline.train.data.sample import Bytes, Sample

_AREA_BELOW = 0.7
"""Scale below which the part is first averaged to a smaller one: bilinear would skip pixels."""


NO_MESHES = np.zeros((0, 468, 3), np.float32)
"""Landmarks where there are none."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """What a crop shows of a sample, all S×S.

    Attributes:
        photo: uint8 S×S×3.
        ink: uint8 C×S×S, one plane for each channel asked for; 0 where the sample lacks it.
        known: bool C, which of them the sample has.
        subject: uint8 S×S, or None where it is not known.
        eyes: float32 M×2×2, x and y of the eyes of each face in pixels of the crop.
        skin: uint8 S×S, 255 = surely bare skin; 0 elsewhere and where nothing is known.
        meshes: float32 M×468×3, x, y and depth of the landmarks of each face in pixels of the crop.
    """

    photo: Bytes
    ink: Bytes
    known: NDArray[np.bool_]
    subject: Bytes | None
    eyes: NDArray[np.float32]
    skin: Bytes
    meshes: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a crop lies in a sample.

    Attributes:
        x: column of the sample that comes to the crop's middle, in pixels.
        y: row of the sample that comes to the crop's middle, in pixels.
        scale: crop pixels per sample pixel.
        turn: degrees, counter-clockwise.
        mirrored: left and right exchanged.
    """

    x: float
    y: float
    scale: float
    turn: float = 0.0
    mirrored: bool = False

    def matrix(self, size: int) -> NDArray[np.float64]:
        """2×3, from the sample's pixels to those of a crop of that side."""
        cos, sin = (self.scale * f(math.radians(self.turn)) for f in (math.cos, math.sin))
        turned = np.array([[cos, sin, 0.0], [-sin, cos, 0.0]])
        if self.mirrored:
            turned[0] *= -1
        turned[:, 2] = (size - 1) / 2 - turned[:, :2] @ (self.x, self.y)
        return turned


def view(sample: Sample, frame: Frame, size: int, channels: tuple[str, ...]) -> View:
    """What a frame shows; beyond the sample's edge it is mirrored.

    Args:
        sample: of any size.
        frame: where.
        size: S, the crop's side in pixels.
        channels: the C planes wanted, in order.
    """
    warp = _Warp(frame.matrix(size), size, sample.photo.shape[:2])
    known = np.array([name in sample.channels for name in channels])
    ink = np.zeros((len(channels), size, size), np.uint8)
    for plane, name in zip(ink, channels, strict=True):
        if name in sample.channels:
            plane[:] = warp(sample.targets[sample.channels.index(name)])
    return View(
        photo=warp(sample.photo),
        ink=ink,
        known=known,
        subject=None if sample.subject is None else warp(sample.subject),
        eyes=_eyes(sample, frame.matrix(size)),
        skin=np.zeros((size, size), np.uint8) if sample.skin is None else warp(sample.skin),
        meshes=_meshes(sample, frame.matrix(size)),
    )


class _Warp:
    """One affine map for several planes; only what the crop shows is touched."""

    def __init__(self, matrix: NDArray[np.float64], size: int, shape: tuple[int, ...]) -> None:
        self._size = size
        self._matrix, self._part, self._small = matrix, None, None
        scale = math.hypot(matrix[0, 0], matrix[0, 1])
        if scale < _AREA_BELOW:
            self._part, self._small = _part(matrix, size, shape, scale)
            left, top = self._part[1].start, self._part[0].start
            ratio = [
                self._small[i] / (self._part[1 - i].stop - self._part[1 - i].start) for i in (0, 1)
            ]
            # a pixel's middle stays its middle: x' = (x − left + ½)·ratio − ½
            back = np.array(
                [
                    [1 / ratio[0], 0, left - 0.5 + 0.5 / ratio[0]],
                    [0, 1 / ratio[1], top - 0.5 + 0.5 / ratio[1]],
                    [0, 0, 1],
                ]
            )
            self._matrix = matrix @ back

    def __call__(self, plane: Bytes) -> Bytes:
        """Uint8 H×W or H×W×3 as size×size, or size×size×3."""
        if self._part is not None and self._small is not None:
            plane = np.asarray(
                cv2.resize(plane[self._part], self._small, interpolation=cv2.INTER_AREA), np.uint8
            )
        warped = cv2.warpAffine(
            plane,
            self._matrix,
            (self._size, self._size),
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REFLECT_101,
        )
        return np.asarray(warped, np.uint8)


def _part(
    matrix: NDArray[np.float64], size: int, shape: tuple[int, ...], scale: float
) -> tuple[tuple[slice, slice], tuple[int, int]]:
    """The part that a crop shows, and the width and height to average it to."""
    back = np.linalg.inv(np.vstack([matrix, [0, 0, 1]]))
    corners = np.array([[x, y, 1] for x in (0, size) for y in (0, size)]) @ back[:2].T
    low = np.clip(np.floor(corners.min(0)) - 4, 0, np.array(shape[1::-1]) - 8).astype(int)
    high = np.clip(np.ceil(corners.max(0)) + 4, low + 8, shape[1::-1]).astype(int)
    low = np.maximum(low, 0)
    small = np.maximum(2, np.round((high - low) * scale)).astype(int)
    return (slice(low[1], high[1]), slice(low[0], high[0])), (int(small[0]), int(small[1]))


def _meshes(sample: Sample, matrix: NDArray[np.float64]) -> NDArray[np.float32]:
    if sample.meshes is None:
        return NO_MESHES
    places = sample.meshes[..., :2] @ matrix[:, :2].T + matrix[:, 2]
    depth = sample.meshes[..., 2:] * math.hypot(matrix[0, 0], matrix[0, 1])
    return np.concatenate([places, depth], -1).astype(np.float32)


def _eyes(sample: Sample, matrix: NDArray[np.float64]) -> NDArray[np.float32]:
    if sample.faces is None or not len(sample.faces):
        return np.zeros((0, 2, 2), np.float32)
    height, width = sample.photo.shape[:2]
    points = sample.faces[:, 4:8].reshape(-1, 2, 2) * (width, height)
    moved = points @ matrix[:, :2].T + matrix[:, 2]
    return np.asarray(moved, np.float32)
