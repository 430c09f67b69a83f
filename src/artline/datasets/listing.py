"""Which pictures lie in a folder and in those below it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path


def pictures_below(folder: Path, suffixes: Collection[str]) -> Iterator[tuple[str, Path]]:
    """Path inside the folder without suffix, and the file; sorted, hidden ones passed over.

    Args:
        folder: searched with all below it.
        suffixes: what counts as a picture, in lower case, with the dot.
    """
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if not hidden and path.suffix.lower() in suffixes and path.is_file():
            yield inside.with_suffix("").as_posix(), path
