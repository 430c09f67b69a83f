"""Which photos a run is about: files as named, folders searched."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from artline.batch.outcome import Outcome
from artline.batch.passed import Passed
from artline.errors import shown
from artline.photo.kinds import SUFFIXES
from artline.system.paths import absolute, is_folder, real


class Found(NamedTuple):
    """A photo to draw.

    Attributes:
        path: where it is.
        below: its folder, seen from the folder that was searched; "." for a file named itself.
    """

    path: Path
    below: Path = Path()


class Search(NamedTuple):
    """What a search came to.

    Attributes:
        photos: those to draw, each once.
        failures: an outcome for each folder that cannot be read or holds no photo.
        passed: what was passed over in folders.
    """

    photos: list[Found]
    failures: list[Outcome]
    passed: Passed


def find_photos(
    inputs: Iterable[str], *, recursive: bool = False, apart: Path | None = None
) -> Search:
    """The photos meant by files and folders, each once, in the order given, folders sorted.

    A file that was named is always a photo, whatever its suffix; reading it will tell. In a folder
    only files with a photo's suffix count; hidden files and folders are passed over, and so is
    what artline drew, wherever it lies: its files are marked.

    Args:
        inputs: paths of files and folders.
        recursive: search subfolders too; links to folders are not followed.
        apart: a folder not to search: where this run's drawings go.
    """
    search = Search([], [], Passed())
    seen: set[str] = set()
    searched: set[str] = set()

    def take(photo: Found) -> None:
        place = absolute(photo.path)
        if place not in seen:
            seen.add(place)
            search.photos.append(photo)

    for name in inputs:
        path = Path(name)
        if not is_folder(path):
            take(Found(path))
            continue
        if (place := absolute(path)) in searched:
            continue
        searched.add(place)
        failed, empty = len(search.failures), True
        for photo in _searched(path, recursive, apart, search):
            take(photo)
            empty = False
        if empty and len(search.failures) == failed:
            search.failures.append(_failed(path, _nothing_in(path, recursive)))
    return search


def _searched(top: Path, recursive: bool, apart: Path | None, search: Search) -> Iterator[Found]:
    def unreadable(fault: OSError) -> None:
        search.failures.append(
            _failed(Path(fault.filename), f"cannot be searched: {fault.strerror}")
        )

    avoided = real(apart) if apart is not None else None
    for folder, subfolders, names in os.walk(top, onerror=unreadable):
        if folder != str(top) and avoided == real(folder):
            subfolders.clear()
            continue
        subfolders[:] = sorted(n for n in subfolders if recursive and not n.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(folder, name)
            if not search.passed.over(path, path.suffix.lower() in SUFFIXES):
                yield Found(path, path.parent.relative_to(top))


def _nothing_in(folder: Path, recursive: bool) -> str:
    if recursive:
        return "no photos in this folder or below it"
    deeper = any(is_folder(entry) for entry in folder.iterdir())
    return "no photos in this folder" + ("; --recursive looks below it" if deeper else "")


def _failed(path: Path, why: str) -> Outcome:
    return Outcome(str(path), None, "failed", f"{shown(path)}: {why}")
