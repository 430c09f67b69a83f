"""Tables that users add in files of their own."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from artline.errors import Notice, SettingError, shown
from artline.system.refusals import reason

Row = TypeVar("Row")


def with_own(
    known: Mapping[str, Row], file: Path, read: Callable[[str, Mapping[str, object]], Row]
) -> dict[str, Row]:
    """Rows by name, those of the user's file among them.

    What is wrong in that file is left out, with a notice.

    Args:
        known: rows of artline's own.
        file: the user's.
        read: makes a row of its name and of all that the file holds.
    """
    try:
        added = own_rows(file)
    except SettingError as fault:
        warnings.warn(f"{fault}; left out", Notice, stacklevel=3)
        added = {}
    rows = dict(known)
    for name in added:
        try:
            rows[name] = read(name, added)
        except SettingError as fault:
            warnings.warn(f"{fault}; left out", Notice, stacklevel=3)
    return rows


def own_rows(file: Path) -> Mapping[str, object]:
    """Rows of a TOML file; none where there is no such file, or where it may not be read.

    Raises:
        SettingError: it is no TOML.
    """
    import tomllib

    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as fault:
        warnings.warn(f"{shown(file)}: not read ({reason(fault)}); done without", Notice, 2)
        return {}
    except ValueError as fault:
        raise SettingError(f"{shown(file)}: cannot be read as TOML: {shown(fault)}") from None
