"""HP-GL read back."""

from __future__ import annotations

import re

from artline.errors import OutputError, shown
from artline.output.hpgl import UNIT
from artline.output.previewed import Preview, finite, upside_down

# A mnemonic and all up to the next one or a semicolon; letters of labels never come so far.
_COMMAND = re.compile(r"\s*([A-Za-z]{2})([^A-Za-z;]*)(?:;|(?=[A-Za-z])|$)")
# Escape sequences (device control, entering HP-GL/2) speak of the interface, not of the drawing.
_ESCAPES = re.compile(r"\x1b(?:\.[(@)A-Za-z](?:[0-9;\s]*:)?|%-?[0-9]*[A-Z]|E)")
_MOVES = frozenset(("PU", "PD", "PA", "PR"))
# HP-GL commands and those of HP-GL/2 that move nothing and change no place of what follows.
_IDLE = frozenset((
    "IN", "DF", "SP", "VS", "AS", "FS", "LT", "PW", "PS", "IP", "PG", "NR", "AP", "WU", "WT",
    "SI", "SR", "SL", "SS", "SA", "DI", "DR", "DT", "DV", "ES", "CA", "CS", "IM", "FT", "PT",
    "AC", "LA", "MC", "UL", "CR", "BP", "EC", "TR", "PC", "NP", "OA", "OC", "OE", "OF", "OH",
    "OI", "OO", "OP", "OS", "OW", "DP", "DC", "RP", "GM", "CT", "AF", "AH", "FR",
))  # fmt: skip
_ARCS = frozenset(("AA", "AR", "AT", "RT", "CI", "BZ", "BR"))
_SET_BACK = frozenset(("IW", "RO", "SC", "SM"))
_SAID = {
    "IW": "cuts off what lies outside a window",
    "LB": "writes text",
    "RO": "turns the page",
    "SC": "scales by the plotter's own P1 and P2",
    "SM": "draws symbols",
}


def read(data: bytes, name: str) -> Preview:
    """PU, PD, PA and PR; what draws otherwise, or changes where things lie, is refused.

    Args:
        data: the file.
        name: for messages.

    Raises:
        OutputError: something cannot be shown.
    """
    text = _ESCAPES.sub("", data.decode("ascii", "replace"))
    lines: list[list[tuple[float, float]]] = []
    at, down, relative = (0.0, 0.0), False, False
    start = 0
    while text[start:].strip("; \t\r\n\x03\x1a\0"):
        found = _COMMAND.match(text, start)
        if found is None:
            gap = re.compile(r"[;\s\x03\x1a\0]+").match(text, start)
            if gap is None:
                raise OutputError(f"{name}: {shown(text[start : start + 12])} is no HPGL command")
            start = gap.end()
            continue
        start = found.end()
        letters, rest = found[1].upper(), found[2]
        if letters not in _MOVES:
            _refuse(letters, rest, name)
            down = down and letters != "IN"
            relative = relative and letters not in ("IN", "DF")
            continue
        if letters in ("PA", "PR"):
            relative = letters == "PR"
        else:
            if letters == "PD" and not down:
                lines.append([at])
            down = letters == "PD"
        numbers = [finite(part, name) * UNIT for part in re.split(r"[,\s]+", rest) if part]
        if len(numbers) % 2:
            raise OutputError(f"{name}: {letters} has a place without y, which cannot be shown")
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            at = (at[0] + x, at[1] + y) if relative else (x, y)
            if down:
                lines[-1].append(at)
    return upside_down(lines)


def _refuse(letters: str, rest: str, name: str) -> None:
    """Refuse a command that would change the picture; some do so only with numbers."""
    if letters in _IDLE or (letters in _SET_BACK and rest.strip() in ("", "0")):
        return
    said = "draws arcs" if letters in _ARCS else _SAID.get(letters, "is not known here")
    raise OutputError(f"{name}: {letters} {said}, which cannot be shown; use PU, PD, PA and PR")
