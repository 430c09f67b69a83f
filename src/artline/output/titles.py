"""Names of photos and pens as text that every format can hold."""

from __future__ import annotations


def printable(text: str) -> str:
    """The text on one line, with a replacement character for each that no format may hold.

    Those are control characters, line ends, and halves of surrogate pairs, which stand for the
    bytes of a file name that is no UTF-8 (PEP 383).
    """
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
