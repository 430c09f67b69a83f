"""Each published layout is read; what is missing or odd is one line that names it."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from artline.errors import SettingError
from artline.train.data.augment import Augment
from artline.train.data.batches import Crops
from artline.train.data.check import check
from artline.train.data.sample import UNKNOWN, DataError, Sample
from artline.train.data.sets.anime import anime
from artline.train.data.sets.apdrawing import apdrawing
from artline.train.data.sets.fs2k import fs2k, fs2k_photos
from artline.train.data.sets.kinds import KINDS, kind_of, open_set
from artline.train.data.sets.pairs import pairs
from artline.train.data.sets.taught import Taught

Pixels = NDArray[np.uint8]


def save(path: Path, pixels: Pixels) -> None:
    """Write a picture, RGB or grey, its folder made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(path), pixels[..., ::-1] if pixels.ndim == 3 else pixels)


def photo(height: int = 64, width: int = 64) -> Pixels:
    """Orange, with a dark square in it."""
    made = np.full((height, width, 3), (230, 140, 60), np.uint8)
    made[height // 4 : height // 2, width // 4 : width // 2] = 20
    return made


def drawing(height: int = 64, width: int = 64, paper: int = 255) -> Pixels:
    """A black square on paper."""
    made = np.full((height, width), paper, np.uint8)
    made[height // 4 : height // 2, width // 4 : width // 2] = 0
    return made


def side_by_side(*, exchanged: bool = False) -> Pixels:
    """Photo left, drawing right, 128×64."""
    halves = [photo(), np.repeat(drawing()[..., None], 3, axis=2)]
    return np.hstack(halves[::-1] if exchanged else halves)


def is_pair(sample: Sample, channel: str) -> bool:
    """Whether the photo is the photo and the drawing its ink."""
    ink = sample.targets[0]
    orange = sample.photo[-8:, -8:].reshape(-1, 3).mean(0)
    return (
        sample.channels == (channel,)
        and abs(orange - (230, 140, 60)).max() < 12
        and ink[20, 20] == 255
        and not ink[-8:, -8:].any()
    )


def fs2k_folder(root: Path, styles: list[int]) -> Path:
    """A small FS2K, one pair for each style."""
    rows = []
    for number, style in enumerate(styles, start=1):
        save(root / f"photo/photo1/image{number:04}.jpg", photo())
        save(root / f"sketch/sketch1/sketch{number:04}.png", drawing(paper=180))
        rows.append({"image_name": f"photo1/image{number:04}", "style": style})
    (root / "anno_train.json").write_text(json.dumps(rows))
    return root


def test_taught_is_read_at_the_targets_size(taught: Path) -> None:
    """Protects the split, the planes' order, and one size for all."""
    samples = Taught(taught)
    assert samples.names == ["ada", "bob", "eva"]
    sample = samples[0]
    assert sample.photo.shape == (60, 45, 3)
    assert sample.channels == ("line", "mass", "scene", "pressure")
    assert sample.targets.shape == (4, 60, 45)
    assert sample.subject is not None and sample.subject.shape == (60, 45)
    assert [int(plane[3, 5]) for plane in sample.targets] == [255, 0, 255, 255]
    assert sample.targets[1, 27, 18] == 255
    assert Taught(taught, "test").names == ["zoe"]
    assert len(Taught(taught, "all")) == 4


def test_taught_has_pressure_where_it_is_given(taught: Path) -> None:
    """Protects the fourth plane: brought to the target's size, and only where a file is."""
    save(taught / "pressure/ada.png", np.full((120, 90), 200, np.uint8))
    save(taught / "pressure/zoe.png", np.zeros((60, 45), np.uint8))
    given, plain = Taught(taught)[0], Taught(taught)[1]
    assert given.channels == ("line", "mass", "scene", "pressure")
    assert given.targets.shape == (4, 60, 45)
    assert (given.targets[3] == 200).all()
    assert plain.channels == ("line", "mass", "scene")


def test_what_is_wrong_with_taught_is_said(taught: Path) -> None:
    """Protects from training on a damaged or mismatched set."""
    with pytest.raises(DataError, match=r"photos\.csv: no photo with split 'nights'|split nights"):
        Taught(taught, "nights")
    save(taught / "targets/ada.png", np.zeros((60, 60, 3), np.uint8))
    with pytest.raises(DataError, match=r"ada\.png: 60×60 is not the shape of its photo, 90×120"):
        Taught(taught)[0]
    (taught / "photos/bob.png").write_bytes(b"no picture")
    with pytest.raises(DataError, match=r"bob\.png"):
        Taught(taught)[1]
    (taught / "mattes/eva.png").write_bytes(b"")
    with pytest.raises(DataError, match=r"mattes/eva\.png: not a picture"):
        Taught(taught)[2]
    (taught / "photos.csv").write_text("name\nada\n")
    with pytest.raises(DataError, match="no columns `file` and `split`"):
        Taught(taught)
    with pytest.raises(DataError, match="nowhere/photos: no such folder"):
        Taught(taught / "nowhere")


def test_photos_that_nobody_drew_say_nothing_of_ink(taught: Path, tmp_path: Path) -> None:
    """Protects self-training on any photos: no teacher, no ink, mattes where there are, small."""
    save(taught / "photos/large.png", np.full((1300, 650, 3), 90, np.uint8))
    (taught / "photos.csv").unlink()
    options = {"targets": "none", "cache": str(tmp_path / "cache")}
    undrawn = open_set("photos", taught, options)
    samples = {name: undrawn[place] for place, name in enumerate(undrawn.names)}
    assert samples["ada"].photo.shape == (120, 90, 3)
    assert samples["ada"].subject is not None and samples["ada"].subject.max() == 255
    assert samples["large"].photo.shape == (640, 320, 3)
    assert samples["large"].subject is None
    changed = Augment(background=0.5, groups=0.3, blend=0.5, blend_steps=50)
    crops = Crops([undrawn], 48, 0, augment=changed)
    targets = np.stack([crops.crop(0, index).target for index in range(12)])
    assert (targets[:, :-1] == UNKNOWN).all() and targets[:, -1].max() == 1
    assert not (tmp_path / "cache").exists()
    assert check(undrawn).samples == 5
    with pytest.raises(SettingError, match="targets"):
        open_set("photos", taught, {"targets": "nobody"})
    with pytest.raises(SettingError, match="align"):
        open_set("photos", taught, {**options, "align": True})


def test_fs2k_styles_teach_channels(tmp_path: Path) -> None:
    """Protects the pairing of names, the styles, and grey paper counting as paper."""
    folder = fs2k_folder(tmp_path, [0, 1, 2, 0])
    save(tmp_path / "mattes/photo1_image0001.png", np.full((16, 16), 255, np.uint8))
    pencil_and_brush = fs2k(folder, mattes=tmp_path / "mattes")
    assert pencil_and_brush.names == ["photo1/image0001", "photo1/image0002", "photo1/image0004"]
    assert is_pair(pencil_and_brush[0], "pencil")
    assert is_pair(pencil_and_brush[1], "brush")
    assert pencil_and_brush[0].subject is not None and pencil_and_brush[0].subject.min() == 255
    assert pencil_and_brush[1].subject is None
    assert len(fs2k(folder, styles={"tone": (2,)})) == 1
    assert len(fs2k_photos(folder)) == 4


def test_what_is_wrong_with_fs2k_is_said(tmp_path: Path) -> None:
    """Protects from other files of its names, and from names that lead out of the folder."""
    folder = fs2k_folder(tmp_path, [0, 1])
    with pytest.raises(DataError, match=r"anno_test\.json: No such file"):
        fs2k(folder, "test")
    with pytest.raises(SettingError, match="split"):
        fs2k(folder, "val")
    with pytest.raises(DataError, match="no pair of the styles"):
        fs2k(folder, styles={"tone": (2,)})
    (folder / "sketch/sketch1/sketch0002.png").unlink()
    with pytest.raises(DataError, match="sketch0002: no such picture"):
        fs2k(folder)
    for text in ("{", "[]", '[{"image_name": "../x", "style": 0}]', '[{"image_name": "x"}]'):
        (folder / "anno_train.json").write_text(text)
        with pytest.raises(DataError, match=r"anno_train\.json: not"):
            fs2k(folder)


def test_apdrawing_is_split_down_the_middle(tmp_path: Path) -> None:
    """Protects photo left, drawing right."""
    save(tmp_path / "data/train/img_1.png", side_by_side())
    save(tmp_path / "data/test/img_7.png", side_by_side())
    assert apdrawing(tmp_path).names == ["img_1"]
    assert is_pair(apdrawing(tmp_path, "test", "pen")[0], "pen")
    save(tmp_path / "data/train/img_2.png", side_by_side(exchanged=True))
    with pytest.raises(DataError, match=r"img_2\.png: colour is on the right"):
        apdrawing(tmp_path)[1]
    save(tmp_path / "data/train/img_3.png", photo())
    with pytest.raises(DataError, match=r"img_3\.png: 64×64 is not twice as wide as high"):
        apdrawing(tmp_path)[2]
    save(tmp_path / "data/train/4.png", side_by_side())
    with pytest.raises(DataError, match=r"4\.png: APDrawingDB's files are called img_N\.png"):
        apdrawing(tmp_path)
    with pytest.raises(DataError, match="no such folder"):
        apdrawing(tmp_path / "data")


def test_anime_and_its_selections(tmp_path: Path) -> None:
    """Protects colour left, sketch right; the rule for figures; and the list of names."""
    save(tmp_path / "data/train/12.png", side_by_side())
    figure = side_by_side()
    figure[:, 64:] = 255
    figure[36:60, 80:110:6] = 0
    save(tmp_path / "data/train/7.png", figure)
    assert is_pair(anime(tmp_path)[0], "drawing")
    assert anime(tmp_path, selection="figures").names == ["7"]
    (tmp_path / "mine.txt").write_text("# clothes\n12\n")
    assert list(open_set("anime", tmp_path, {"only": "mine.txt"}).names) == ["12"]
    (tmp_path / "mine.txt").write_text("13\n")
    with pytest.raises(DataError, match=r"mine\.txt: 13 is not in the data set"):
        open_set("anime", tmp_path, {"only": "mine.txt"})
    with pytest.raises(SettingError, match="selection"):
        anime(tmp_path, selection="hands")
    save(tmp_path / "data/train/cover.png", side_by_side())
    with pytest.raises(DataError, match=r"cover\.png: this set's files are called N\.png"):
        anime(tmp_path)


def test_pairs_match_by_stem(tmp_path: Path) -> None:
    """Protects any suffix and size, and whoever forgot a file."""
    save(tmp_path / "photo/ada.jpg", photo(128, 128))
    save(tmp_path / "drawing/ada.png", drawing())
    save(tmp_path / "matte/ada.png", np.full((8, 8), 255, np.uint8))
    sample = pairs(tmp_path, "brush")[0]
    assert is_pair(sample, "brush")
    assert sample.subject is not None
    save(tmp_path / "photo/bob.jpg", photo())
    with pytest.raises(DataError, match=r"photo/bob\.jpg: no drawing of that name"):
        pairs(tmp_path)
    save(tmp_path / "drawing/bob.png", drawing(64, 40))
    with pytest.raises(DataError, match="bob: the drawing's 40×64 is not the shape of its photo"):
        pairs(tmp_path)[1]
    save(tmp_path / "photo/ada.png", photo())
    with pytest.raises(DataError, match=r"ada\.jpg has that name too"):
        pairs(tmp_path)


def test_layouts_tell_their_kind(taught: Path, tmp_path: Path) -> None:
    """Protects `artline data check` from asking what it can see."""
    assert kind_of(taught) == "taught"
    assert kind_of(fs2k_folder(tmp_path / "fs", [0])) == "fs2k"
    save(tmp_path / "ap/data/train/img_1.png", side_by_side())
    save(tmp_path / "an/data/train/1.png", side_by_side())
    save(tmp_path / "pa/photo/a.png", photo())
    save(tmp_path / "pa/drawing/a.png", drawing())
    assert [kind_of(tmp_path / name) for name in ("ap", "an", "pa")] == [
        "apdrawing",
        "anime",
        "pairs",
    ]
    assert kind_of(taught / "photos") == "photos"
    with pytest.raises(DataError, match="no such folder"):
        kind_of(tmp_path / "nowhere")


def test_options_are_checked(taught: Path) -> None:
    """Protects recipes from slips, and from kinds that do not exist."""
    assert len(open_set("taught", taught, {"split": "all", "keep": 0})) == 4
    with pytest.raises(SettingError, match=r"kind 'tought'|kind tought.*did you mean taught"):
        open_set("tought", taught)
    with pytest.raises(SettingError, match="spilt"):
        open_set("taught", taught, {"spilt": "all"}, "recipe.toml: data[0]")
    with pytest.raises(SettingError, match="path is missing"):
        open_set("fs2k", None)
    folder = fs2k_folder(taught / "fs", [2])
    assert len(open_set("fs2k", folder, {"styles": {"tone": [2]}})) == 1
    with pytest.raises(SettingError, match="is not artist, teacher or none"):
        open_set("fs2k", folder, {"targets": "critic"})
    assert set(KINDS) >= {"taught", "photos", "fs2k", "apdrawing", "anime", "pairs"}


def test_pictures_of_nobody_teach_that_nobody_is_there(taught: Path, tmp_path: Path) -> None:
    """Protects the matte and the ink from things; a sitter before one has no known `scene`."""
    stripes = np.full((80, 100, 3), 30, np.uint8)
    stripes[:, ::10] = 250
    save(tmp_path / "things/cups/blue.png", stripes)
    things = open_set("nobody", tmp_path / "things")
    assert list(things.names) == ["cups/blue"]
    changed = Augment(background=0.5, groups=0.3, degrade=0)
    crops = Crops([things], 48, 0, augment=changed)
    for index in range(6):
        target = crops.crop(0, index).target
        assert not target[[0, 1, 3, 4]].any()
        assert (target[2] == UNKNOWN).all()
    both = Crops(
        [open_set("taught", taught), things], 48, 0, augment=Augment(background=1), weights=[0.3, 1]
    )
    targets = [both.crop(0, index).target for index in range(40)]
    sitters = [t for t in targets if t[-1].any()]
    assert sitters and any((t[2] == UNKNOWN).all() for t in sitters)
    assert all(t[0].min() == 0 for t in sitters)
