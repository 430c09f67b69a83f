"""Plotters: facts from a table, to which users may add."""

from __future__ import annotations

import math
import tomllib
import warnings
from dataclasses import dataclass, fields
from importlib.resources import files
from pathlib import Path
from typing import Any

from artline.errors import SettingError, shown
from artline.notices import Notice
from artline.options import nearest


@dataclass(frozen=True, slots=True)
class Machine:
    """A plotter.

    Attributes:
        name: what the user types.
        about: one line.
        bed: width and height that the pen reaches, mm.
        draw: mm/s with the pen down.
        travel: mm/s with the pen up.
        lift: seconds for lifting and lowering once.
        start: lines of G-code before anything else; the pen is up after them.
        down: lines that lower the pen.
        up: lines that lift it.
        end: lines after everything else.
    """

    name: str
    about: str
    bed: tuple[float, float]
    draw: float
    travel: float
    lift: float
    start: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    up: tuple[str, ...] = ()
    end: tuple[str, ...] = ()

    def seconds(self, drawn: float, travel: float, strokes: int) -> float:
        """About how long a drawing takes.

        Args:
            drawn: mm with the pen down.
            travel: mm with the pen up.
            strokes: how often the pen is lowered.
        """
        return drawn / self.draw + travel / self.travel + strokes * self.lift


def own_file() -> Path:
    """Where users add machines of their own."""
    from platformdirs import user_config_path

    return user_config_path("artline", appauthor=False) / "machines.toml"


def machines() -> dict[str, Machine]:
    """All machines by name, the user's own among them.

    What is wrong in the user's file is left out, with a notice.
    """
    rows = {name: (row, "machines.toml") for name, row in _bundled().items()}
    try:
        rows |= {name: (row, shown(own_file())) for name, row in _own().items()}
    except SettingError as fault:
        warnings.warn(f"{fault}; left out", Notice, stacklevel=2)
    known = {}
    for name, (row, file) in rows.items():
        try:
            known[name] = _machine(name, row, file)
        except SettingError as fault:
            warnings.warn(f"{fault}; left out", Notice, stacklevel=2)
    return known


def machine(name: str) -> Machine:
    """One machine.

    Raises:
        SettingError: there is none of that name (names the nearest and all there are); the
            user's file is no TOML; or this machine lacks something there.
    """
    bundled, own = _bundled(), _own()
    if name in own:
        return _machine(name, own[name], own_file())
    if name not in bundled:
        known = [*bundled, *own]
        near = nearest(str(name), known)
        raise SettingError(f"machine: no {shown(name)}{near}; there are {', '.join(known)}")
    return _machine(name, bundled[name], "machines.toml")


def estimated_by(name: str) -> Machine:
    """The machine by which time is told; the bundled one where the user's file is wrong.

    Raises:
        SettingError: as `machine`, where none of that name is bundled.
    """
    try:
        return machine(name)
    except SettingError:
        bundled = _bundled()
        if name not in bundled:
            raise
        return _machine(name, bundled[name], "machines.toml")


def _bundled() -> dict[str, Any]:
    return tomllib.loads(files("artline.output").joinpath("machines.toml").read_text("utf-8"))


def _own() -> dict[str, Any]:
    """Rows of the user's file; none where there is no such file, or where it may not be read."""
    file = own_file()
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as fault:
        said = fault.strerror or type(fault).__name__
        warnings.warn(f"{shown(file)}: not read ({said}); done without", Notice, stacklevel=2)
        return {}
    except ValueError as fault:
        raise SettingError(f"{shown(file)}: cannot be read as TOML: {shown(fault)}") from None


def _machine(name: str, row: Any, file: object) -> Machine:
    where = f"{shown(file)}: machine {shown(name)}"
    if not isinstance(row, dict):
        raise SettingError(f"{where}: is no table; write [{shown(name)}] and its facts below")
    known = {field.name for field in fields(Machine)} - {"name"}
    for key in row:
        if key not in known:
            raise SettingError(
                f"{where}: no fact {shown(key)}; there are {', '.join(sorted(known))}"
            )
    bed = row.get("bed")
    if not (isinstance(bed, list) and len(bed) == 2 and all(_number(v, 10) for v in bed)):
        raise SettingError(f"{where}: bed is width and height in mm, as [210.0, 297.0]")
    for key, least in (("draw", 0.01), ("travel", 0.01), ("lift", 0.0)):
        if not _number(row.get(key), least):
            raise SettingError(f"{where}: {key} is not a number from {least:g}")
    lines = {}
    for key in ("start", "down", "up", "end"):
        value = row.get(key, [])
        if not (isinstance(value, list) and all(isinstance(line, str) for line in value)):
            raise SettingError(f'{where}: {key} is a list of lines, as ["M3 S90"]')
        lines[key] = tuple(value)
    return Machine(
        name=name,
        about=str(row.get("about", "")),
        bed=(float(bed[0]), float(bed[1])),
        draw=float(row["draw"]),
        travel=float(row["travel"]),
        lift=float(row["lift"]),
        **lines,
    )


def _number(value: object, least: float) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value) and value >= least
