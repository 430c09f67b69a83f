"""The pictures of a folder, by name; and those of another folder with the same names."""

from __future__ import annotations

import csv
from pathlib import Path

from artline.datasets.listing import pictures_below
from artline.errors import shown
from artline.train.data.pixels import SUFFIXES
from artline.train.data.sample import DataError


def pictures(folder: Path, what: str) -> dict[str, Path]:
    """Path inside the folder without suffix → file, sorted; hidden files are skipped.

    Args:
        folder: searched with all below it.
        what: what the pictures are, for messages; for example "photo".

    Raises:
        DataError: no such folder, none in it, or two of one name.
    """
    if not folder.is_dir():
        raise DataError(f"{shown(folder)}: no such folder; it should hold {what}s")
    found: dict[str, Path] = {}
    for name, path in pictures_below(folder, SUFFIXES):
        if name in found:
            raise DataError(f"{shown(path)}: {shown(found[name].name)} has that name too; keep one")
        found[name] = path
    if not found:
        raise DataError(f"{shown(folder)}: no {what} in it; it should hold some")
    return found


def companions(folder: Path | None, names: list[str], what: str) -> dict[str, Path]:
    """The pictures of a folder with those names; "a/b" may be named "a_b" there.

    Args:
        folder: None gives none.
        names: the photos'.
        what: what they are, for messages; for example "matte".

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


def in_split(path: Path, split: str) -> set[str] | None:
    """Names of the photos of a split, without suffix; None where there is no list, or for "all".

    Args:
        path: a CSV with columns `file` and `split`.
        split: name in the column `split`, such as "train"; "all" takes all rows.

    Raises:
        DataError: it is no such list.
    """
    if split == "all" or not path.exists():
        return None
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise DataError(f"{shown(path)}: cannot be read ({fault}); write it as CSV") from None
    if not rows or not {"file", "split"} <= rows[0].keys():
        raise DataError(f"{shown(path)}: has no columns `file` and `split`; add them")
    return {Path(row["file"]).with_suffix("").as_posix() for row in rows if row["split"] == split}
