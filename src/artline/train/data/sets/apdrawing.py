"""APDrawingDB as published: 1024×512 pictures, photo left, pen drawing right.

    data/train/img_1.png      70 pairs, with rotated and mirrored copies
    data/test/img_1.png       70 pairs

Yi et al. 2019, "APDrawingGAN: generating artistic portrait drawings from face photos with
hierarchical GANs", CVPR.
"""

from __future__ import annotations

from pathlib import Path

from artline.errors import SettingError, shown
from artline.train.data.folders import pictures
from artline.train.data.sample import DataError
from artline.train.data.sets.pair_dataset import PairDataset
from artline.train.data.sets.side_by_side import side_by_side


def apdrawing(folder: Path, split: str = "train", channel: str = "drawing") -> PairDataset:
    """APDrawingDB's pairs.

    Args:
        folder: holds `data`.
        split: "train" or "test".
        channel: which channel the drawings teach.

    Raises:
        DataError: a folder is missing, or a file in it has another name than img_N.png.
    """
    if split not in ("train", "test"):
        raise SettingError(f"split: {shown(split)} is neither train nor test")
    inside = folder / "data" / split
    files = pictures(inside, "pair")
    for name, path in files.items():
        if not name.startswith("img_"):
            raise DataError(
                f"{shown(path)}: APDrawingDB's files are called img_N.png; take others out"
            )
    return side_by_side(inside, files, channel)
