"""Strokes as G-code, in the words that the machine's firmware knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from artline.nouns import Pen, Plot, Stroke
from artline.output.hooks import filled_in, pen_hooks
from artline.output.machine import GCODE, Machine
from artline.output.reach import on_bed

MS_PER_SECOND = 1000
SECONDS_A_MINUTE = 60
"""Speeds are mm/s here and mm a minute in G-code."""


def gcode(strokes: Plot, machine: Machine) -> bytes:
    """G-code: mm, absolute, y upwards; G0 with the pen up and G1 with it down.

    `settings.plain` and plain machines repeat the command, both coordinates and the speed in every
    line. Between pens the pen goes to the corner, and the machine waits as its `pause` says.

    Raises:
        OutputError: see `on_bed`.
    """
    strokes = on_bed(strokes, machine, GCODE)
    writer = _Writer(machine, strokes)
    lines = ["G21", "G90", *machine.home, *machine.start, *writer.dwell(machine.first)]
    for number, pen in enumerate(strokes.pens, 1):
        hooks = pen_hooks(machine, pen, number)
        if number > 1:
            lines += [writer.parked, *hooks.pause]
        lines += hooks.start
        for path in strokes.paths:
            if path.pen == pen.name:
                lines += writer.drawn(path, pen, number)
        lines += hooks.end
    return ("\n".join([*lines, writer.parked, *machine.end]) + "\n").encode()


class _Writer:
    """The lines of strokes on one machine."""

    def __init__(self, machine: Machine, strokes: Plot) -> None:
        self._machine = machine
        self._height = strokes.height
        self._plain = machine.plain or strokes.settings.plain
        speed_up = self._plain or machine.travel_feed
        self._travel = _feed(machine.travel) if speed_up else ""
        self._draw = _feed(machine.draw)
        self._by_width = strokes.settings.power == "width"
        self._widest = max((float(path.widths.max()) for path in strokes.paths), default=0.0)

    @property
    def parked(self) -> str:
        """The way back to the corner, pen up."""
        return f"G0 X0 Y0{self._travel}"

    def dwell(self, seconds: float) -> list[str]:
        """A line that waits, in the firmware's unit; none where there is nothing to wait for."""
        if not seconds:
            return []
        in_ms = self._machine.dwell == "ms"
        return [f"G4 P{_number(seconds * MS_PER_SECOND if in_ms else seconds)}"]

    def drawn(self, path: Stroke, pen: Pen, number: int) -> Iterator[str]:
        """One stroke: there, pen down, along, pen up."""
        machine = self._machine
        (x, y), *rest = _upwards(path, self._height).tolist()
        powers = self._powers(path)
        words = {"pen": pen.name, "number": number, "power": powers[0] if powers else ""}
        yield f"G0 X{_number(x)} Y{_number(y)}{self._travel}"
        yield from self._settled(filled_in(machine.down, words))
        said = powers[0] if powers else ""
        for k, (px, py) in enumerate(rest):
            place = f"X{_number(px)} Y{_number(py)}"
            if powers and machine.inline and powers[k] != said:
                said = powers[k]
                place += f" S{said}"
            yield f"G1 {place}{self._draw}" if self._plain or not k else place
        yield from self._settled(filled_in(machine.up, words))

    def _settled(self, lines: Iterable[str]) -> list[str]:
        return [*lines, *self.dwell(self._machine.settle)]

    def _powers(self, path: Stroke) -> list[str]:
        """S of each piece of a stroke; of the whole of it where that may not change on the way."""
        if not self._machine.power:
            return []
        least, most = self._machine.power
        widths = 0.5 * (path.widths[1:] + path.widths[:-1])
        if not self._machine.inline:
            widths = np.full_like(widths, path.widths.mean())
        share = widths / max(self._widest, 1e-9) if self._by_width else np.ones_like(widths)
        return [f"{value:.0f}" for value in (least + (most - least) * share).tolist()]


def _feed(speed: float) -> str:
    return f" F{SECONDS_A_MINUTE * speed:.0f}"


def _upwards(path: Stroke, height: float) -> NDArray[np.float64]:
    """Points from the bottom left corner."""
    x, y = path.points.T
    return np.stack([x, height - y], 1)


def _number(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
