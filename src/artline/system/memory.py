"""How much memory this process holds, and giving back what it has freed."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_STATM = Path("/proc/self/statm")
"""Pages of this process: in all, resident … (proc(5))."""


def resident() -> int:
    """Bytes of memory that this process holds now; the most it ever held where that is unknown."""
    try:
        pages = int(_STATM.read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        pass
    try:
        import resource
    except ImportError:  # Windows
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


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
