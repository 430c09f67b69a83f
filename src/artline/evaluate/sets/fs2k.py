"""FS2K's pairs of photo and sketch, with attributes; `artline.datasets.fs2k` has its layout."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from artline.datasets.fs2k import annotation, picture, sketch_name
from artline.errors import shown
from artline.evaluate.case import Case, CaseSet, SetError

SIDE = 256
"""Pixels of the square at which drawing and sketch are compared, whatever a photo's shape."""

ATTRIBUTES: dict[str, tuple[str, tuple[str, ...]]] = {
    "style": ("style", ("1", "2", "3")),
    "pose": ("frontal_face", ("frontal", "turned")),
    "hair": ("hair", ("with", "without")),
    "earring": ("earring", ("with", "without")),
    "smile": ("smile", ("with", "without")),
}
"""Row of the report → key in the annotation, and the meaning of its values 0, 1, 2.

As the README of github.com/DengPingFan/FS2K has them, whose counts (994 of the test split with
hair, 187 with an earring, 670 with a smile, 872 within 30° of frontal) are those of value 0; so
are the photos. The script `tools/vis.py` there labels smiles the other way round.
"""


def fs2k(folder: Path, split: str = "test", style: str | None = None) -> CaseSet:
    """The pairs of a split.

    Args:
        folder: holds `photo`, `sketch` and `anno_SPLIT.json`.
        split: "train" or "test".
        style: "1", "2" or "3": only the pairs of this style; None takes all.

    Raises:
        SetError: no such annotation, or not one.
    """
    cases: list[Case] = []
    problems: list[str] = []
    for row in annotation(folder, split, SetError):
        if style not in (None, _groups(row)["style"]):
            continue
        name = str(row["image_name"])
        photo = picture(folder / "photo", name)
        sketch = picture(folder / "sketch", sketch_name(name))
        if photo is None or sketch is None:
            lacking = f"photo/{name}" if photo is None else f"sketch/{sketch_name(name)}"
            problems.append(f"{shown(name)}: left out, no {shown(lacking)} of any suffix")
            continue
        cases.append(Case(name, photo, reference=sketch, groups=_groups(row)))
    if not cases:
        raise SetError(f"{shown(folder)}: no pair of anno_{split}.json is there; see docs/quality")
    cases.sort(key=lambda case: case.name)
    title = f"FS2K {split}" if style is None else f"FS2K {split}, style {style}"
    return CaseSet(title, tuple(cases), tuple(problems), square=SIDE)


def is_fs2k(folder: Path) -> bool:
    """Whether a folder has FS2K's annotation."""
    return (folder / "anno_test.json").is_file()


def _groups(row: Mapping[str, Any]) -> dict[str, str]:
    groups = {}
    for attribute, (key, meanings) in ATTRIBUTES.items():
        value = row.get(key)
        known = isinstance(value, int) and 0 <= value < len(meanings)
        groups[attribute] = meanings[value] if known and isinstance(value, int) else "unknown"
    return groups
