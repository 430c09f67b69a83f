"""The Anime Sketch Colorization Pair of Kaggle as published: 1024×512, colour left, sketch right.

    data/train/12345.png      14,224 pairs
    data/val/12345.png        3,545 pairs

By Taebum Kim. ArtLine learned clothes and hands from a part of it that it did not publish. Here a
rule chooses (`shows_figure`), or a list of names (`only`).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from artline.errors import SettingError, shown
from artline.train.data.folders import pictures
from artline.train.data.sample import DataError
from artline.train.data.sets.pair_dataset import PairDataset
from artline.train.data.sets.side_by_side import side_by_side, split_halves

SELECTIONS = ("all", "figures")

_PAPER = 0.02
"""Ink, 0..1, below which a pixel of a sketch is paper."""

_LEAST_PAPER = 0.72
"""Least share of paper in a sketch of a figure."""

_LOWER_HALF = 0.4
"""Least share of the ink that lies in the lower half of a sketch of a figure."""


def anime(
    folder: Path, split: str = "train", channel: str = "drawing", selection: str = "all"
) -> PairDataset:
    """The set's pairs.

    Args:
        folder: holds `data`.
        split: "train" or "val".
        channel: which channel the sketches teach.
        selection: "all", or "figures": see `shows_figure`; every picture is read once for that.

    Raises:
        DataError: a folder is missing, a file in it has another name than N.png, or none is left.
    """
    if split not in ("train", "val"):
        raise SettingError(f"split: {shown(split)} is neither train nor val")
    if selection not in SELECTIONS:
        raise SettingError(f"selection: {shown(selection)} is not one of {', '.join(SELECTIONS)}")
    inside = folder / "data" / split
    files = pictures(inside, "pair")
    for name, path in files.items():
        if not name.isdecimal():
            raise DataError(f"{shown(path)}: this set's files are called N.png; take others out")
    if selection == "figures":
        files = {name: path for name, path in files.items() if shows_figure(path)}
    return side_by_side(inside, files, channel)


def shows_figure(path: Path) -> bool:
    """Whether a sketch shows clothes and hands rather than a head alone or a filled page.

    That is: the lower half has two fifths of the ink or more, and seven tenths of the page are
    paper.

    Raises:
        DataError: it cannot be read.
    """
    _, sketch = split_halves(path)
    ink = 1 - sketch.astype(np.float32) / 255
    lower = float(ink[len(ink) // 2 :].sum() / max(ink.sum(), 1.0))
    return lower >= _LOWER_HALF and float((ink < _PAPER).mean()) >= _LEAST_PAPER
