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
from artline.train.data.pixels import photo_pixels, resized
from artline.train.data.sample import Bytes, DataError, Sample

if TYPE_CHECKING:
    from artline.nouns import Ink
    from artline.pipeline import Artist


SHARED = ("blur.py", "flow.py", "pipeline.py", "photo/size.py", "smoothstep.py")
"""Files outside of its own rooms that the teacher draws with."""


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

    def key(self, photo: Path) -> str:
        """What a photo's drawing is kept under: a sum over the file.

        Raises:
            DataError: it cannot be read.
        """
        try:
            return hashlib.sha256(photo.read_bytes()).hexdigest()[:32]
        except OSError as fault:
            raise DataError(
                f"{shown(photo)}: {fault.strerror or fault}; the data set should have it"
            ) from None

    def holds(self, photo: Path) -> bool:
        """Whether a photo has been drawn."""
        return self.cache.holds(self.key(photo))

    def sample(self, photo: Path, name: str) -> Sample:
        """A photo with its drawing, at the size at which the teacher saw the whole of it.

        Raises:
            DataError: it cannot be read, or its drawing cannot be kept.
            ModelError: the teacher's models are damaged.
        """
        kept = self.cache.get(self.key(photo), lambda: self._drawn(photo))
        return _sample(photo_pixels(photo), kept, name)

    def _drawn(self, photo: Path) -> Arrays:
        try:
            ink = self._teacher().see(photo)
        except MemoryError:
            raise
        except ArtlineError as fault:
            raise DataError(str(fault)) from fault
        return _arrays(ink)


def _teacher(threads: int | None) -> Artist:
    from artline.pipeline import Artist

    return Artist("teacher", threads=threads)


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
    planes = [*ink.channels.values(), ink.subject]
    bytes_ = [np.rint(np.clip(plane, 0, 1) * 255).astype(np.uint8) for plane in planes]
    return {
        "ink": np.stack([resized(plane, height, width) for plane in bytes_]),
        "channels": np.array(list(ink.channels)),
        "faces": np.array(
            [
                (face.left, face.top, face.right, face.bottom, *face.eyes[0], *face.eyes[1])
                for face in ink.faces
            ],
            np.float32,
        ).reshape(-1, 8),
    }
