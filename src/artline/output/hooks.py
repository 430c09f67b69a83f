"""Lines around the strokes of a pen, as a machine's facts say them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from artline.nouns import Pen
from artline.output.machine import Machine, PenHooks

# Letters that end no comment and begin no command, whatever a colour is called.
_UNSAFE = re.compile(r"[^A-Za-z0-9#.%_-]+")


@dataclass(frozen=True, slots=True)
class Hooks:
    """Lines before the first pen change, before and after the strokes of a pen, filled in."""

    pause: list[str]
    start: list[str]
    end: list[str]


def pen_hooks(machine: Machine, pen: Pen, number: int) -> Hooks:
    """The lines of a pen: its own, by number or colour, else those of the machine."""
    own = machine.pens.get(str(number)) or machine.pens.get(pen.name) or PenHooks()
    words = {"pen": pen.name, "number": number}

    def lines(mine: tuple[str, ...] | None, general: tuple[str, ...]) -> list[str]:
        return filled_in(general if mine is None else mine, words)

    return Hooks(
        lines(own.pause, machine.pause),
        lines(own.start, machine.pen_start),
        lines(own.end, machine.pen_end),
    )


def filled_in(lines: Iterable[str], words: Mapping[str, object]) -> list[str]:
    """Lines with {pen}, {number} and {power} as what they stand for; other braces stay."""
    filled = list(lines)
    for name, word in words.items():
        safe = _UNSAFE.sub("_", str(word))
        filled = [line.replace(f"{{{name}}}", safe) for line in filled]
    return filled
