"""What drawings and strokes do by way of rooms above the nouns: saving, and becoming strokes.

The pipeline registers these functions when it is imported, which `import artline` does; so the
nouns import nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_registered: dict[str, Callable[..., Any]] = {}


def register(**functions: Callable[..., Any]) -> None:
    """Say who does what; a later registration of the same name replaces the earlier."""
    _registered.update(functions)


def call(name: str, *arguments: Any, **options: Any) -> Any:
    """Do what was registered under that name."""
    return _registered[name](*arguments, **options)
