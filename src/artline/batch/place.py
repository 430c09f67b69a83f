"""Where a run writes: a folder of this machine, or of a store that fsspec knows."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from artline.errors import OutputError, SettingError, shown
from artline.system.refusals import reason

OWN = ".artline"
"""Folder of the manifest, below the target."""
_HALVES = f"{OWN}/halves"
"""Where files are written before they are whole."""


def filesystem(url: str) -> tuple[Any, str]:
    """The file system of an address or path, and the path in it.

    Raises:
        SettingError: its scheme is unknown, or the package that reads it is missing.
    """
    try:
        import fsspec
    except ImportError:
        raise need_extra() from None
    try:
        found: tuple[Any, str] = fsspec.core.url_to_fs(url)
    except ImportError as fault:
        raise SettingError(f"{shown(url)}: {shown(str(fault).splitlines()[0])}") from None
    except ValueError:
        scheme = url.split(":", 1)[0]
        known = "a path, file://, memory://, s3:// or gs://"
        raise SettingError(f"{shown(url)}: unknown scheme {shown(scheme)}; give {known}") from None
    return found


def is_local(fs: Any) -> bool:
    """Whether a file system is of this machine."""
    protocol = fs.protocol
    return "file" in ((protocol,) if isinstance(protocol, str) else protocol)


def need_extra() -> SettingError:
    """What is said where the packages of the extra are missing."""
    return SettingError("artline batch needs fsspec and pyarrow: pip install 'artline[batch]'")


@dataclass(frozen=True)
class Place:
    """A folder to write into; can be pickled.

    Attributes:
        url: path or address.
    """

    url: str

    @cached_property
    def _found(self) -> tuple[Any, str]:
        return filesystem(self.url)

    def __getstate__(self) -> dict[str, str]:
        return {"url": self.url}

    @property
    def fs(self) -> Any:
        """The file system."""
        return self._found[0]

    @property
    def root(self) -> str:
        """The folder's path in the file system."""
        return self._found[1].rstrip("/")

    @property
    def local(self) -> bool:
        """Whether it is of this machine."""
        return is_local(self.fs)

    @property
    def in_memory(self) -> bool:
        """Whether only this process sees it."""
        return "memory" in self.fs.protocol

    def path(self, name: str) -> str:
        """The path in the file system of a name below this folder."""
        return f"{self.root}/{name}"

    def read(self, name: str) -> bytes | None:
        """A file's bytes; None where there is no such file.

        Raises:
            OutputError: the system or the store refuses.
        """
        try:
            data: bytes = self.fs.cat_file(self.path(name))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except Exception as fault:
            raise refused(f"{self.url.rstrip('/')}/{name}", fault) from fault
        return data

    def check_folder(self) -> None:
        """Refuse a place that is a file.

        Raises:
            OutputError: it is, or the store refuses to say.
        """
        try:
            found = self.fs.isfile(self.root)
        except Exception as fault:
            raise refused(self.url, fault) from fault
        if found:
            raise OutputError(f"{shown(self.url)}: is a file; give -o a folder")

    def names(self, folder: str) -> list[str]:
        """Names of the files in a folder, sorted; none where there is no such folder."""
        try:
            found = self.fs.ls(self.path(folder), detail=False, refresh=True)
        except (FileNotFoundError, NotADirectoryError):
            return []
        except Exception as fault:
            raise refused(self.path(folder), fault) from fault
        return sorted(str(path).rstrip("/").rsplit("/", 1)[-1] for path in found)

    def put(self, name: str, data: bytes) -> None:
        """Write a file, whole or not at all.

        Raises:
            OutputError: names the file, and says why the system refuses.
        """
        try:
            if not self.local:
                self.fs.pipe_file(self.path(name), data)
                return
            half = self.path(f"{_HALVES}/{secrets.token_hex(8)}")
            _make_folders(half)
            try:
                with open(half, "xb") as file:  # noqa: PTH123 - a path of fsspec
                    file.write(data)
                self._move(half, self.path(name))
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(half)  # noqa: PTH108
                raise
        except Exception as fault:
            raise refused(f"{self.url.rstrip('/')}/{name}", fault) from fault

    @contextlib.contextmanager
    def stream(self, name: str) -> Iterator[Any]:
        """A file to write piece by piece; it is there once it is left without a fault."""
        path = self.path(name)
        half = self.path(f"{_HALVES}/{secrets.token_hex(8)}") if self.local else path
        try:
            if self.local:
                _make_folders(half)
            with self.fs.open(half, "wb") as file:
                yield file
            if self.local:
                self._move(half, path)
        except OSError as fault:
            raise refused(f"{self.url.rstrip('/')}/{name}", fault) from fault

    def _move(self, half: str, path: str) -> None:
        try:
            os.replace(half, path)  # noqa: PTH105
        except FileNotFoundError:
            _make_folders(path)
            os.replace(half, path)  # noqa: PTH105

    def create(self, name: str, data: bytes) -> bool:
        """Write a file that must not be there yet; whether it was not."""
        path = self.path(name)
        try:
            if self.local:
                _make_folders(path)
                with open(path, "xb") as file:  # noqa: PTH123
                    file.write(data)
            else:
                if self.fs.exists(path):
                    return False
                self.fs.pipe_file(path, data)
        except FileExistsError:
            return False
        except Exception as fault:
            raise refused(f"{self.url.rstrip('/')}/{name}", fault) from fault
        return True

    def link(self, old: str, new: str) -> None:
        """Make a file that has the content of another, without taking its room where that can be.

        Raises:
            FileNotFoundError: there is no such file.
            OutputError: the system refuses.
        """
        if self.local:
            half = self.path(f"{_HALVES}/{secrets.token_hex(8)}")
            _make_folders(half)
            with contextlib.suppress(OSError):
                os.link(self.path(old), half)
                self._move(half, self.path(new))
                return
        data = self.read(old)
        if data is None:
            raise FileNotFoundError(old)
        self.put(new, data)

    def remove(self, *names: str) -> None:
        """Delete files, where they are there.

        Raises:
            OutputError: the system or the store refuses.
        """
        for name in names:
            try:
                self.fs.rm_file(self.path(name))
            except FileNotFoundError:
                continue
            except Exception as fault:
                raise refused(f"{self.url.rstrip('/')}/{name}", fault) from fault

    def clear_halves(self) -> None:
        """Delete what was never finished."""
        self.remove(*(f"{_HALVES}/{name}" for name in self.names(_HALVES)))


def refused(name: str, fault: Exception) -> OutputError:
    """Why something cannot be written, in one line."""
    if isinstance(fault, OutputError):
        return fault
    if getattr(fault, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
        return DiskFullError(f"{shown(name)}: the disk is full; free some room, then --resume")
    return OutputError(f"{shown(name)}: {store_reason(fault)}")


class DiskFullError(OutputError):
    """No photo more can be written: the run stops."""


def store_reason(fault: Exception) -> str:
    """Why a store refuses, and what to do, in one line."""
    name = type(fault).__name__
    if "Credential" in name:
        return "no credentials; set those of the store (AWS_ACCESS_KEY_ID …), or log in to it"
    if isinstance(fault, PermissionError):
        return "no permission; check the permissions, and the credentials of a store"
    if isinstance(fault, FileNotFoundError):
        return "no such file, folder or bucket"
    return f"{reason(fault).splitlines()[0]}; check the path, the network and the credentials"


def _make_folders(path: str) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
