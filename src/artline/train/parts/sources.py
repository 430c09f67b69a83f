"""Photos with mattes and hair that the branch learns from; targets are made at the matte's size."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from artline.datasets.fs2k import annotation, picture
from artline.nouns import Face, Mesh
from artline.train.errors import TrainingError
from artline.train.parts.targets import cleaned

if TYPE_CHECKING:
    from artline.faces.finder import FaceFinder
    from artline.faces.mesh import FaceMesh

LONG = 384
"""Long side of a target, in pixels: the mattes'."""

LEFT_OUT = frozenset(
    {
        "faces-002",  # a cap as skin, in grey
        "faces-070",  # fair hair as skin, in grey
        "faces-099",  # a white hat as skin
        "member-009761",  # a yellowed print
        "photo1/image0285",  # a bald head as hair
        "photo1/image0385",  # a collar of fur as hair
    }
)
"""Examples whose targets stay wrong after cleaning, found by looking."""

BALD = frozenset({"fellow-2015-steven-babitch-headshot", "member-000834"})
"""Portraits of bald heads that the hair network painted, found by looking."""
_NO_HAIR = 1
"""FS2K's attribute `hair` of who shows none: 0 is with hair."""


@dataclass(frozen=True, slots=True)
class Example:
    """The files of one photo: the photo, the sitter, and hair in the red of a picture.

    `hairless`: somebody looked and saw no hair.
    """

    name: str
    photo: Path
    matte: Path
    hair: Path
    hairless: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Taught:
    """A photo with its targets.

    Attributes:
        rgb: uint8 H×W×3, sRGB.
        parts: float32 3×h×w, as `targets.cleaned` gives them.
        faces: the faces found, largest first.
    """

    rgb: NDArray[np.uint8]
    parts: NDArray[np.float32]
    faces: tuple[Face, ...]


def portraits(data: Path) -> Iterator[Example]:
    """The photos of the train split in a folder with photos.csv, photos, mattes, parts/photos."""
    with (data / "photos.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            photo = data / "photos" / row["file"]
            if row["split"] == "train" and photo.stem not in LEFT_OUT:
                yield Example(
                    photo.stem,
                    photo,
                    data / "mattes" / f"{photo.stem}.png",
                    data / "parts" / "photos" / f"{photo.stem}.png",
                    photo.stem in BALD,
                )


def fs2k(folder: Path, data: Path) -> Iterator[Example]:
    """FS2K's training photos, and mattes-fs2k-train and parts/fs2k-train in the data folder."""
    for row in annotation(folder, "train", TrainingError):
        name = row["image_name"]
        photo = picture(folder / "photo", name)
        if photo is not None and name not in LEFT_OUT:
            file = name.replace("/", "_") + ".png"
            yield Example(
                name,
                photo,
                data / "mattes-fs2k-train" / file,
                data / "parts" / "fs2k-train" / file,
                row.get("hair") == _NO_HAIR,
            )


def teach(example: Example, finder: FaceFinder, mesh: FaceMesh) -> Taught | None:
    """A photo with its targets; None where no face says what skin is."""
    from PIL import Image

    image = Image.open(example.photo).convert("RGB")
    rgb = np.asarray(image)
    shrunk = LONG / max(image.size)
    size = (round(image.width * shrunk), round(image.height * shrunk))
    hair = Image.open(example.hair).convert("RGB").getchannel("R")
    faces = finder.find(rgb)
    parts = cleaned(
        np.asarray(image.resize(size, Image.Resampling.LANCZOS)),
        _field(Image.open(example.matte).convert("L").resize(size)),
        _field(hair.resize(size, Image.Resampling.BICUBIC)),
        [_scaled(found, shrunk) for found in mesh.each(rgb, faces)],
        hairless=example.hairless,
    )
    return None if parts is None else Taught(rgb, parts, faces)


def _field(picture: object) -> NDArray[np.float32]:
    return np.asarray(picture, np.float32) / np.float32(255)


def _scaled(mesh: Mesh, by: float) -> Mesh:
    points, irises, contours = (
        np.asarray(a * by, np.float32) for a in (mesh.points, mesh.irises, mesh.contours)
    )
    return Mesh(points, irises, mesh.score, contours)
