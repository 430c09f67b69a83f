"""What is said of a run that ended in an exception, and its exit code."""

from __future__ import annotations

import traceback

import click

from artline import streams
from artline.errors import ArtlineError, ModelError, SettingError, shown

FAILED, WRONG_USAGE, STOPPED, TERMINATED = 1, 2, 130, 143

_NO_ROOM = ("failed to map segment", "annot allocate memory", "annot enable executable")
"""How the system's loader begins to say that there is no memory for a library (glibc, musl)."""

_SHORT = "not enough memory; close other programs, or try --size"


def refused(fault: BaseException, verbose: bool) -> int:
    """Say in one line on stderr what ended the run.

    Returns:
        The exit code.
    """
    match fault:
        case click.UsageError():
            path = fault.ctx.command_path if fault.ctx else "artline"
            return _said(f"{_lowered(fault.format_message())}; see {path} --help", WRONG_USAGE)
        case SettingError() | ModelError():
            return _said(str(fault), WRONG_USAGE)
        case ArtlineError():
            return _said(str(fault), FAILED)
        case KeyboardInterrupt() | click.Abort():
            return STOPPED
        case BrokenPipeError():  # whoever read stdout is gone: end quietly
            return FAILED
        case MemoryError():
            return _said(_SHORT, FAILED)
    if verbose:
        streams.say("".join(traceback.format_exception(fault)), end="")
    match fault:
        case ImportError():
            return _said(_not_loaded(fault), FAILED)
        case OSError():
            where = "the system" if fault.filename is None else shown(fault.filename)
            return _said(f"{where}: {streams.reason(fault)}; check disk and permissions", FAILED)
    said = shown(f"{type(fault).__name__}: {fault}")
    return _said(f"artline is at fault ({said}); please report it", FAILED)


def _not_loaded(fault: ImportError) -> str:
    """A library that is there and cannot be loaded: for want of memory, or damaged."""
    text = str(fault)
    if any(words in text for words in _NO_ROOM):
        return _SHORT
    return f"{shown(text.splitlines()[0] if text else 'a library')}; reinstall artline"


def _said(message: str, code: int) -> int:
    streams.say(f"error: {message}")
    return code


def _lowered(message: str) -> str:
    message = message.strip().removesuffix(".").replace("\n", " ")
    return message[:1].lower() + message[1:]
