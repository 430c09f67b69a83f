"""FS2K's own layout is read: pairs, styles, attributes, and what is missing is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from artline.evaluate.case import SetError
from artline.evaluate.sets.fs2k import fs2k, is_fs2k

ROW = {"hair": 0, "earring": 1, "smile": 0, "frontal_face": 1, "style": 2}


def made(root: Path, names: list[str], *, lost: str = "") -> Path:
    """A small FS2K; the picture `lost` is left out."""
    for name in names:
        sketch = name.replace("photo", "sketch").replace("image", "sketch")
        for path in (f"photo/{name}.jpg", f"sketch/{sketch}.png"):
            if path != lost:
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                Image.new("RGB", (8, 8)).save(root / path)
    rows = [{"image_name": name, **ROW} for name in names]
    (root / "anno_test.json").write_text(json.dumps(rows))
    return root


def test_pairs_and_attributes(tmp_path: Path) -> None:
    """Protects the pairing of names and the meaning of the numbers."""
    cases = fs2k(made(tmp_path, ["photo2/image0007", "photo1/image0003"]))
    assert [case.name for case in cases.cases] == ["photo1/image0003", "photo2/image0007"]
    first = cases.cases[0]
    assert first.photo == tmp_path / "photo/photo1/image0003.jpg"
    assert first.reference == tmp_path / "sketch/sketch1/sketch0003.png"
    assert first.groups == {
        "style": "3",
        "pose": "turned",
        "hair": "with",
        "earring": "without",
        "smile": "with",
    }
    assert (cases.square, cases.problems, is_fs2k(tmp_path)) == (256, (), True)


@pytest.mark.parametrize(
    ("key", "row", "zero", "one"),
    [
        ("hair", "hair", "with", "without"),
        ("earring", "earring", "with", "without"),
        ("smile", "smile", "with", "without"),
        ("frontal_face", "pose", "frontal", "turned"),
        ("style", "style", "1", "2"),
    ],
)
def test_zero_is_with(tmp_path: Path, key: str, row: str, zero: str, one: str) -> None:
    """Protects every table by attribute: FS2K counts from 0 = with, as its README says."""
    root = made(tmp_path, ["photo1/image0001"])
    for value, meaning in ((0, zero), (1, one), (7, "unknown"), ("0", "unknown")):
        rows = [{"image_name": "photo1/image0001", **ROW, key: value}]
        (root / "anno_test.json").write_text(json.dumps(rows))
        assert fs2k(root).cases[0].groups[row] == meaning


def test_a_missing_sketch_is_one_line(tmp_path: Path) -> None:
    """Protects the rest of the set from one file that is not there."""
    names = ["photo1/image0001", "photo1/image0002"]
    cases = fs2k(made(tmp_path, names, lost="sketch/sketch1/sketch0002.png"))
    assert [case.name for case in cases.cases] == ["photo1/image0001"]
    assert len(cases.problems) == 1
    assert "sketch1/sketch0002" in cases.problems[0]


@pytest.mark.parametrize(
    "text", ["", "{}", '[{"image_name": 3}]', '[{"image_name": "../../etc/passwd"}]', "[]"]
)
def test_what_is_no_annotation_is_refused(tmp_path: Path, text: str) -> None:
    """Protects from other files of that name, and from names that lead out of the folder."""
    (tmp_path / "anno_test.json").write_text(text)
    with pytest.raises(SetError, match=r"anno_test\.json"):
        fs2k(tmp_path)


def test_another_folder_is_refused(tmp_path: Path) -> None:
    """Protects whoever names the wrong folder."""
    assert not is_fs2k(tmp_path)
    with pytest.raises(SetError, match=r"anno_train\.json: No such file"):
        fs2k(tmp_path, "train")
