"""The teacher's drawings of photos, cached."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from artline.errors import ArtlineError, shown
from artline.train.data.cache import Arrays, Cache
from artline.train.data.faces import face_rows
from artline.train.data.per_process import PerProcess
from artline.train.data.pixels import grey_pixels, photo_pixels, resized
from artline.train.data.sample import Bytes, DataError, Sample

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from artline.faces.finder import FaceFinder
    from artline.ink.teacher import Teacher
    from artline.nouns import Face, Ink


TEACHER_VERSION = 1
"""Raised by one whenever the teacher's drawings change, so that drawings kept before are not taken
for its own; `tests/train/data/test_teaching.py` compares them with golden ones."""

_SITTER_MATTE = 150
"""Mean of the matte, of 255, above which a face is the sitter's."""

_FACE_ELLIPSE = 0.85
"""Axes of the ellipse that is certainly face, as a share of its box."""


class Teaching:
    """Draws photos with the teacher; each drawing is cached by photo, matte and TEACHER_VERSION.

    Args:
        cache: folder of the drawings; None is the user's cache folder.
        threads: of the models behind the teacher; None is one per core.
    """

    def __init__(self, cache: Path | None = None, *, threads: int | None = 1) -> None:
        self.cache = Cache(cache, f"teacher-{TEACHER_VERSION}")
        self._teacher = PerProcess(partial(_teacher, threads))

    def key(self, photo: Path, matte: Path | None = None) -> str:
        """Key of a photo's drawing: a hash of its file and of its matte's.

        Raises:
            DataError: one of them cannot be read.
        """
        read = b"".join(_bytes(path) for path in (photo, matte) if path is not None)
        return hashlib.sha256(read).hexdigest()[:32]

    def holds(self, photo: Path, matte: Path | None = None) -> bool:
        """Whether a photo's drawing is cached."""
        return self.cache.holds(self.key(photo, matte))

    def sample(self, photo: Path, name: str, matte: Path | None = None) -> Sample:
        """A photo with its drawing, at the size at which the teacher saw the whole of it.

        Args:
            photo: the picture.
            name: for messages.
            matte: says who the sitter is, save where the network is sure of the opposite; None
                leaves it to the network.

        Raises:
            DataError: it cannot be read, or its drawing cannot be cached.
            ModelError: the teacher's models are damaged.
        """
        drawn = partial(_drawn, self._teacher, photo, matte)
        kept = self.cache.get(self.key(photo, matte), drawn)
        return _sample(photo_pixels(photo), kept, name)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise DataError(
            f"{shown(path)}: {fault.strerror or fault}; the data set should have it"
        ) from None


def _drawn(
    teacher: PerProcess[tuple[Teacher, FaceFinder]], photo: Path, matte: Path | None
) -> Arrays:
    from artline import pipeline

    drawing, finder = teacher()
    try:
        picture = pipeline.read(photo)
        if matte is None:
            from artline.ink.load import Loaded

            return _arrays(pipeline.see(picture, Loaded(drawing, finder)))
        return _by_matte(drawing, finder, np.asarray(picture.rgb), grey_pixels(matte))
    except MemoryError:
        raise
    except ArtlineError as fault:
        raise DataError(str(fault)) from fault


def _by_matte(drawing: Teacher, finder: FaceFinder, photo: Bytes, matte: Bytes) -> Arrays:
    """The drawing of the whole photo at one size, with the sitter by the matte."""
    from artline.photo.size import resized as scaled
    from artline.photo.size import working_size

    faces = finder.find(photo)
    tallest = max((face.bottom - face.top for face in faces), default=0.0)
    long_side = drawing.contract.best_long_side
    height, width = working_size(photo.shape[0], photo.shape[1], long_side, tallest)
    rgb = scaled(photo, height, width)
    given = _whole_faces(resized(matte, height, width), faces).astype(np.float32)
    subject = drawing.without_strangers(rgb, given / np.float32(255))
    return _kept(drawing.taught(rgb, subject), subject, faces, (height, width))


def _whole_faces(matte: Bytes, faces: Sequence[Face]) -> Bytes:
    """A matte without holes in faces: lenses that reflect the sky belong to the sitter."""
    height, width = matte.shape
    whole = matte.copy()
    for face in faces:
        rows = slice(int(face.top * height), int(face.bottom * height))
        columns = slice(int(face.left * width), int(face.right * width))
        there = whole[rows, columns]
        if there.size and there.mean() > _SITTER_MATTE:
            y, x = np.ogrid[-1 : 1 : there.shape[0] * 1j, -1 : 1 : there.shape[1] * 1j]
            there[np.hypot(x, y) < _FACE_ELLIPSE] = 255
    return whole


def _teacher(threads: int | None) -> tuple[Teacher, FaceFinder]:
    from artline.ink.load import load
    from artline.ink.teacher import Teacher

    loaded = load("teacher", threads=threads)
    assert isinstance(loaded.network, Teacher)
    return loaded.network, loaded.finder


def sample_of(ink: Ink) -> Sample:
    """A photo with the channels that a model drew, as a sample."""
    return _sample(np.asarray(ink.photo.rgb), _arrays(ink), ink.photo.name)


def _sample(photo: Bytes, kept: Arrays, name: str) -> Sample:
    planes = np.asarray(kept["ink"], np.uint8)
    height, width = planes.shape[1:]
    return Sample(
        photo=resized(photo, height, width),
        targets=planes[:-1],
        channels=tuple(str(channel) for channel in kept["channels"]),
        subject=planes[-1],
        name=name,
        faces=np.asarray(kept["faces"], np.float32),
    )


def _arrays(ink: Ink) -> Arrays:
    """Ink and subject as bytes, at the size of the coarsest pass, where a line is 2.5 px wide."""
    height, width = (max(1, round(length / ink.pitch)) for length in ink.shape)
    return _kept(ink.channels, ink.subject, ink.faces, (height, width))


def _kept(
    channels: Mapping[str, NDArray[np.float32]],
    subject: NDArray[np.float32],
    faces: Sequence[Face],
    size: tuple[int, int],
) -> Arrays:
    planes = [*channels.values(), subject]
    bytes_ = [np.rint(np.clip(plane, 0, 1) * 255).astype(np.uint8) for plane in planes]
    return {
        "ink": np.stack([resized(plane, *size) for plane in bytes_]),
        "channels": np.array(list(channels)),
        "faces": face_rows(faces),
    }
