"""Memory that was freed, given back to the system."""

from __future__ import annotations

import ctypes


def give_back_freed() -> None:
    """Give freed memory back to the system where the C library keeps it for later.

    glibc keeps what lies between blocks in use, for each thread apart: after a peak, a hundred
    megabytes. Where the library has no `malloc_trim`, it does nothing.
    """
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # musl; a static Python; Windows
        return
    trim(0)
