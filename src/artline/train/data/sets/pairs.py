"""Anybody's photos and drawings of them, matched by stem.

photo/NAME.jpg        any picture
drawing/NAME.png      any picture of the same frame, black on white
matte/NAME.png        white = sitter; the folder may be missing
"""

from __future__ import annotations

from pathlib import Path

from artline.errors import shown
from artline.train.data.folders import companions, pictures
from artline.train.data.sample import DataError
from artline.train.data.sets.pair_dataset import Pair, PairDataset, from_files


def pairs(folder: Path, channel: str = "drawing") -> PairDataset:
    """The pairs of a folder.

    Args:
        folder: see the top of this file.
        channel: which channel the drawings teach.

    Raises:
        DataError: a folder is missing or empty, or a photo or drawing has no partner.
    """
    photos = pictures(folder / "photo", "photo")
    drawings = pictures(folder / "drawing", "drawing")
    for mine, theirs, what in ((photos, drawings, "drawing"), (drawings, photos, "photo")):
        lonely = next((name for name in mine if name not in theirs), None)
        if lonely is not None:
            raise DataError(
                f"{shown(mine[lonely])}: no {what} of that name; add one, or take this out"
            )
    matte = folder / "matte"
    matte_of = companions(matte if matte.is_dir() else None, list(photos), "matte")
    return PairDataset(
        [
            Pair(name, channel, from_files(photo, drawings[name]), matte_of.get(name))
            for name, photo in photos.items()
        ]
    )
