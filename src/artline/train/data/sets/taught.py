"""Photos with targets in files, as a teacher drew them.

    photos/NAME.jpg           any picture, of any size
    targets/NAME.png          red = line, green = mass, blue = scene; 255 = ink
    pressure/NAME.png         white = how dark the ink is; the folder may be missing, then it is
                              what the teacher makes it: where a line or a mass is, or both
    mattes/NAME.png           white = sitter; the folder may be missing
    photos.csv                columns `file` and `split`; may be missing, then all is "train"

Targets may lie in `targets/photos/`, too. A target's size is the working size: photo and matte
are brought to it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from artline.errors import shown
from artline.train.data.folders import companions, in_split, pictures
from artline.train.data.pixels import colour_pixels, grey_pixels, photo_pixels, resized, same_aspect
from artline.train.data.sample import Bytes, DataError, Sample

PLANES: tuple[str, ...] = ("line", "mass", "scene")
"""Channels of a target's red, green and blue."""


class Taught:
    """A folder of photos with targets; see the top of this file.

    Args:
        folder: holds `photos` and `targets`.
        split: the rows of `photos.csv` to take; "all" takes every photo that has a target.

    Raises:
        DataError: a folder is missing or empty, or no photo of the split has a target.
    """

    def __init__(self, folder: Path, split: str = "train") -> None:
        photos = pictures(folder / "photos", "photo")
        targets = folder / "targets"
        deeper = targets / "photos"
        listed = in_split(folder / "photos.csv", split)
        names = [name for name in photos if listed is None or name in listed]
        if not names:
            raise DataError(f"{shown(folder / 'photos.csv')}: no photo with split {shown(split)}")
        self._targets = companions(deeper if deeper.is_dir() else targets, names, "target")
        self.names = [name for name in names if name in self._targets]
        self._photos = photos
        self._pressures = self._beside(folder / "pressure", "pressure")
        self._mattes = self._beside(folder / "mattes", "matte")

    def _beside(self, folder: Path, kind: str) -> dict[str, Path]:
        return companions(folder if folder.is_dir() else None, self.names, kind)

    def __len__(self) -> int:
        return len(self.names)

    def __getitem__(self, index: int) -> Sample:
        """A sample at its target's size.

        Raises:
            DataError: a file is damaged or gone, or target and photo differ in shape.
        """
        name = self.names[index]
        planes = colour_pixels(self._targets[name])
        height, width = planes.shape[:2]
        photo = photo_pixels(self._photos[name])
        if not same_aspect(photo, planes):
            raise DataError(
                f"{shown(self._targets[name])}: {width}×{height} is not the shape of its photo, "
                f"{photo.shape[1]}×{photo.shape[0]}; make it again from the whole photo"
            )
        targets, channels = planes.transpose(2, 0, 1), PLANES
        pressed = self._pressed(name, targets)
        if pressed is not None:
            targets, channels = np.concatenate([targets, pressed[None]]), (*PLANES, "pressure")
        matte = self._mattes.get(name)
        return Sample(
            photo=resized(photo, height, width),
            targets=np.ascontiguousarray(targets),
            channels=channels,
            subject=None if matte is None else resized(grey_pixels(matte), height, width),
            name=name,
        )

    def _pressed(self, name: str, targets: Bytes) -> Bytes | None:
        """Channel `pressure` of a sample; None where others of the set have a picture of it."""
        if name in self._pressures:
            return resized(grey_pixels(self._pressures[name]), *targets.shape[1:])
        if self._pressures:
            return None
        bare = (255.0 - targets[0]) * (255.0 - targets[1]) / 255
        return np.asarray(np.rint(255 - bare), np.uint8)
