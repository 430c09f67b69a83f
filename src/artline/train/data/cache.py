"""A cache of arrays in files."""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from artline.errors import shown
from artline.train.data.sample import DataError

Arrays = Mapping[str, NDArray[Any]]


def pixels_key(photo: NDArray[np.uint8]) -> str:
    """The key of a photo, uint8 H×W×3: a checksum of its shape and its pixels."""
    shape = np.array(photo.shape, np.int64).tobytes()
    return hashlib.sha256(shape + photo.tobytes()).hexdigest()[:32]


class Cache:
    """A folder of arrays by key; each file is written whole or not at all.

    Args:
        folder: made when needed; None is artline's in the user's cache folder.
        kind: name of the folder inside.
    """

    def __init__(self, folder: Path | None, kind: str) -> None:
        from platformdirs import user_cache_path

        self.folder = (folder or user_cache_path("artline", appauthor=False) / "training") / kind

    def holds(self, key: str) -> bool:
        """Whether there is something under a key."""
        return self._path(key).exists()

    def get(self, key: str, make: Callable[[], Arrays]) -> Arrays:
        """The arrays under a key, made now where there are none or they are damaged.

        Args:
            key: letters and digits, two at least.
            make: gives the arrays by name.

        Raises:
            DataError: it cannot be written.
        """
        known = self._read(key)
        if known is None:
            known = make()
            self._write(key, known)
        return known

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.npz"

    def _read(self, key: str) -> Arrays | None:
        try:
            # opened here, since NumPy leaves a damaged file open
            with self._path(key).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                return dict(arrays)
        except (OSError, ValueError, EOFError, zipfile.BadZipFile, KeyError):
            return None

    def _write(self, key: str, arrays: Arrays) -> None:
        path = self._path(key)
        beside = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                np.savez_compressed(file, allow_pickle=False, **arrays)
            Path(beside).replace(path)
            beside = None
        except OSError as fault:
            raise DataError(
                f"{shown(path)}: cannot be written: {fault.strerror or fault}; choose another cache"
            ) from fault
        finally:
            if beside is not None:
                Path(beside).unlink(missing_ok=True)
