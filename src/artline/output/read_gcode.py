"""G-code read back: millimetres and inches, absolute and relative, pens, Z axes and lasers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from artline.errors import OutputError, shown
from artline.options.kinds import MM_PER_INCH
from artline.output.previewed import Preview, finite, upside_down

_WORD = re.compile(r"([A-Z])\s*([-+]?[0-9.]+)?")
_COMMENT = re.compile(r"\(.*?(?:\)|$)|;.*|\*[0-9]+\s*$")
# Lines that move nothing and whose rest is text: messages, files, settings, macros of Klipper.
_TEXT = re.compile(
    r"\s*(?:N\d+\s*)?(?:M0*(?:0|1|117|118|16|23|28|30|32|928)(?![0-9])|[$%!@?]|[A-Z_]{2,})"
)
# G words (GRBL, Marlin and Klipper lists) that move nothing and change no place of what follows.
_IDLE = frozenset((17, 40, 43.1, 49, 54, 61, 64, 80, 91.1, 93, 94))
_NO_MOVE = frozenset((4.0, 28.0, 92.0))
_ARCS = frozenset((2.0, 3.0, 5.0, 5.1))
_SUBPROGRAM = 98


@dataclass(frozen=True, slots=True)
class _Move:
    """One straight move.

    Attributes:
        start: x and y before it, mm.
        end: x and y after it, mm.
        z: height after it, mm.
        rapid: G0.
        lit: whether spindle or laser are on.
    """

    start: tuple[float, float]
    end: tuple[float, float]
    z: float
    rapid: bool
    lit: bool


def read(data: bytes, name: str) -> Preview:
    """G0 travels; G1 draws where nothing says that the pen is up or the laser dark.

    The pen is up at heights at which G0 travels or, in files without G0, in the upper half of all
    heights. A laser is dark at S0 and after M5, where it is ever bright.

    Raises:
        OutputError: arcs, other planes, places of the machine, subprograms, variables, or a line
            that is none.
    """
    moves = list(_Reader(name).moves(data.decode("utf-8", "replace")))
    drawn = _with_pen_down([move for move in moves if not move.rapid], moves)
    lit = [move for move in drawn if move.lit]
    down = {id(move) for move in (lit or drawn)}
    lines: list[list[tuple[float, float]]] = []
    drawing = False
    for move in moves:
        if id(move) not in down:
            drawing = False
            continue
        if not drawing:
            lines.append([move.start])
        lines[-1].append(move.end)
        drawing = True
    return upside_down(lines)


def _with_pen_down(straight: list[_Move], moves: list[_Move]) -> list[_Move]:
    heights = {move.z for move in straight}
    if len(heights) < 2:
        return straight
    above = {move.z for move in moves if move.rapid and move.end != move.start}
    if not above:
        middle = 0.5 * (min(heights) + max(heights))
        return [move for move in straight if move.z < middle]
    return [move for move in straight if move.z not in above] or straight


class _Reader:
    """The state that G-code keeps from line to line."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._at = {"X": 0.0, "Y": 0.0, "Z": 0.0}
        self._scale = 1.0
        self._absolute = True
        self._rapid: bool | None = None
        self._on = True
        self._power: float | None = None

    def moves(self, text: str) -> Iterator[_Move]:
        """The moves of a file, in their order."""
        for number, row in enumerate(text.splitlines(), 1):
            said = _COMMENT.sub("", row.upper()).strip().lstrip("/\ufeff")
            if not said or _TEXT.match(said):
                continue
            if _WORD.sub("", said).strip():
                raise OutputError(
                    f"{self._name}: line {number}, {shown(said[:40])}, is no G-code that can be "
                    "shown"
                )
            yield from self._line(_WORD.findall(said))

    def _line(self, words: list[tuple[str, str]]) -> Iterator[_Move]:
        codes = [finite(text, self._name) for letter, text in words if letter == "G"]
        for code in codes:
            self._mode(code)
        still = _NO_MOVE.intersection(codes)
        self._tool(words, still=bool(still))
        axes = {letter: text for letter, text in words if letter in self._at}
        if 28.0 in still:
            self._at |= dict.fromkeys(axes or self._at, 0.0)
            return
        if any(letter == "M" for letter, _ in words) and not codes:
            return  # X and Y of other commands are motors, not places
        places = {axis: self._scale * finite(text, self._name) for axis, text in axes.items()}
        if 92.0 in still:
            self._at |= places
        if still or not places:
            return
        if self._rapid is None:
            raise OutputError(f"{self._name}: moves before G0 or G1; begin with one of them")
        before = dict(self._at)
        for axis, place in places.items():
            self._at[axis] = place if self._absolute else self._at[axis] + place
        if "X" in places or "Y" in places:
            yield _Move(
                (before["X"], before["Y"]),
                (self._at["X"], self._at["Y"]),
                self._at["Z"],
                self._rapid,
                self._on and self._power != 0,
            )

    def _mode(self, code: float) -> None:
        if code in (0, 1):
            self._rapid = code == 0
        elif code in (20, 21):
            self._scale = MM_PER_INCH if code == 20 else 1.0
        elif code in (90, 91):
            self._absolute = code == 90
        elif code in _ARCS:
            raise OutputError(f"{self._name}: G{code:g} draws arcs, which cannot be shown; use G1")
        elif code not in _IDLE and code not in _NO_MOVE:
            raise OutputError(f"{self._name}: G{code:g} is not known here; nothing can be shown")

    def _tool(self, words: list[tuple[str, str]], *, still: bool) -> None:
        """M3, M4, M5 and S; S of other commands (a temperature, seconds) is no power."""
        commands = [finite(text, self._name) for letter, text in words if letter == "M"]
        if _SUBPROGRAM in commands:
            raise OutputError(f"{self._name}: M98 calls a subprogram, which cannot be shown")
        for command in commands:
            if command in (3, 4, 5):
                self._on = command != 5
        if not still and all(command in (3, 4, 5) for command in commands):
            for letter, text in words:
                if letter == "S":
                    self._power = finite(text, self._name)
