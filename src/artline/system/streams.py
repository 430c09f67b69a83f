"""stdin, stdout and stderr, each of which may be closed, full or without a reader.

What a person reads goes to stderr and is lost without a fault where it cannot be written: no
drawing depends on it. What a program reads goes to stdout and is asked for: it is written, or an
error says why not.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import BinaryIO, TextIO

from artline.errors import OutputError, PhotoUnreadableError
from artline.system.refusals import reason

_FILES = (0, 1, 2)
"""File descriptors of stdin, stdout and stderr (POSIX)."""


def hold() -> None:
    """Lay the null device where a standard stream is closed.

    Else the next file to be opened, a drawing perhaps, would take its descriptor, and what a
    library says to stderr would be written into it.
    """
    for file in _FILES:
        try:
            os.fstat(file)
        except OSError:
            with contextlib.suppress(OSError):
                os.open(os.devnull, os.O_RDWR)


def say(text: str, end: str = "\n") -> None:
    """Tell the person, on stderr; never raises."""
    stream = sys.stderr
    if stream is None:
        return
    try:
        stream.write(text + end)
        stream.flush()
    except (OSError, ValueError):
        _silence(stream)


def give(text: str, end: str = "\n") -> None:
    """Write a line for programs, on stdout.

    Raises:
        OutputError: it is closed, or its disk is full.
        BrokenPipeError: whoever reads has had enough.
    """
    stream = sys.stdout
    if stream is None:
        raise OutputError("stdout: is closed; open it, or redirect it into a file")
    try:
        try:
            stream.write(text + end)
        except UnicodeEncodeError:  # an old encoding, that lacks "×" or a letter of a name
            known = stream.encoding or "ascii"
            stream.write((text + end).encode(known, "backslashreplace").decode(known))
        stream.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as fault:
        _silence(stream)
        raise OutputError(f"stdout: {reason(fault)}; redirect it elsewhere") from fault


def stdin() -> BinaryIO:
    """The bytes of stdin.

    Raises:
        PhotoUnreadableError: it is closed.
    """
    if sys.stdin is None:
        raise PhotoUnreadableError("-: stdin is closed; pipe a photo into it, or name a file")
    return sys.stdin.buffer


def stdout() -> BinaryIO:
    """Where bytes go to stdout.

    Raises:
        OutputError: it is closed.
    """
    if sys.stdout is None:
        raise OutputError("-: stdout is closed; name a file with -o")
    return sys.stdout.buffer


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person looks at it."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def settle() -> bool:
    """Write what is still held back; whether all of stdout arrived.

    Python itself would complain as it ends, with a code of its own.
    """
    arrived = True
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            _silence(stream)
            arrived &= stream is not sys.stdout
    return arrived


def _silence(stream: TextIO) -> None:
    """Let what it still holds, and all that follows, go nowhere."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
