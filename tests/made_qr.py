"""QR codes as a phone's camera reads them from a terminal."""

from __future__ import annotations

import re

import cv2
import numpy as np
from numpy.typing import NDArray

MODULE = 8
"""Pixels of one module in the picture that is read."""
LIT = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
"""Which half of a character's cell is lit: above, below."""
_ESCAPES = re.compile(r"\x1b\[(\d+)m([^\x1b]*)")
_INVERSE = "7"


def read_qr(lines: str) -> str:
    """What the code among these lines of a terminal says; empty where none is read."""
    rows = [row for line in lines.splitlines() for row in _rows(line)]
    wide = max(map(len, rows))
    picture = np.array([row for row in rows if len(row) == wide], np.uint8) * 255
    large: NDArray[np.uint8] = np.kron(picture, np.ones((MODULE, MODULE), np.uint8))
    return str(cv2.QRCodeDetector().detectAndDecode(large)[0])


def _rows(line: str) -> list[list[int]]:
    """The rows of modules that a line shows, 1 where it is lit; none of a line of text."""
    if line and set(line) <= set(LIT):
        cells = [LIT[character] for character in line]
        return [[above for above, _ in cells], [below for _, below in cells]]
    if found := _ESCAPES.findall(line):
        return [[int(code == _INVERSE) for code, spaces in found for _ in spaces[::2]]]
    return []
