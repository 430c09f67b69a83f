"""Strokes on the bed of a machine: placed, and refused where its pen does not reach."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from artline.errors import OutputError, SettingError, shown
from artline.nouns import Plot
from artline.options import PageSettings
from artline.output.machine import Machine
from artline.output.machines import BY_FORMAT, machine, machine_of
from artline.strokes.page import LONG_SIDE, SLACK, fitted, moved

SMALLEST_SHARE = 0.5
"""Share of a page's shorter side that a wider margin must leave, to be a remedy."""


def for_format(settings: PageSettings, kind: str) -> PageSettings:
    """The settings with the machine that files of a format are for where none was chosen."""
    if settings.machine is None and kind in BY_FORMAT:
        return replace(settings, machine=BY_FORMAT[kind])
    return settings


def bed_of(settings: PageSettings, width: float, height: float) -> tuple[float, float] | None:
    """Width and height in mm of the bed that a drawing fills; None where a page says its size.

    Args:
        settings: page and machine.
        width: of the drawing, in any unit.
        height: the same.

    Raises:
        SettingError: there is no such machine.
    """
    if settings.machine is None or settings.page is not None or not settings.fit:
        return None
    return _turned(machine(settings.machine), (width, height))


def longest_side(settings: PageSettings, kind: str) -> float:
    """The longest side in mm of the page, or of the bed that the drawing fills.

    Raises:
        SettingError: there is no such machine.
    """
    chosen = for_format(settings, kind)
    return max(chosen.page_size or bed_of(chosen, 1.0, 1.0) or (LONG_SIDE,))


def refuse_beyond(settings: PageSettings, kind: str) -> None:
    """Refuse, before anything is drawn, a page that a machine cannot draw on.

    What fills the page inside its margins, wide or high, must lie within the reach one way or the
    other; what the photo's shape decides is refused by `on_bed`.

    Raises:
        SettingError: there is no such machine, it takes other formats, it has no laser whose power
            could change, or the page goes beyond its reach.
    """
    if not settings.for_machine(kind):
        return
    chosen = machine_of(settings.machine, kind)
    if settings.power != "even" and not chosen.power:
        raise SettingError(f"power: {chosen.name} has no laser; choose a machine that has one")
    bed, edge, page = _turned(chosen, settings.page_size), settings.edge, settings.page_size
    if page is None:
        if min(bed) <= 2 * edge:
            raise SettingError(
                f"margin: {edge:g} mm on both sides leave nothing of the reach of {chosen.name}, "
                f"{_size(bed)}; make it smaller"
            )
        return
    over = _overhang(chosen, kind, page, edge)
    if settings.fit and min(over) > SLACK and not settings.beyond_reach:
        raise SettingError(
            f"page: {_size(page)} with margins of {edge:g} mm go beyond the reach of "
            f"{chosen.name}, {_size(chosen.bed)}; {_remedy(chosen, kind, settings)}"
        )


def on_bed(strokes: Plot, machine: Machine, kind: str) -> Plot:
    """The strokes as the machine will draw them, from the bed's top left corner.

    Without a page of their own they are scaled to fill the bed, unless `fit` is off. A page of
    their own lies where the machine holds its sheets: of SVG at the top left of the bed, else at
    the bottom left.

    Raises:
        OutputError: there is no stroke, or one goes beyond the reach and may not.
    """
    settings = strokes.settings
    bed = _turned(machine, (strokes.width, strokes.height))
    if settings.page is None and settings.fit:
        there = (strokes.width, strokes.height) == bed
        placed = strokes if there else fitted(strokes, bed, settings.edge)
    elif kind == "svg":
        placed = strokes
    else:
        x, y = (0.0, 0.0) if settings.page is None else machine.corner
        down = bed[1] - strokes.height - y
        paths = tuple(moved(path, 1.0, np.array([x, down])) for path in strokes.paths)
        placed = replace(strokes, paths=paths, width=bed[0], height=bed[1])
    over = beyond(placed, machine)
    if over and not settings.beyond_reach:
        raise OutputError(
            f"{shown(strokes.title or 'drawing')}: a stroke goes {over:.1f} mm beyond the reach of "
            f"{machine.name}, {_size(machine.bed)}; {_remedy(machine, kind, settings)}"
        )
    return placed


def beyond(placed: Plot, machine: Machine) -> float:
    """How far strokes that lie on a machine's bed go beyond it, mm; 0 is nowhere."""
    if not placed.paths:
        return 0.0
    points = np.concatenate([path.points for path in placed.paths])
    bed = np.array(_turned(machine, (placed.width, placed.height)))
    over = float(np.max([-points, points - bed]))
    return over if np.isfinite(over) and over > SLACK else 0.0


def _turned(machine: Machine, page: tuple[float, float] | None) -> tuple[float, float]:
    """The bed as the page lies on it: upright where the machine's program turns such pages."""
    upright = page is not None and page[1] > page[0]
    if machine.turns and upright:
        return min(machine.bed), max(machine.bed)
    return machine.bed


def _overhang(
    machine: Machine, kind: str, page: tuple[float, float], edge: float
) -> tuple[float, float]:
    """How far what fills a page inside its margins goes beyond the bed, to the side and up, mm."""
    bed = _turned(machine, page)
    corner = (0.0, 0.0) if kind == "svg" else machine.corner
    sides = [max(-(corner[k] + edge), corner[k] + page[k] - edge - bed[k], 0.0) for k in range(2)]
    return sides[0], sides[1]


def _remedy(machine: Machine, kind: str, settings: PageSettings) -> str:
    """What to do, the change that is enough first."""
    page = settings.page_size
    others = "another --machine, or --beyond-reach"
    if page is None:
        return f"use --fit, {others}"
    turned = (page[1], page[0])
    if turned[0] > turned[1] and max(_overhang(machine, kind, turned, settings.edge)) <= SLACK:
        return f"use --landscape, {others}"
    wanted = settings.edge + max(_overhang(machine, kind, page, settings.edge))
    if wanted > settings.edge and min(page) - 2 * wanted >= SMALLEST_SHARE * min(page):
        return f"use --margin {np.ceil(wanted):.0f}mm, {others}"
    return f"use a smaller --page, {others}"


def _size(sides: tuple[float, float]) -> str:
    return f"{sides[0]:g}×{sides[1]:g} mm"
