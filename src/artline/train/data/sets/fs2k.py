"""FS2K as published: photos, an artist's sketch of each, and attributes.

    photo/photo1/image0001.jpg     photo1, photo2 and photo3
    sketch/sketch1/sketch0001.jpg  the same numbers
    anno_train.json                a list of {"image_name": "photo1/image0110", "style": 0, …}
    anno_test.json

Fan et al. 2022, "Facial-sketch synthesis: a new challenge", Machine Intelligence Research 19:4:
2,104 pairs in three styles; 1,058 for training, 1,046 for testing. Seen by eye, style 0 is thin
pencil contours, style 1 bold brush and ink, style 2 pencil with tone on grey paper.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from artline.errors import SettingError, shown
from artline.train.data.folders import companions
from artline.train.data.sample import DataError
from artline.train.data.sets.drawn import Drawn, Pair, from_files

STYLES: Mapping[str, tuple[int, ...]] = MappingProxyType({"pencil": (0,), "brush": (1,)})
"""Which styles teach which channel; style 2, grey paper, is left out."""

_SUFFIXES = (".jpg", ".png", ".jpeg", ".JPG", ".PNG")


def fs2k(
    folder: Path,
    split: str = "train",
    styles: Mapping[str, tuple[int, ...]] = STYLES,
    mattes: Path | None = None,
) -> Drawn:
    """FS2K's pairs of some styles.

    Args:
        folder: see the top of this file.
        split: "train" or "test".
        styles: channel → the styles (0, 1, 2) that teach it; others are left out.
        mattes: a folder of mattes named `photo1_image0110.png` or `photo1/image0110.png`.

    Raises:
        DataError: a file or folder is missing or odd; or no pair is of these styles.
    """
    channel_of = {style: channel for channel, some in styles.items() for style in some}
    rows = [row for row in _rows(folder, split) if row["style"] in channel_of]
    if not rows:
        raise DataError(f"{shown(folder)}: no pair of the styles {sorted(channel_of)} is in it")
    names = [str(row["image_name"]) for row in rows]
    matte_of = companions(mattes, names, "matte")
    return Drawn(
        [
            Pair(
                name,
                channel_of[row["style"]],
                from_files(
                    _file(folder / "photo", name),
                    _file(
                        folder / "sketch",
                        name.replace("photo", "sketch").replace("image", "sketch"),
                    ),
                ),
                matte_of.get(name),
            )
            for name, row in zip(names, rows, strict=True)
        ]
    )


def fs2k_photos(folder: Path, split: str = "train") -> dict[str, Path]:
    """Name → photo of a split, for targets by the teacher.

    Raises:
        DataError: a file or folder is missing or odd.
    """
    names = [str(row["image_name"]) for row in _rows(folder, split)]
    return {name: _file(folder / "photo", name) for name in names}


def _rows(folder: Path, split: str) -> list[Mapping[str, Any]]:
    if split not in ("train", "test"):
        raise SettingError(f"split: {shown(split)} is neither train nor test")
    path = folder / f"anno_{split}.json"
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise DataError(
            f"{shown(path)}: {fault.strerror or fault}; give the folder of FS2K that holds it"
        ) from None
    except ValueError:
        raise DataError(f"{shown(path)}: not JSON; take FS2K's own annotation") from None
    if not isinstance(rows, list) or not rows or not all(map(_is_row, rows)):
        raise DataError(f"{shown(path)}: not FS2K's list of images; take FS2K's own annotation")
    return sorted(rows, key=lambda row: str(row["image_name"]))


def _is_row(row: object) -> bool:
    """Whether it names an image inside the folder and says its style."""
    if not isinstance(row, dict) or row.get("style") not in (0, 1, 2):
        return False
    name = row.get("image_name")
    if not isinstance(name, str) or not name:
        return False
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _file(folder: Path, name: str) -> Path:
    for suffix in _SUFFIXES:
        path = folder / f"{name}{suffix}"
        if path.is_file():
            return path
    raise DataError(f"{shown(folder / name)}: no such picture of any suffix; FS2K should have it")
