"""What can go wrong in the workshop alone."""

from __future__ import annotations

import errno
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
