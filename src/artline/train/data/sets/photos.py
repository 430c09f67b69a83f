"""Any folder of photos, with targets by the teacher; see `teaching.py`.

    PATH/NAME.jpg             pictures, in folders or not
or  PATH/photos/NAME.jpg      with, beside `photos`, what may be missing:
    PATH/mattes/NAME.png      white = sitter
    PATH/photos.csv           columns `file` and `split`

A matte says who the sitter is, less what the teacher's network is sure is background; without one
the network says it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from artline.errors import shown
from artline.options import one_of
from artline.train.data.folders import companions, in_split, pictures
from artline.train.data.sample import DataError, Sample
from artline.train.data.sets.unlabelled import Unlabelled
from artline.train.data.teaching import Teaching

TARGETS = ("teacher", "none")


class Photos:
    """Photos with the teacher's drawings, made at first access.

    Args:
        files: name → photo.
        teaching: draws and caches.
        mattes: name → matte, where there is one.
    """

    def __init__(
        self, files: Mapping[str, Path], teaching: Teaching, mattes: Mapping[str, Path]
    ) -> None:
        self.names = list(files)
        self.files = dict(files)
        self._mattes = dict(mattes)
        self._teaching = teaching

    def __len__(self) -> int:
        return len(self.names)

    def __getitem__(self, index: int) -> Sample:
        """A photo with its drawing.

        Raises:
            DataError: a file is damaged or gone, or the drawing cannot be kept.
        """
        name = self.names[index]
        return self._teaching.sample(self.files[name], name, self._mattes.get(name))


def photo_files(folder: Path, split: str = "train") -> dict[str, Path]:
    """Name → photo of a folder laid out as at the top of this file.

    Raises:
        DataError: no such folder, or no photo of that split.
    """
    inside = folder / "photos" if (folder / "photos").is_dir() else folder
    listed = in_split(folder / "photos.csv", split)
    files = pictures(inside, "photo")
    chosen = {name: path for name, path in files.items() if listed is None or name in listed}
    if not chosen:
        raise DataError(f"{shown(folder / 'photos.csv')}: no photo with split {shown(split)}")
    return chosen


def photo_mattes(folder: Path, names: list[str], mattes: Path | None = None) -> dict[str, Path]:
    """Name → matte, where there is one; arguments and errors as `photos`."""
    beside = folder / "mattes"
    given = mattes or (beside if beside.is_dir() and (folder / "photos").is_dir() else None)
    return companions(given, names, "matte")


def photos(
    folder: Path,
    split: str = "train",
    mattes: Path | None = None,
    cache: Path | None = None,
    targets: str = "teacher",
) -> Photos | Unlabelled:
    """A folder of photos as a data set.

    Args:
        folder: see the top of this file.
        split: the rows of `photos.csv` to take, where there is one; "all" takes all.
        mattes: another folder of mattes than `mattes` beside the photos.
        cache: where drawings are kept; None is the user's cache folder.
        targets: whose: "teacher", or "none" for self-training.

    Raises:
        SettingError: other targets.
        DataError: a folder is missing, empty or odd.
    """
    one_of("targets", targets, TARGETS)
    files = photo_files(folder, split)
    found = photo_mattes(folder, list(files), mattes)
    return Unlabelled(files, found) if targets == "none" else Photos(files, Teaching(cache), found)
