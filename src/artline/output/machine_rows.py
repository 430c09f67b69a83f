"""Tables of machines, checked fact by fact."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from artline.errors import SettingError, shown
from artline.options import nearest
from artline.output.machine import GCODE, HPGL, Machine, PenHooks

LIKE = "like"
"""The fact that names another machine, whose facts hold where a row has none of its own."""
MOST_LIKE = 8
"""Rows that may be like one another in turn."""
MOST_HOLDERS = 100
PAUSE = ("M0",)
"""How G-code waits for another pen, where a machine says nothing else."""

Check = Callable[[Any], bool]


def machines_in(
    rows: Mapping[str, object], file: object, others: Mapping[str, object]
) -> dict[str, Machine]:
    """Machines from the tables of a TOML file.

    Args:
        rows: name → facts.
        file: where they stand, for messages.
        others: rows that theirs may be like.

    Raises:
        SettingError: names the file, the machine and the fact, and says what it must be.
    """
    return {name: machine_in(name, rows, file, others) for name in rows}


def machine_in(
    name: str, rows: Mapping[str, object], file: object, others: Mapping[str, object]
) -> Machine:
    """One machine of them; arguments and errors as of `machines_in`."""
    return _machine(name, _whole(name, rows, others, file), file)


def _whole(
    name: str, rows: Mapping[str, object], others: Mapping[str, object], file: object
) -> dict[str, Any]:
    """A row with the facts of those that it is like."""
    where = f"{shown(file)}: machine {shown(name)}"
    facts: dict[str, Any] = {}
    row = rows[name]
    for _ in range(MOST_LIKE):
        if not isinstance(row, Mapping):
            raise SettingError(f"{where}: is no table; write [{shown(name)}] and its facts below")
        facts = {**row, **facts}
        like = row.get(LIKE)
        if like is None:
            return {key: value for key, value in facts.items() if key != LIKE}
        # a user's row that is like the one of its own name means artline's
        near = rows.get(like)
        row = others.get(like) if near is None or near is row else near
        if row is None:
            meant = nearest(str(like), [*others, *rows])
            raise SettingError(f"{where}: {LIKE} names no machine: {shown(like)}{meant}")
    raise SettingError(f"{where}: {LIKE} goes in a circle; name a machine that stands by itself")


def _machine(name: str, row: Mapping[str, Any], file: object) -> Machine:
    where = f"{shown(file)}: machine {shown(name)}"
    for key in row:
        if key not in FACTS:
            raise SettingError(
                f"{where}: no fact {shown(key)}{nearest(key, list(FACTS))}; there are "
                f"{', '.join(sorted((*FACTS, LIKE)))}"
            )
    for key, (check, must) in FACTS.items():
        if (key in row or key in REQUIRED) and not check(row.get(key)):
            raise SettingError(f"{where}: {key} {must}")
    made: dict[str, Any] = {key: _frozen(row[key]) for key in FACTS if key in row}
    if "pens" in made:
        made["pens"] = {
            pen: PenHooks(**{key: _frozen(lines) for key, lines in hooks.items()})
            for pen, hooks in row["pens"].items()
        }
    formats = set(made.get("formats", (GCODE, HPGL)))
    _refuse_idle(made, formats, where)
    defaults = {"about": "", "pause": PAUSE if GCODE in formats else ()}
    return Machine(name=name, **{**defaults, **made})


def _refuse_idle(made: Mapping[str, Any], formats: set[str], where: str) -> None:
    """Refuse facts that would do nothing, or nothing good, in the machine's formats."""
    for key in made:
        if key in ONLY_FOR and not formats & ONLY_FOR[key]:
            only = " and ".join(sorted(ONLY_FOR[key]))
            raise SettingError(f"{where}: {key} does nothing there; it is for {only}")
    if made.get("turns") and formats != {"svg"}:
        raise SettingError(f"{where}: turns is for machines whose program takes svg alone")
    if not made.get("power") and any("{power}" in line for line in made.get("down", ())):
        raise SettingError(f"{where}: down has {{power}}; add the fact power, as [80, 200]")


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _number(least: float) -> Check:
    def check(value: Any) -> bool:
        real = isinstance(value, int | float) and not isinstance(value, bool)
        return real and math.isfinite(value) and value >= least

    return check


def _numbers(least: float, *counts: int) -> Check:
    one = _number(least)
    return lambda v: isinstance(v, list) and len(v) in counts and all(map(one, v))


def _lines(value: Any) -> bool:
    """Lines of a file: text, each on its own line and of characters that every machine takes."""
    return isinstance(value, list) and all(
        isinstance(line, str) and line.isascii() and line.isprintable() for line in value
    )


def _hooks(value: Any) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(hooks, Mapping)
        and set(hooks) <= {"start", "end", "pause"}
        and all(map(_lines, hooks.values()))
        for hooks in value.values()
    )


def _is(kind: type) -> Check:
    return lambda value: isinstance(value, kind)


def _words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) for word in value)


def _whole_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_HOLDERS


_SECONDS = (_number(0.0), "is not a number of seconds from 0")
_SPEED = (_number(0.01), "is not a number from 0.01")
_LINES = (_lines, 'is a list of lines, as ["M3 S90"]')
_TRUTH = (_is(bool), "is true or false")
FACTS: Mapping[str, tuple[Check, str]] = {
    "about": (_is(str), "is a line of text"),
    "bed": (_numbers(10, 2), "is width and height in mm, as [210.0, 297.0]"),
    "draw": _SPEED,
    "travel": _SPEED,
    "lift": (_number(0.0), "is not a number from 0"),
    "formats": (_words, 'is a list of formats, as ["gcode"]'),
    "corner": (_numbers(-1000, 2), "is x and y in mm, as [-9.1, -2.5]"),
    "turns": _TRUTH,
    "unit": (_number(0.001), "is not a number of mm from 0.001"),
    "holders": (_whole_number, f"is not a whole number from 0 to {MOST_HOLDERS}"),
    "plain": _TRUTH,
    "travel_feed": _TRUTH,
    "dwell": (lambda v: v in ("s", "ms"), 'is "s" or "ms"'),
    "settle": _SECONDS,
    "first": _SECONDS,
    "power": (_numbers(0.0, 0, 2), "is S of the finest and of the widest line, as [80, 200]"),
    "inline": _TRUTH,
    "home": _LINES,
    "start": _LINES,
    "down": _LINES,
    "up": _LINES,
    "end": _LINES,
    "pen_start": _LINES,
    "pen_end": _LINES,
    "pause": _LINES,
    "pens": (_hooks, "has a table for each pen with lists of lines: start, end, pause"),
}
"""Facts by name: what a value must be, as a check and in words."""
ONLY_FOR: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("plain", "travel_feed", "dwell", "settle", "first"), frozenset((GCODE,))),
    **dict.fromkeys(("power", "inline", "down", "up"), frozenset((GCODE,))),
    **dict.fromkeys(("unit", "holders"), frozenset((HPGL,))),
    **dict.fromkeys(("home", "start", "end", "pen_start", "pen_end"), frozenset((GCODE, HPGL))),
}
"""Facts that count in files of some formats only → those formats."""
REQUIRED = ("bed", "draw", "travel", "lift")
