"""What the operating system refuses, in words: no fault of artline, and its user can mend it."""

from __future__ import annotations

from artline.errors import shown

NO_MEMORY = "not enough memory; close other programs, or try --size"

_NO_ROOM = (
    *("failed to map segment", "annot allocate memory", "annot apply additional memory"),
    *("annot create shared object", "annot change memory protections"),
)
"""What the loader says where there is no memory for a library (glibc's dl-load.c, musl)."""


_NO_PIECE = (
    *("Insufficient memory", "bad allocation", "bad_alloc", "Failed to allocate memory"),
    "can't start new thread",
)
"""What is said for want of memory without a MemoryError: OpenCV, ONNX Runtime, Python's threads."""


def refusal(fault: BaseException) -> str | None:
    """What to say where the system refused something; None where artline itself is at fault."""
    if isinstance(fault, MemoryError) or any(words in str(fault) for words in _NO_PIECE):
        return NO_MEMORY
    if isinstance(fault, ImportError):
        return _not_loaded(str(fault))
    if isinstance(fault, OSError):
        where = "the system" if fault.filename is None else shown(fault.filename)
        return f"{where}: {reason(fault)}; check the disk and the permissions"
    return None


def reason(fault: BaseException) -> str:
    """Why the system refuses, in its own words."""
    return shown(getattr(fault, "strerror", None) or str(fault) or type(fault).__name__)


def _not_loaded(text: str) -> str:
    """A library that is there and cannot be loaded: for want of memory, or damaged."""
    if any(words in text for words in _NO_ROOM):
        return NO_MEMORY
    return f"{shown(text.splitlines()[0] if text else 'a library')}; reinstall artline"
