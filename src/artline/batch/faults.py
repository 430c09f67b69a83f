"""Kinds of failure, by which failures are counted and tried again."""

from __future__ import annotations

from artline import errors

KINDS: dict[type[BaseException], str] = {
    errors.PhotoMissingError: "missing",
    errors.PhotoUnreadableError: "unreadable",
    errors.PhotoNotAnImageError: "no-picture",
    errors.PhotoTruncatedError: "damaged",
    errors.PhotoTooLargeError: "too-large",
    errors.PhotoUnsupportedError: "unsupported",
    errors.PhotoArrayError: "no-picture",
    errors.PhotoError: "unreadable",
    errors.OutputError: "output",
    errors.SettingError: "setting",
    MemoryError: "memory",
}
"""Class of an error → its kind; the first that it is an instance of."""

TIMEOUT = "timeout"
"""Kind of a photo that took longer than was allowed."""
CRASH = "crash"
"""Kind of a photo that ended the worker drawing it, twice."""
FAULT = "fault"
"""Kind of what is artline's own fault."""

ALL_KINDS = tuple(dict.fromkeys((*KINDS.values(), TIMEOUT, CRASH, FAULT)))
"""Every kind of failure there is."""


def kind_of_fault(fault: BaseException) -> str:
    """The kind of a failure; "fault" where no refusal of artline says what it is."""
    return next((kind for known, kind in KINDS.items() if isinstance(fault, known)), FAULT)
