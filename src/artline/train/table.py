"""A table of TOML as a frozen dataclass, with errors of one line."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from artline.errors import SettingError, shown
from artline.options import nearest

Made = TypeVar("Made")


def build(kind: type[Made], table: object, where: str) -> Made:
    """A dataclass from a table whose keys are its fields.

    A field whose metadata says `key: False` is no key of the table.

    Fields may be numbers, words, truths, tuples of them, dataclasses, tuples of dataclasses
    (arrays of tables) and mappings of names to dataclasses or to anything.

    Args:
        kind: the dataclass.
        table: what TOML gave.
        where: the table's place, for messages: "recipe.toml: [losses]".

    Raises:
        SettingError: a key that is unknown or missing, or a value of another type or out of range.
    """
    if not isinstance(table, Mapping):
        raise SettingError(f"{where}: {shown(table)} is not a table")
    known = {
        field.name: field
        for field in fields(kind)  # type: ignore[arg-type]
        if field.metadata.get("key", True)
    }
    for key in table:
        if key not in known:
            raise SettingError(f"{where}: no key {shown(key)}{nearest(key, list(known))}")
    for name, field in known.items():
        if name not in table and field.default is MISSING and field.default_factory is MISSING:
            raise SettingError(f"{where}: {name} is missing")
    hints = get_type_hints(kind)
    values = {key: _value(hints[key], value, f"{where}: {key}") for key, value in table.items()}
    try:
        return kind(**values)
    except SettingError as fault:
        raise SettingError(f"{where}: {fault}") from None


def _value(hint: Any, value: object, where: str) -> Any:
    """A value as its annotation wants it."""
    if is_dataclass(hint) and isinstance(hint, type):
        return build(hint, value, where)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _tuple(inner, value, where)
    if origin in (Mapping, dict):
        if not isinstance(value, Mapping):
            raise SettingError(f"{where}: {shown(value)} is not a table")
        made = {key: _value(inner[1], each, f"{where}.{key}") for key, each in value.items()}
        return types.MappingProxyType(made)
    if hint in (Any, object):
        return value
    return _plain(hint, value, where)


def _tuple(inner: tuple[Any, ...], value: object, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise SettingError(f"{where}: {shown(value)} is not a list")
    if inner[-1] is Ellipsis:
        inner = (inner[0],) * len(value)
    if len(inner) != len(value):
        raise SettingError(f"{where}: {shown(value)} has {len(value)} values, not {len(inner)}")
    numbered = zip(inner, value, strict=True)
    return tuple(_value(hint, each, f"{where}[{k}]") for k, (hint, each) in enumerate(numbered))


_NAMES = {int: "a whole number", float: "a number", str: "a word", bool: "true or false"}


def _plain(hint: Any, value: object, where: str) -> Any:
    whole_as_number = hint is float and isinstance(value, int) and not isinstance(value, bool)
    if whole_as_number:
        return float(value)  # type: ignore[arg-type]
    if type(value) is not hint:
        raise SettingError(f"{where}: {shown(value)} is not {_NAMES[hint]}")
    return value


def within(name: str, value: float, low: float, high: float) -> None:
    """Refuse a number outside its range.

    Raises:
        SettingError: names the key and the range.
    """
    if not low <= value <= high:
        raise SettingError(f"{name}: {shown(value)} is not from {low:g} to {high:g}")
