"""Many photos: found, named, drawn by several workers, and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from artline.batch.draw import Draw, Drawn

__all__ = ["Draw", "Drawn"]


def __getattr__(name: str) -> Any:
    """What is public here, imported when it is asked for: most rooms need other files of it."""
    if name in __all__:
        from artline.batch import draw

        return getattr(draw, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
