"""Where a file is to be written: looked at before the work, its folder made after it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from artline.errors import OutputError, shown
from artline.system.paths import exists, is_address, is_file, is_folder, real
from artline.system.refusals import reason

LONGEST_NAME = 255
"""Bytes of a file's name on the common file systems, where the system does not say."""

_ELSEWHERE = "choose another place to write to"


def check_target(path: str | os.PathLike[str]) -> None:
    """Refuse a path that cannot be written to, as far as it can be told before the work.

    Folders that are missing are made later, by `make_folder`.

    Raises:
        OutputError: one line that names the path, what is wrong and what to do.
    """
    name = shown(os.fsdecode(path))
    if is_address(path):
        raise OutputError(f"{name}: is an address; name a file")
    if is_folder(path):
        raise OutputError(f"{name}: is a folder; name a file in it")
    if exists(path) and not is_file(path):
        _check_allowed(name, Path(path), os.W_OK)  # a device or a pipe
        return
    place = Path(real(path))
    if not place.is_absolute():
        raise OutputError(f"{name}: the current folder was deleted; {_ELSEWHERE}")
    folder = _nearest(place)
    if not is_folder(folder):
        raise OutputError(f"{name}: part of the path is a file, not a folder; {_ELSEWHERE}")
    longest = _longest_name(folder)
    if any(len(os.fsencode(part)) > longest for part in place.relative_to(folder).parts):
        raise OutputError(f"{name}: the name is too long; give a shorter one with -o")
    _check_allowed(name, folder, os.W_OK | os.X_OK)
    _try(name, folder)


def make_folder(path: str | os.PathLike[str]) -> None:
    """Make the folder of a file, and those above it, where they are missing.

    Raises:
        OutputError: it cannot be made.
    """
    folder = Path(path).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as fault:
        said = f"cannot be created: {reason(fault)}; {_ELSEWHERE}"
        raise OutputError(f"{shown(folder)}: {said}") from fault


def _nearest(path: Path) -> Path:
    """The nearest that is there, above a file."""
    return next((folder for folder in path.parents if exists(folder)), Path(path.anchor))


def _check_allowed(name: str, path: Path, mode: int) -> None:
    if os.access(path, mode):
        return
    read_only = hasattr(os, "statvfs") and os.statvfs(path).f_flag & os.ST_RDONLY
    said = "the disk is read-only" if read_only else "no permission to write here"
    raise OutputError(f"{name}: {said}; {_ELSEWHERE}")


def _try(name: str, folder: Path) -> None:
    """Write an empty file and take it away: root is allowed everything, and may still not."""
    tried = folder / f".artline-{secrets.token_hex(6)}.tmp"
    try:
        tried.touch(exist_ok=False)
        tried.unlink()
    except OSError as fault:
        said = f"nothing can be written here ({reason(fault)}); {_ELSEWHERE}"
        raise OutputError(f"{name}: {said}") from fault


def _longest_name(folder: Path) -> int:
    try:
        return os.pathconf(folder, "PC_NAME_MAX")
    except (AttributeError, OSError, ValueError):
        return LONGEST_NAME
