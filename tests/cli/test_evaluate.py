"""`artline evaluate`: reports, one line for each fault, exit codes, and going on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

Artline = Callable[..., Any]


@pytest.fixture
def photos(tmp_path: Path, small_photo: Image.Image) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("ada.png", "bob.png"):
        small_photo.save(folder / name)
    return folder


def report(folder: Path) -> Any:
    assert (folder / "report.html").stat().st_size > 1000
    return json.loads((folder / "report.json").read_text(encoding="utf-8"))


def test_a_folder_is_scored_and_gone_on_from(
    artline_cli: Artline, photos: Path, tmp_path: Path
) -> None:
    """Protects the everyday use: tables on stdout, a report, and the same report again."""
    first = artline_cli("evaluate", "folder", photos, "-o", "out", "--sample", 0)
    assert first.code == 0
    assert "| crispness (share of mid-grey) ↓" in first.out
    assert "2 of 2 photos scored" in first.out
    before = (tmp_path / "out/report.json").read_bytes()
    again = artline_cli("evaluate", "folder", photos, "-o", "out", "--sample", 0, "-q")
    assert again.out == first.out
    assert (tmp_path / "out/report.json").read_bytes() == before


def test_bad_photos_are_one_line_each(artline_cli: Artline, photos: Path, tmp_path: Path) -> None:
    """Protects the rest of a set, and scripts by the exit code."""
    (photos / "bad.jpg").write_bytes(b"nothing")
    (photos / "cut.png").write_bytes((photos / "ada.png").read_bytes()[:900])
    mattes = tmp_path / "mattes"
    mattes.mkdir()
    Image.new("L", (30, 60)).save(mattes / "ada.png")
    run = artline_cli(
        "evaluate", "folder", photos, "--mattes", mattes, "-o", "out", "--sample", 0, "-q"
    )
    assert run.code == 1
    errors = [line for line in run.stderr.splitlines() if line.startswith("error: ")]
    for words in ("bad.jpg", "cut.png", "does not fit", "bob.png: no matte"):
        assert sum((words in line and "no matte" in words) or words in line for line in errors) >= 1
    document = report(tmp_path / "out")
    assert [row["name"] for row in document["rows"] if row["scores"]] == ["ada", "bob"]


def test_fs2k(artline_cli: Artline, small_photo: Image.Image, tmp_path: Path) -> None:
    """Protects the reading of the published layout, styles and all."""
    root = tmp_path / "FS2K"
    rows = []
    for number in range(1, 5):
        name = f"photo1/image000{number}"
        for path in (f"photo/{name}.jpg", f"sketch/sketch1/sketch000{number}.jpg"):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            small_photo.rotate(number).save(root / path)
        rows.append({"image_name": name, "style": number % 2, "hair": 0, "smile": 1})
    (root / "anno_test.json").write_text(json.dumps(rows))
    run = artline_cli("evaluate", "fs2k", root, "-o", "out", "--sample", 0, "-q")
    assert run.code == 0
    document = report(tmp_path / "out")
    assert set(document["groups"]["style"]) == {"1", "2"}
    assert document["figures"]["line_f1"]["artline"]["n"] == 4
    assert document["compared_at"] == 256


def test_against_a_rival(artline_cli: Artline, photos: Path, tmp_path: Path) -> None:
    """Protects fairness: both in one table, and pairs that do not fit left out of both."""
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    Image.new("L", (50, 60), 255).save(theirs / "ada.png")
    Image.new("L", (60, 60), 255).save(theirs / "bob.png")
    run = artline_cli("evaluate", "against", theirs, "--photos", photos, "-o", "out", "-q")
    assert run.code == 1
    assert "bob.png: 60×60 does not fit the photo's 100×120" in run.stderr
    assert "artline − rival" in run.out
    document = report(tmp_path / "out")
    assert document["figures"]["ink_density"]["rival"]["value"] == 0
    assert document["figures"]["ink_density"]["artline"]["n"] == 1


def test_ab(artline_cli: Artline, photos: Path, tmp_path: Path) -> None:
    """Protects paired differences: a bold look has more ink than a contour on every photo."""
    looks = ("--look", "bold", "--look", "contour")
    run = artline_cli("evaluate", "ab", photos, *looks, "-o", "out", "-q")
    assert run.code == 0
    difference = report(tmp_path / "out")["differences"]["ink_density"]
    assert difference["low"] > 0
    assert difference["n"] == 2
    assert (tmp_path / "out/differences.png").is_file()


def test_ballot_and_tally(artline_cli: Artline, photos: Path, tmp_path: Path) -> None:
    """Protects the way from two folders to a share."""
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    shutil.copytree(photos, ours)
    shutil.copytree(photos, theirs)
    made = artline_cli("evaluate", "ballot", ours, theirs, "--photos", photos, "-o", "sheet")
    assert made.code == 0
    assert sorted(path.name for path in (tmp_path / "sheet").glob("*.png")) == ["01.png", "02.png"]
    key = json.loads((tmp_path / "sheet-key.json").read_text())["pairs"]
    said = "".join(f"{pair['number']},{pair['ours']}\n" for pair in key)
    (tmp_path / "answers.csv").write_text(f"number,likeness\n{said}")
    counted = artline_cli("evaluate", "tally", "sheet-key.json", "answers.csv")
    assert counted.code == 0
    assert "| likeness | 2    | 0     | 0    | 100 % (34–100)" in counted.out


@pytest.mark.parametrize(
    ("arguments", "words", "code"),
    [
        (("folder", "nowhere", "-o", "out"), "nowhere", 2),
        (("folder", "photos"), "missing option", 2),
        (("folder", "empty", "-o", "out"), "no photo in it", 1),
        (("fs2k", "photos", "-o", "out"), "anno_test.json", 1),
        (("against", "empty", "--photos", "photos", "-o", "out"), "no drawing in it", 1),
        (("ab", "photos", "-o", "out"), "A and B are the same", 2),
        (("ab", "photos", "--set", "shade", "-o", "out"), "write NAME=VALUE", 2),
        (("ab", "photos", "--look", "inkk", "--look", "ink", "-o", "out"), "mean ink", 2),
        (("folder", "photos", "--model", "nobody", "-o", "out"), "nobody", 2),
        (
            ("ballot", "photos", "photos", "--photos", "photos", "-o", "s", "--key", "s/k.json"),
            "lies in what the judges get",
            2,
        ),
        (("tally", "photos/ada.png", "photos/ada.png"), "not text", 1),
    ],
)
def test_what_cannot_be_run_is_one_line(
    artline_cli: Artline, photos: Path, tmp_path: Path, arguments: Any, words: str, code: int
) -> None:
    """Protects people, who read one line, and scripts, which look at the code."""
    (tmp_path / "empty").mkdir()
    run = artline_cli("evaluate", *arguments)
    assert run.code == code
    assert run.stderr.startswith("error: ")
    assert run.stderr.count("\n") == 1
    assert words in run.stderr
    assert not run.stdout
