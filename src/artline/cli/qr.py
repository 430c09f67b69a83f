"""A QR code in the terminal, for a phone's camera."""

from __future__ import annotations

import io
import os

from artline.system import streams

BORDER = 2
"""Modules of quiet zone around it: half of what the standard wants; phones read it, and it fits
into a terminal of 24 lines with an address and a token in it."""
_BLOCKS = "▀▄█"
"""What a code two modules a character is drawn with."""


def qr_code(text: str, encoding: str | None) -> str:
    """The text as lines of a QR code, light modules lit, for a dark terminal or a light one.

    Args:
        text: what is read from it.
        encoding: of the terminal; where it lacks block characters, the code is drawn with spaces
            and escape sequences, twice as large.
    """
    import segno

    try:
        _BLOCKS.encode(encoding or "ascii")
        compact = True
    except (UnicodeEncodeError, LookupError):
        compact = False
    lines = io.StringIO()
    segno.make_qr(text, error="L").terminal(lines, border=BORDER, compact=compact)
    return lines.getvalue().rstrip("\n")


def say_qr_code(text: str) -> None:
    """Tell it on stderr where a person looks at it; else there is nothing to point a phone at."""
    import sys

    if streams.is_terminal(sys.stderr) and os.environ.get("TERM") != "dumb":
        streams.say(qr_code(text, sys.stderr.encoding))
