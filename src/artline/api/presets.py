"""Presets: named settings from a table, to which users may add."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from artline.api.preset_rows import Preset, preset_in
from artline.errors import SettingError, shown
from artline.options import OPTIONS, nearest
from artline.options.applies import Known
from artline.options.beside import fitting
from artline.options.files import MACHINE
from artline.options.keywords import DrawingOptions
from artline.system.own_rows import own_rows, with_own


def own_file() -> Path:
    """Where users add presets of their own."""
    from platformdirs import user_config_path

    return user_config_path("artline", appauthor=False) / "presets.toml"


def presets() -> dict[str, Preset]:
    """All presets by name, the user's own among them.

    What is wrong in the user's file is left out, with a notice.
    """
    return with_own(
        _known(), own_file(), lambda name, added: preset_in(name, added, own_file(), _rows())
    )


def find(name: str) -> Preset:
    """One preset.

    Raises:
        SettingError: there is none of that name (names the nearest and all there are); the
            user's file is no TOML; or a value of this preset there is refused.
    """
    added = own_rows(own_file())
    if name in added:
        return preset_in(name, added, own_file(), _rows())
    if name not in _known():
        known = list(dict.fromkeys((*_known(), *added)))
        near = nearest(str(name), known)
        raise SettingError(f"preset: no {shown(name)}{near}; there are {', '.join(known)}")
    return _known()[name]


def preset(name: str) -> DrawingOptions:
    """What a preset says of a drawing, as keyword arguments of `artline.draw`.

    Raises:
        SettingError: as of `find`.
    """
    return find(name).drawing.copy()


def beside(values: Mapping[str, Any], said: Collection[str], **place: object) -> dict[str, Any]:
    """Values without what a preset said in vain.

    Left out is what would do nothing beside what the user chose, and a machine that takes no files
    of the format.

    Args:
        values: name → value of every option that was given, by whomever.
        said: names of those that the preset gave.
        **place: command and format, as far as they are known.

    Raises:
        SettingError: there is no such machine.
    """
    known: Known = place
    kept = dict(values)
    kind = place.get("format")
    if MACHINE.name in said and isinstance(kind, str) and kept.get(MACHINE.name) is not None:
        from artline.output.machines import machine

        if not machine(str(kept[MACHINE.name])).takes(kind):
            del kept[MACHINE.name]
    return fitting(OPTIONS, kept, said, known)


@cache
def _rows() -> Mapping[str, object]:
    import tomllib
    from importlib.resources import files

    return tomllib.loads(files("artline.api").joinpath("presets.toml").read_text(encoding="utf-8"))


@cache
def _known() -> Mapping[str, Preset]:
    rows = _rows()
    return MappingProxyType({name: preset_in(name, rows, "presets.toml", rows) for name in rows})
