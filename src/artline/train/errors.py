"""Errors of training, and writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Iterator
from pathlib import Path

from artline.errors import ArtlineError, shown

_FAULTS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file would be larger than is allowed here",
    errno.EACCES: "no permission to write here",
    errno.EROFS: "the disk is read-only",
}


class TrainingError(ArtlineError):
    """A training that cannot go on."""


def cannot_write(path: Path, fault: OSError, remedy: str) -> TrainingError:
    """The refusal for a file that cannot be written.

    Args:
        path: of the file.
        fault: what the system said.
        remedy: what to do.
    """
    reason = _FAULTS.get(fault.errno or 0, fault.strerror or "unknown reason")
    return TrainingError(f"{shown(path)}: cannot be written, {reason}; {remedy}")


@contextlib.contextmanager
def written_whole(path: Path, remedy: str) -> Iterator[Path]:
    """The path of a file to write, which is renamed when the block ends and deleted if it fails.

    Args:
        path: of the file; what it holds stays until the renaming.
        remedy: what to do where it cannot be written.

    Raises:
        TrainingError: it cannot be written.
    """
    beside = path.with_name(path.name + ".part")
    try:
        yield beside
        beside.replace(path)
    except OSError as fault:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise cannot_write(path, fault, remedy) from None
