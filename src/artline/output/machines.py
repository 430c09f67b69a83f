"""Plotters: facts from a table, to which users may add."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from artline.errors import SettingError, shown
from artline.options import nearest
from artline.output.machine import GCODE, HPGL, Machine
from artline.output.machine_rows import machine_in, machines_in
from artline.system.own_rows import own_rows, with_own

BY_FORMAT: Mapping[str, str] = MappingProxyType({GCODE: "servo", HPGL: "hp7475a"})
"""The machine of a format where none was chosen; of every other format, `ANY_PLOTTER`."""
ANY_PLOTTER = "servo"
"""The machine by which the time is estimated of files that are for no machine."""


def own_file() -> Path:
    """Where users add machines of their own."""
    from platformdirs import user_config_path

    return user_config_path("artline", appauthor=False) / "machines.toml"


def machines() -> dict[str, Machine]:
    """All machines by name, the user's own among them.

    What is wrong in the user's file is left out, with a notice.
    """
    return with_own(
        _known(), own_file(), lambda name, added: machine_in(name, added, own_file(), _rows())
    )


def machine(name: str) -> Machine:
    """One machine.

    Raises:
        SettingError: there is none of that name (names the nearest and all there are); the
            user's file is no TOML; or this machine lacks something there.
    """
    added = _own()
    if name in added:
        return machine_in(name, added, own_file(), _rows())
    if name not in _known():
        known = [*_known(), *added]
        near = nearest(str(name), known)
        raise SettingError(f"machine: no {shown(name)}{near}; there are {', '.join(known)}")
    return _known()[name]


def machine_of(name: str | None, kind: str) -> Machine:
    """The machine that was chosen, or the one that a format has by default.

    Raises:
        SettingError: there is none of that name, or it takes no files of that format.
    """
    if name is None and kind not in BY_FORMAT:
        return _known()[ANY_PLOTTER]  # the user's file, which may be broken, is not needed
    if name is None:
        return machine(BY_FORMAT[kind])
    found = machine(name)
    others = ", ".join(row.name for row in machines().values() if row.takes(kind))
    if others and not found.takes(kind):  # a package's format, that no machine names, is for all
        takes = " or ".join(found.formats)
        raise SettingError(
            f"machine: {shown(name)} takes {takes}, not {kind}; name the file so, or choose one of "
            f"{others}"
        )
    return found


def _own() -> Mapping[str, object]:
    """Rows of the user's file; none where there is no such file, or where it may not be read.

    Raises:
        SettingError: it is no TOML.
    """
    return own_rows(own_file())


@cache
def _rows() -> Mapping[str, object]:
    text = files("artline.output").joinpath("machines.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _known() -> Mapping[str, Machine]:
    return MappingProxyType(machines_in(_rows(), "machines.toml", _rows()))
