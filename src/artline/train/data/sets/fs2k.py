"""FS2K's photos and sketches as samples; its layout is in `artline.datasets.fs2k`.

Seen by eye, style 0 is thin pencil contours, style 1 bold brush and ink, style 2 pencil with tone
on grey paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from artline.datasets.fs2k import annotation, picture, sketch_name
from artline.errors import SettingError, shown
from artline.train.data.folders import companions
from artline.train.data.sample import DataError
from artline.train.data.sets.pair_dataset import Pair, PairDataset, from_files

STYLES: Mapping[str, tuple[int, ...]] = MappingProxyType({"pencil": (0,), "brush": (1,)})
"""Which styles teach which channel; style 2, grey paper, is left out."""


def fs2k(
    folder: Path,
    split: str = "train",
    styles: Mapping[str, tuple[int, ...]] = STYLES,
    mattes: Path | None = None,
) -> PairDataset:
    """FS2K's pairs of some styles.

    Args:
        folder: see the top of `artline.datasets.fs2k`.
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
    return PairDataset(
        [
            Pair(
                name,
                channel_of[row["style"]],
                from_files(
                    _file(folder / "photo", name),
                    _file(folder / "sketch", sketch_name(name)),
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
    """Every image's row, by name; each says its style."""
    if split not in ("train", "test"):
        raise SettingError(f"split: {shown(split)} is neither train nor test")
    rows = annotation(folder, split, DataError)
    if not rows or not all(row.get("style") in (0, 1, 2) for row in rows):
        path = folder / f"anno_{split}.json"
        raise DataError(f"{shown(path)}: not FS2K's list of images; take FS2K's own annotation")
    return sorted(rows, key=lambda row: str(row["image_name"]))


def _file(folder: Path, name: str) -> Path:
    path = picture(folder, name)
    if path is None:
        raise DataError(
            f"{shown(folder / name)}: no such picture of any suffix; FS2K should have it"
        )
    return path
