"""FS2K's own layout: photos, an artist's sketch of each, and attributes.

`photo/photo1/image0001.jpg`, `sketch/sketch1/sketch0001.jpg`, `anno_train.json`,
`anno_test.json`. Fan et al. 2022, "Facial-sketch synthesis: a new challenge" (Machine
Intelligence Research 19:4): 2,104 pairs in three styles, 1,058 for training, 1,046 for testing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

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

_SUFFIXES = (".jpg", ".png", ".jpeg", ".JPG", ".PNG")


def fs2k(folder: Path, split: str = "test") -> CaseSet:
    """The pairs of a split.

    Args:
        folder: holds `photo`, `sketch` and `anno_SPLIT.json`.
        split: "train" or "test".

    Raises:
        SetError: no such annotation, or not one.
    """
    cases: list[Case] = []
    problems: list[str] = []
    for row in _annotation(folder / f"anno_{split}.json"):
        name = str(row["image_name"])
        photo = _file(folder / "photo", name)
        sketch_name = name.replace("photo", "sketch").replace("image", "sketch")
        sketch = _file(folder / "sketch", sketch_name)
        if photo is None or sketch is None:
            lacking = f"photo/{name}" if photo is None else f"sketch/{sketch_name}"
            problems.append(f"{shown(name)}: left out, no {shown(lacking)} of any suffix")
            continue
        cases.append(Case(name, photo, reference=sketch, groups=_groups(row)))
    if not cases:
        raise SetError(f"{shown(folder)}: no pair of anno_{split}.json is there; see docs/quality")
    cases.sort(key=lambda case: case.name)
    return CaseSet(f"FS2K {split}", tuple(cases), tuple(problems), square=SIDE)


def is_fs2k(folder: Path) -> bool:
    """Whether a folder has FS2K's annotation."""
    return (folder / "anno_test.json").is_file()


def _annotation(path: Path) -> list[Mapping[str, Any]]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise SetError(
            f"{shown(path)}: {fault.strerror or fault}; give the folder of FS2K that holds it"
        ) from None
    except ValueError:
        raise SetError(f"{shown(path)}: not JSON; take FS2K's own annotation") from None
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and _is_inside(row.get("image_name")) for row in rows
    ):
        raise SetError(f"{shown(path)}: not FS2K's list of images; take FS2K's own annotation")
    return rows


def _is_inside(name: object) -> bool:
    """Whether a name from the annotation stays in the set's folder."""
    if not isinstance(name, str) or not name:
        return False
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _file(folder: Path, name: str) -> Path | None:
    candidates = (folder / f"{name}{suffix}" for suffix in _SUFFIXES)
    return next((path for path in candidates if path.is_file()), None)


def _groups(row: Mapping[str, Any]) -> dict[str, str]:
    groups = {}
    for attribute, (key, meanings) in ATTRIBUTES.items():
        value = row.get(key)
        known = isinstance(value, int) and 0 <= value < len(meanings)
        groups[attribute] = meanings[value] if known and isinstance(value, int) else "unknown"
    return groups
