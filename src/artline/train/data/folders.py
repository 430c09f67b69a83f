"""Which pictures a folder holds, and which are one another's companions."""

from __future__ import annotations

from pathlib import Path

from artline.errors import shown
from artline.train.data.pixels import SUFFIXES
from artline.train.data.sample import DataError


def pictures(folder: Path, what: str) -> dict[str, Path]:
    """Path inside the folder without suffix → file, sorted; hidden ones are passed over.

    Args:
        folder: searched with all below it.
        what: "photo", "drawing" …, for messages.

    Raises:
        DataError: no such folder, none in it, or two of one name.
    """
    if not folder.is_dir():
        raise DataError(f"{shown(folder)}: no such folder; it should hold {what}s")
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if hidden or path.suffix.lower() not in SUFFIXES or not path.is_file():
            continue
        name = inside.with_suffix("").as_posix()
        if name in found:
            raise DataError(f"{shown(path)}: {shown(found[name].name)} has that name too; keep one")
        found[name] = path
    if not found:
        raise DataError(f"{shown(folder)}: no {what} in it; it should hold some")
    return found


def companions(folder: Path | None, names: list[str], what: str) -> dict[str, Path]:
    """The pictures of a folder that bear those names; "a/b" may be written "a_b" there.

    Args:
        folder: or None, where there are no companions.
        names: the photos'.
        what: "matte" …, for messages.

    Raises:
        DataError: no such folder, or none of the names is in it.
    """
    if folder is None:
        return {}
    there = pictures(folder, what)
    found = {
        name: there[spelt]
        for name in names
        for spelt in (name, name.replace("/", "_"))
        if spelt in there
    }
    if not found:
        raise DataError(f"{shown(folder)}: no {what} is named as a photo of the set is")
    return found
