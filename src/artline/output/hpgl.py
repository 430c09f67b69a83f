"""Strokes as HP-GL, in the units of the plotter and within its reach."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from artline.errors import OutputError
from artline.nouns import Plot, Stroke
from artline.output.hooks import pen_hooks
from artline.output.machine import HPGL, Machine
from artline.output.reach import on_bed

UNIT = 0.025
"""mm of a unit where nothing else is known."""
START = ("IN;",)
PEN_START = ("SP{number};",)
END = ("PU0,0;SP0;",)


def hpgl(strokes: Plot, machine: Machine) -> bytes:
    """HP-GL: y upwards, a pen of the carousel for each pen.

    Lines of a machine that takes G-code as well are G-code, and stay away.

    Raises:
        OutputError: see `on_bed`; or there are more pens than the machine holds.
    """
    strokes = on_bed(strokes, machine, HPGL)
    if machine.holders and len(strokes.pens) > machine.holders:
        raise OutputError(
            f"pens: {len(strokes.pens)} are more than the {machine.holders} that {machine.name} "
            "holds; use fewer"
        )
    facts = _in_hpgl(machine)
    parts = [*facts.home, *facts.start]
    for number, pen in enumerate(strokes.pens, 1):
        hooks = pen_hooks(facts, pen, number)
        parts += [*(hooks.pause if number > 1 else ()), *hooks.start]
        for path in strokes.paths:
            if path.pen == pen.name:
                parts.append(_line(path, strokes.height, machine.unit))
        parts += hooks.end
    return ("\n".join([*parts, *facts.end]) + "\n").encode()


def _line(path: Stroke, height: float, unit: float) -> str:
    x, y = path.points.T
    places = np.rint(np.stack([x, height - y], 1) / unit).astype(int).tolist()
    start, *rest = [f"{a},{b}" for a, b in places]
    return f"PU{start};PD{','.join(rest)};"


def _in_hpgl(machine: Machine) -> Machine:
    """The machine with lines that are HPGL."""
    own = machine
    if machine.formats != (HPGL,):
        own = replace(
            machine, home=(), start=(), pen_start=(), pen_end=(), end=(), pause=(), pens={}
        )
    return replace(
        own,
        start=own.start or START,
        pen_start=own.pen_start or PEN_START,
        end=own.end or END,
    )
