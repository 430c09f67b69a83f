"""Tables that users add in files of their own."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path

from artline.errors import Notice, SettingError, shown
from artline.system.refusals import reason


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
