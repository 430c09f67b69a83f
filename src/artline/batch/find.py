"""Which photos a run is about: files as named, folders searched."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from artline.batch.outcome import Outcome
from artline.errors import shown
from artline.photo.kinds import SUFFIXES

OWN_ENDINGS = ("-line", "-looks", "-compare")
"""What artline itself appends to a photo's name."""


@dataclass(frozen=True, slots=True)
class Found:
    """A photo to draw.

    Attributes:
        path: where it is.
        below: its folder, seen from the folder that was searched; "." for a file named itself.
    """

    path: Path
    below: Path = Path()


def find_photos(
    inputs: Iterable[str], *, recursive: bool = False, apart: Path | None = None
) -> tuple[list[Found], list[Outcome]]:
    """The photos meant by files and folders, each once, in the order given, folders sorted.

    A file that was named is always a photo, whatever its suffix; reading it will tell. In a folder
    only files with a photo's suffix count; hidden files and folders are passed over, and so is
    what artline drew there itself: `a-line.png` where `a.jpg` lies beside it.

    Args:
        inputs: paths of files and folders.
        recursive: search subfolders too; links to folders are not followed.
        apart: a folder not to search: where this run's drawings go.

    Returns:
        The photos, and a failed outcome for each folder that cannot be read or holds no photo.
    """
    found: dict[str, Found] = {}
    failures: list[Outcome] = []
    for name in inputs:
        path = Path(name)
        if not path.is_dir():
            found.setdefault(_absolute(path), Found(path))
            continue
        before = len(found) + len(failures)
        for photo in _searched(path, recursive, apart, failures):
            found.setdefault(_absolute(photo.path), photo)
        if len(found) + len(failures) == before:
            failures.append(_failed(path, _nothing_in(path, recursive)))
    return list(found.values()), failures


def _searched(
    top: Path, recursive: bool, apart: Path | None, failures: list[Outcome]
) -> Iterator[Found]:
    def unreadable(fault: OSError) -> None:
        failures.append(_failed(Path(fault.filename), f"cannot be searched: {fault.strerror}"))

    avoided = os.path.realpath(apart) if apart is not None else None
    for folder, subfolders, names in os.walk(top, onerror=unreadable):
        if folder != str(top) and avoided == os.path.realpath(folder):
            subfolders.clear()
            continue
        subfolders[:] = sorted(n for n in subfolders if recursive and not n.startswith("."))
        for name in _photos_among(names):
            path = Path(folder, name)
            yield Found(path, path.parent.relative_to(top))


def _absolute(path: Path) -> str:
    """The path from the root, its `..` taken out but its links left alone."""
    return os.path.normpath(path.absolute())


def _photos_among(names: Iterable[str]) -> list[str]:
    photos = sorted(
        name for name in names if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES
    )
    originals = {*photos, *(Path(name).stem for name in photos)}
    return [name for name in photos if not _is_own(name, originals)]


def _is_own(name: str, originals: set[str]) -> bool:
    stem = Path(name).stem
    return any(
        stem.endswith(ending) and stem.removesuffix(ending) in originals for ending in OWN_ENDINGS
    )


def _nothing_in(folder: Path, recursive: bool) -> str:
    if recursive:
        return "no photos in this folder or below it"
    deeper = any(entry.is_dir() for entry in folder.iterdir())
    return "no photos in this folder" + ("; --recursive looks below it" if deeper else "")


def _failed(path: Path, why: str) -> Outcome:
    return Outcome(str(path), None, "failed", f"{shown(path)}: {why}")
