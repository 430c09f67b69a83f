"""A process that ends with the one that started it."""

from __future__ import annotations

import signal
import sys

_PR_SET_PDEATHSIG = 1
"""Ask for a signal when the parent ends (Linux, prctl(2))."""


def end_with_parent() -> None:
    """End at once when the parent is killed, on Linux; elsewhere when its pipe is next used.

    Otherwise a worker would finish its photo while the next run has begun to draw it.
    """
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
