"""The teacher's drawing of a photo, made once and kept."""

from __future__ import annotations

import hashlib
import tomllib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from artline.errors import ArtlineError, shown
from artline.train.data.cache import Arrays, Cache
from artline.train.data.own import Own
from artline.train.data.pixels import grey_pixels, photo_pixels, resized
from artline.train.data.sample import Bytes, DataError, Sample

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from artline.ink.faces import FaceFinder
    from artline.ink.teacher.teacher import Teacher
    from artline.nouns import Face, Ink


SHARED = (
    *("blur.py", "flow.py", "pipeline.py", "photo/size.py", "smoothstep.py"),
    "train/data/teaching.py",
)
"""Files outside of its own rooms that the teacher draws with."""

_SITTER = 150  # mean matte, of 255, of a face that is the sitter's
_INNER = 0.85  # of its box, as an ellipse, is certainly its own


def teacher_version() -> str:
    """A sum over all that decides what the teacher draws, its working size included: 12 digits."""
    import artline

    root = Path(artline.__file__).parent
    code = sorted(
        [
            *(root / "ink").rglob("*.py"),
            *(root / "nouns").rglob("*.py"),
            *(root / name for name in SHARED),
        ]
    )
    summed = hashlib.sha256()
    for path in code:
        summed.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    rows = tomllib.loads((root / "weights" / "registry.toml").read_text(encoding="utf-8"))
    for name in ("teacher", "faces", "mesh", "iris"):
        summed.update(str(rows[name]["sha256"]).encode())
    return summed.hexdigest()[:12]


class Teaching:
    """Draws photos as the teacher does; each drawing is kept under photo and teacher.

    Args:
        cache: folder to keep them in; None is the user's cache folder.
        threads: of the models behind the teacher; None is one per core.
    """

    def __init__(self, cache: Path | None = None, *, threads: int | None = 1) -> None:
        self.cache = Cache(cache, f"teacher-{teacher_version()}")
        self._teacher = Own(partial(_teacher, threads))

    def key(self, photo: Path, matte: Path | None = None) -> str:
        """What a photo's drawing is kept under: a sum over its file, and over its matte's.

        Raises:
            DataError: one of them cannot be read.
        """
        read = b"".join(_bytes(path) for path in (photo, matte) if path is not None)
        return hashlib.sha256(read).hexdigest()[:32]

    def holds(self, photo: Path, matte: Path | None = None) -> bool:
        """Whether a photo has been drawn."""
        return self.cache.holds(self.key(photo, matte))

    def sample(self, photo: Path, name: str, matte: Path | None = None) -> Sample:
        """A photo with its drawing, at the size at which the teacher saw the whole of it.

        Args:
            photo: the picture.
            name: for messages.
            matte: says who the sitter is, save where the network is sure of the opposite; None
                leaves it to the network.

        Raises:
            DataError: it cannot be read, or its drawing cannot be kept.
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


def _drawn(teacher: Own[tuple[Teacher, FaceFinder]], photo: Path, matte: Path | None) -> Arrays:
    from artline import pipeline

    drawing, finder = teacher()
    try:
        picture = pipeline.read(photo)
        if matte is None:
            return _arrays(pipeline.see(picture, drawing, finder))
        return _by_matte(drawing, finder, np.asarray(picture.rgb), grey_pixels(matte))
    except MemoryError:
        raise
    except ArtlineError as fault:
        raise DataError(str(fault)) from fault


def _by_matte(drawing: Teacher, finder: FaceFinder, photo: Bytes, matte: Bytes) -> Arrays:
    """One look at the whole photo, whose sitter is known."""
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
    """A matte without holes in faces: lenses that mirror the sky are the sitter's."""
    height, width = matte.shape
    whole = matte.copy()
    for face in faces:
        rows = slice(int(face.top * height), int(face.bottom * height))
        columns = slice(int(face.left * width), int(face.right * width))
        there = whole[rows, columns]
        if there.size and there.mean() > _SITTER:
            y, x = np.ogrid[-1 : 1 : there.shape[0] * 1j, -1 : 1 : there.shape[1] * 1j]
            there[np.hypot(x, y) < _INNER] = 255
    return whole


def _teacher(threads: int | None) -> tuple[Teacher, FaceFinder]:
    from artline.ink.teacher.teacher import Teacher
    from artline.loading import load

    loaded = load("teacher", threads=threads)
    assert isinstance(loaded.network, Teacher)
    return loaded.network, loaded.finder


def sample_of(ink: Ink) -> Sample:
    """A photo with what any model saw in it, as a sample."""
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
    """Ink and subject as bytes, at the size of the coarsest pass, where a line is 2.5 wide."""
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
    boxes = [
        (face.left, face.top, face.right, face.bottom, *face.eyes[0], *face.eyes[1])
        for face in faces
    ]
    return {
        "ink": np.stack([resized(plane, *size) for plane in bytes_]),
        "channels": np.array(list(channels)),
        "faces": np.array(boxes, np.float32).reshape(-1, 8),
    }
