"""Strokes for plotters: HPGL and G-code, checked against the bed before a byte is written."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from artline.nouns import Plot, Stroke
from artline.output.machines import Machine
from artline.strokes.page import check, fitted

HPGL_UNITS = 40
"""Plotter units per mm (HP-GL: 0.025 mm each)."""


def on_bed(strokes: Plot, machine: Machine) -> Plot:
    """The strokes as the machine will draw them, checked against its bed.

    Without a page of their own they are scaled to fill the bed, unless `fit` is off; a page of
    their own lies in the bed's bottom left corner.

    Raises:
        OutputError: a stroke would leave the bed, or there is none.
    """
    settings = strokes.settings
    if settings.page is None and settings.fit:
        strokes = fitted(strokes, machine.bed, settings.edge)
    raised = [path.points - (0, strokes.height - machine.bed[1]) for path in strokes.paths]
    lying = [_at(path, points) for path, points in zip(strokes.paths, raised, strict=True)]
    on = Plot(tuple(lying), strokes.pens, *machine.bed, settings, strokes.title)
    check(on, machine.bed, f"bed of {machine.name}")
    return on


def _at(path: Stroke, points: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Stroke:
    return Stroke(points, path.widths, path.pen, path.layer, path.closed)


def hpgl(strokes: Plot, machine: Machine) -> bytes:
    """HP-GL: 40 units a mm, y upwards, a pen of the carousel for each pen.

    Raises:
        OutputError: see `on_bed`.
    """
    strokes = on_bed(strokes, machine)
    parts = ["IN;"]
    for number, pen in enumerate(strokes.pens):
        parts.append(f"SP{number + 1};")
        for path in strokes.paths:
            if path.pen == pen.name:
                places = np.rint(_upwards(path, strokes.height) * HPGL_UNITS).astype(int).tolist()
                (x, y), rest = places[0], places[1:]
                down = ",".join(f"{a},{b}" for a, b in rest)
                parts.append(f"PU{x},{y};PD{down};")
    return ("\n".join([*parts, "PU0,0;SP0;"]) + "\n").encode()


def gcode(strokes: Plot, machine: Machine) -> bytes:
    """G-code: mm, absolute, y upwards; G0 with the pen up and G1 with it down.

    `settings.plain` repeats the command word, both coordinates and the speed in every line, for
    controllers that keep no state. Between pens the machine waits (M0).

    Raises:
        OutputError: see `on_bed`.
    """
    strokes = on_bed(strokes, machine)
    lines = ["G21", "G90", *machine.start]
    for number, pen in enumerate(strokes.pens):
        if number:
            lines += ["G0 X0 Y0", "M0"]
        for path in strokes.paths:
            if path.pen == pen.name:
                lines += _moves(path, strokes.height, machine, strokes.settings.plain)
    return ("\n".join([*lines, "G0 X0 Y0", *machine.end]) + "\n").encode()


def _moves(path: Stroke, height: float, machine: Machine, plain: bool) -> Iterator[str]:
    (x, y), *rest = _upwards(path, height).tolist()
    travel, draw = f" F{60 * machine.travel:.0f}", f" F{60 * machine.draw:.0f}"
    yield f"G0 X{_number(x)} Y{_number(y)}{travel if plain else ''}"
    yield from machine.down
    for k, (px, py) in enumerate(rest):
        place = f"X{_number(px)} Y{_number(py)}"
        yield f"G1 {place}{draw}" if plain or not k else place
    yield from machine.up


def _upwards(path: Stroke, height: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Points from the bottom left corner, exactly within the page."""
    x, y = path.points.T
    return np.stack([np.maximum(x, 0), np.clip(height - y, 0, height)], 1)


def _number(value: float) -> str:
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
