"""A sample, a data set, and a data set that wraps another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from artline.errors import ArtlineError, shown
from artline.models.contract import REQUIRED

UNKNOWN = -1.0
"""In a crop's target: the sample does not have this plane; its loss is masked."""

CHANNELS: tuple[str, ...] = REQUIRED
"""The channels of a training where its recipe names no others: those that artline draws from."""

Bytes = NDArray[np.uint8]


class DataError(ArtlineError):
    """A data set that is missing, odd or empty."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A photo and its targets, all of one height and width.

    Attributes:
        photo: uint8 H×W×3, sRGB.
        targets: uint8 K×H×W, 255 = ink.
        channels: the K names.
        subject: uint8 H×W, 255 = sitter, or None where it is not known.
        name: unique in its set; for messages.
        faces: float32 N×8: left, top, right, bottom, and x, y of both eyes, in fractions of width
            and height; None where no finder has looked.
        skin: uint8 H×W, 255 = surely bare skin, or None where it is not known.
        meshes: float32 M×468×3, x, y and depth of the landmarks of each face in pixels; None where
            nobody has looked.

    Raises:
        DataError: shapes that do not fit.
    """

    photo: Bytes
    targets: Bytes
    channels: tuple[str, ...]
    subject: Bytes | None = None
    name: str = ""
    faces: NDArray[np.float32] | None = None
    skin: Bytes | None = None
    meshes: NDArray[np.float32] | None = None

    def __post_init__(self) -> None:
        size = self.photo.shape[:2]
        planes = self.targets.shape == (len(self.channels), *size)
        sitter = all(plane is None or plane.shape == size for plane in (self.subject, self.skin))
        if self.photo.shape != (*size, 3) or not planes or not sitter:
            raise DataError(
                f"{shown(self.name)}: photo {self.photo.shape}, targets {self.targets.shape} for "
                f"{', '.join(self.channels)}: these do not belong together; make them one size"
            )


class DataSet(Protocol):
    """A sequence of samples, decoded when they are asked for."""

    @property
    def names(self) -> Sequence[str]:
        """The samples' names, in order; known without decoding anything."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int) -> Sample: ...


class DatasetWrapper:
    """Base of a data set that changes the samples of another; `__getitem__` is the child's.

    Args:
        dataset: the data set wrapped.
    """

    def __init__(self, dataset: DataSet) -> None:
        self._dataset = dataset

    @property
    def names(self) -> Sequence[str]:
        """Names of the samples, in order."""
        return self._dataset.names

    @property
    def hands(self) -> Sequence[int]:
        """Places of the samples that somebody saw a hand in; none unless the list is given."""
        inner: Sequence[int] = getattr(self._dataset, "hands", ())
        return inner

    def __len__(self) -> int:
        return len(self._dataset)
