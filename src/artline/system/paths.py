"""What is there at a path, asked without a fault.

`pathlib` raises where a folder may not be entered, a name is too long or the current folder is
gone; who asks wants an answer all the same. What cannot be seen is not there: whoever then opens
or writes it meets the real fault, and can name it.
"""

from __future__ import annotations

import os
import re

_ADDRESS = re.compile(r"(https?|ftps?|sftp|file|s3|gs):/", re.IGNORECASE)

Place = str | os.PathLike[str]


def exists(path: Place) -> bool:
    """Whether something is there, a link followed."""
    return os.path.exists(path)  # noqa: PTH110 - never raises, Path's may


def is_file(path: Place) -> bool:
    """Whether a regular file is there, a link followed."""
    return os.path.isfile(path)  # noqa: PTH113 - never raises, Path's may


def is_folder(path: Place) -> bool:
    """Whether a folder is there, a link followed."""
    return os.path.isdir(path)  # noqa: PTH112 - never raises, Path's may


def absolute(path: Place) -> str:
    """The path from the root, its `..` taken out but its links left alone."""
    try:
        return os.path.abspath(path)  # noqa: PTH100 - Path's leaves `..`
    except OSError:  # the current folder was deleted
        return os.path.normpath(path)


def real(path: Place) -> str:
    """The path from the root, its links followed as far as they may be."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):  # the current folder was deleted; a null character
        return os.path.normpath(path)


def same(one: Place, other: Place) -> bool:
    """Whether both lead to one file or folder."""
    return real(one) == real(other)


def is_address(path: Place) -> bool:
    """Whether it is an address of something elsewhere, by which no file is opened.

    One slash is enough: a path that was made of an address has lost the other.
    """
    return _ADDRESS.match(os.fsdecode(path)) is not None
