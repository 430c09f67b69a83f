"""FS2K as published, for whoever measures with it or learns from it.

    photo/photo1/image0001.jpg     photo1, photo2 and photo3
    sketch/sketch1/sketch0001.jpg  the same numbers
    anno_train.json                a list of {"image_name": "photo1/image0110", "style": 0, …}
    anno_test.json

Fan et al. 2022, "Facial-sketch synthesis: a new challenge", Machine Intelligence Research 19:4:
2,104 pairs in three styles; 1,058 for training, 1,046 for testing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from artline.errors import ArtlineError, shown

_SUFFIXES = (".jpg", ".png", ".jpeg", ".JPG", ".PNG")


def annotation(folder: Path, split: str, refusal: type[ArtlineError]) -> list[Mapping[str, Any]]:
    """The rows of a split; each has an `image_name` that stays inside the folder.

    Args:
        folder: holds `photo`, `sketch` and `anno_SPLIT.json`.
        split: "train" or "test".
        refusal: the error to raise where there is no such annotation, or not one.
    """
    path = folder / f"anno_{split}.json"
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise refusal(
            f"{shown(path)}: {fault.strerror or fault}; give the folder of FS2K that holds it"
        ) from None
    except ValueError:
        raise refusal(f"{shown(path)}: not JSON; take FS2K's own annotation") from None
    if not isinstance(rows, list) or not all(
        isinstance(row, dict) and _is_inside(row.get("image_name")) for row in rows
    ):
        raise refusal(f"{shown(path)}: not FS2K's list of images; take FS2K's own annotation")
    return rows


def sketch_name(name: str) -> str:
    """The name of the sketch of an image: "sketch1/sketch0110" of "photo1/image0110"."""
    return name.replace("photo", "sketch").replace("image", "sketch")


def picture(folder: Path, name: str) -> Path | None:
    """The file of that name, whatever its suffix; None where there is none."""
    candidates = (folder / f"{name}{suffix}" for suffix in _SUFFIXES)
    return next((path for path in candidates if path.is_file()), None)


def _is_inside(name: object) -> bool:
    """Whether a name from the annotation stays in the set's folder."""
    if not isinstance(name, str) or not name:
        return False
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts
