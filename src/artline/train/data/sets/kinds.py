"""The kinds of data set with their options; `open_set` opens one, for recipes and commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from artline.errors import SettingError, shown
from artline.options import nearest
from artline.train.data.as_ink import AsInk
from artline.train.data.faces import WithFaces
from artline.train.data.folders import companions
from artline.train.data.hands import WithHands
from artline.train.data.in_memory import MEGABYTES, InMemory
from artline.train.data.landmarks import Landmarks
from artline.train.data.meshes import WithMeshes
from artline.train.data.register import Registered
from artline.train.data.sample import DataError, DataSet
from artline.train.data.sets.anime import anime
from artline.train.data.sets.apdrawing import apdrawing
from artline.train.data.sets.fs2k import STYLES, fs2k, fs2k_photos
from artline.train.data.sets.nobody import Nobody
from artline.train.data.sets.pairs import pairs
from artline.train.data.sets.photos import Photos, photos
from artline.train.data.sets.taught import Taught
from artline.train.data.sets.unlabelled import Unlabelled
from artline.train.data.sitters import WithSitters
from artline.train.data.skin import WithSkin
from artline.train.data.subset import Subset, read_names
from artline.train.data.teaching import Teaching
from artline.train.data.tones import EvenTones
from artline.train.table import build


@dataclass(frozen=True, slots=True)
class Common:
    """Options of every kind.

    Attributes:
        only: a text file of names, one a line, to take; relative to the data set's folder.
        align: move drawings onto their photos where their edges say how far they lie off.
        landmarks: bend drawings so that the points of the face lie where they lie in the photo.
        faces: look for faces, for crops of facial features and for glare on glasses.
        sitters: let the network that ships say who the sitter is, where there is no matte.
        parts: a folder of pictures of the photos' parts, red = hair, green = skin; says where bare
            skin is.
        even_tones: take photos of every skin tone equally often; needs `parts`.
        hands: a text file of names of photos that show hands or arms apart from the face; relative
            to the data set's folder. Needs `parts` and `faces`.
        meshes: look for the landmarks of faces, for light from a side.
        keep: megabytes of decoded samples to keep in memory.
        cache: folder for the teacher's drawings, faces and sitters; empty is the user's cache.
    """

    only: str = ""
    align: bool = False
    landmarks: bool = False
    faces: bool = False
    sitters: bool = False
    parts: str = ""
    even_tones: bool = False
    hands: str = ""
    meshes: bool = False
    keep: float = MEGABYTES
    cache: str = ""


@dataclass(frozen=True, slots=True)
class _Split:
    split: str = "train"


@dataclass(frozen=True, slots=True)
class _Photos(_Split):
    mattes: str = ""
    targets: str = "teacher"


@dataclass(frozen=True, slots=True)
class _Fs2k(_Split):
    styles: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: STYLES)
    targets: str = "artist"
    mattes: str = ""


@dataclass(frozen=True, slots=True)
class _Drawing(_Split):
    channel: str = "drawing"


@dataclass(frozen=True, slots=True)
class _Anime(_Drawing):
    selection: str = "all"


@dataclass(frozen=True, slots=True)
class _Nobody:
    """No options of its own."""


@dataclass(frozen=True, slots=True)
class _Pairs:
    channel: str = "drawing"


def _open_fs2k(path: Path, own: _Fs2k, common: Common) -> DataSet:
    mattes = _beside(path, own.mattes)
    if own.targets == "artist":
        return fs2k(path, own.split, own.styles, mattes)
    if own.targets not in ("teacher", "none"):
        raise SettingError(f"targets: {shown(own.targets)} is not artist, teacher or none")
    files = fs2k_photos(path, own.split)
    if own.styles is not STYLES:
        raise SettingError("styles: are those of targets = artist; leave one out")
    if own.targets == "none":
        return Unlabelled(files, companions(mattes, list(files), "matte"))
    teaching = Teaching(_beside(path, common.cache))
    return Photos(files, teaching, companions(mattes, list(files), "matte"))


def _open_photos(path: Path, own: _Photos, common: Common) -> DataSet:
    if own.targets == "none" and (common.align or common.landmarks):
        raise SettingError("targets: none of them to align or bend; leave align and landmarks out")
    cache = _beside(path, common.cache)
    return photos(path, own.split, _beside(path, own.mattes), cache, own.targets)


KINDS: dict[str, tuple[type[Any], Callable[[Path, Any, Common], DataSet]]] = {
    "taught": (_Split, lambda path, own, _: Taught(path, own.split)),
    "photos": (_Photos, _open_photos),
    "fs2k": (_Fs2k, _open_fs2k),
    "apdrawing": (_Drawing, lambda path, own, _: apdrawing(path, own.split, own.channel)),
    "anime": (_Anime, lambda path, own, _: anime(path, own.split, own.channel, own.selection)),
    "nobody": (_Nobody, lambda path, _, __: Nobody(path)),
    "pairs": (_Pairs, lambda path, own, _: pairs(path, own.channel)),
}
"""Kind → its options, and what opens it."""


def open_set(
    kind: str, path: Path | None, options: Mapping[str, object] | None = None, where: str = "data"
) -> DataSet:
    """A data set, its samples cached in memory.

    Args:
        kind: one of `KINDS`.
        path: its folder. Paths among the options are relative to it.
        options: the kind's own and `Common`'s.
        where: for messages: "recipe.toml: data[0]".

    Raises:
        SettingError: an unknown kind or option, or a value out of range.
        DataError: a file or folder is missing or odd.
    """
    if kind not in KINDS:
        hint, known = nearest(kind, list(KINDS)), ", ".join(KINDS)
        raise SettingError(f"{where}: kind {shown(kind)} is not known{hint}; there are {known}")
    if path is None:
        raise SettingError(f"{where}: path is missing; it says where the set lies")
    shared = {option.name for option in fields(Common)}
    given = dict(options or {})
    table, opener = KINDS[kind]
    common = build(Common, {k: v for k, v in given.items() if k in shared}, where)
    own = build(table, {k: v for k, v in given.items() if k not in shared}, where)
    dataset = opener(path, own, common)
    if common.only:
        names = path / common.only
        dataset = Subset(dataset, read_names(names), names)
    if common.align:
        dataset = Registered(dataset)
    if common.landmarks:
        dataset = Landmarks(dataset)
    dataset = _known(AsInk(dataset), path, common, where)
    if common.even_tones:
        return EvenTones(dataset, common.keep)
    return InMemory(dataset, common.keep) if common.keep > 0 else dataset


def _known(dataset: DataSet, path: Path, common: Common, where: str) -> DataSet:
    """The data set with what the options want to be known of each photo."""
    if common.even_tones and not common.parts:
        raise SettingError(f"{where}: even_tones: needs parts, which say where skin is")
    if common.hands and not (common.parts and common.faces):
        raise SettingError(f"{where}: hands: needs parts and faces, to cut hands out")
    if common.sitters:
        dataset = WithSitters(dataset, _beside(path, common.cache))
    if common.parts:
        parts = companions(path / common.parts, list(dataset.names), "picture of parts")
        dataset = WithSkin(dataset, parts)
    if common.faces:
        dataset = WithFaces(dataset, _beside(path, common.cache))
    if common.hands:
        dataset = WithHands(dataset, read_names(path / common.hands))
    if common.meshes:
        dataset = WithMeshes(dataset, _beside(path, common.cache))
    return dataset


def kind_of(path: Path) -> str:
    """The kind whose layout a folder has.

    Raises:
        DataError: no such folder.
    """
    if not path.is_dir():
        raise DataError(f"{shown(path)}: no such folder; name one that holds a data set")
    if (path / "anno_train.json").exists() or (path / "anno_test.json").exists():
        return "fs2k"
    if (path / "drawing").is_dir() and (path / "photo").is_dir():
        return "pairs"
    if (path / "photos").is_dir() and (path / "targets").is_dir():
        return "taught"
    train = path / "data" / "train"
    if train.is_dir():
        return "apdrawing" if any(train.glob("img_*")) else "anime"
    return "photos"


def _beside(folder: Path, name: str) -> Path | None:
    """A path among the options, or None where it is not given."""
    return folder / name if name else None
