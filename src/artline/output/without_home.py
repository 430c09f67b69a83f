"""Libraries that look for settings of their own in the user's home, which may be closed."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from importlib import import_module

FOLDERS = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME")
"""Variables that name the folders of settings and caches (XDG Base Directory Specification)."""


def load(name: str) -> None:
    """Import a library; where the home may not be entered, as if it held no settings.

    What it prints meanwhile (ezdxf names each folder of fonts that it may not read) is dropped:
    stdout may be the drawing's.

    Raises:
        ImportError: it is not installed.
    """
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        try:
            import_module(name)
        except PermissionError:
            with _nothing_in(FOLDERS):
                import_module(name)


@contextmanager
def _nothing_in(variables: tuple[str, ...]) -> Iterator[None]:
    """Let variables of the environment name a folder in which nothing can be."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(dict.fromkeys(variables, os.devnull))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
