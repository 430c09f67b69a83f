"""Remarks that stop nothing, by way of Python's warnings."""


class Notice(UserWarning):
    """What was left aside, in one line; the command line tells each once, as a note."""
