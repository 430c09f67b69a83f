"""Ballots are blind and fair, and their tally gives back what was meant."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from artline.evaluate.ballot import Pair, pairs, save_ballot
from artline.evaluate.frame import frame_of
from artline.evaluate.mesh import MeshFinder
from artline.evaluate.sets.folder import folder
from artline.evaluate.tally import AnswerError, tally
from artline.faces.finder import FaceFinder
from artline.pipeline import face_finder


@pytest.fixture(scope="module")
def finder() -> FaceFinder:
    return face_finder()


@pytest.fixture(scope="module")
def mesh() -> MeshFinder:
    return MeshFinder()


@pytest.fixture
def drawings(photos: Path, tmp_path: Path) -> dict[str, Path]:
    """Ours all black, the rival's all white, so that a strip shows which is which."""
    folders = {}
    for name, colour in (("ours", "black"), ("secret-rival", "white")):
        folders[name] = tmp_path / name
        for stem in ("ada", "bob", "more/eva"):
            path = folders[name] / f"{stem}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.new("L", (128, 128), colour).save(path)
    return folders


@pytest.fixture
def numbered(photos: Path, drawings: dict[str, Path]) -> list[Pair]:
    theirs, ours = (folder(photos, drawings=drawings[n]) for n in ("secret-rival", "ours"))
    return pairs(theirs, ours, 0)[0]


@pytest.fixture
def ballot(
    numbered: list[Pair], tmp_path: Path, finder: FaceFinder, mesh: MeshFinder
) -> tuple[Path, Path]:
    sheet, key = tmp_path / "sheet", tmp_path / "key.json"
    assert save_ballot(numbered, sheet, key, finder, mesh, told=lambda pair: None) == []
    return sheet, key


def test_the_key_tells_what_the_strips_show(ballot: tuple[Path, Path]) -> None:
    """Protects the count: ours is black, and lies where the key says."""
    sheet, key = ballot
    for pair in json.loads(key.read_text())["pairs"]:
        strip = np.asarray(Image.open(sheet / f"{pair['number']:02}.png").convert("L"))
        third = strip.shape[1] // 3
        a, b = (strip[40:100, k * third + 40 : k * third + 100].mean() for k in (1, 2))
        assert (a < b) == (pair["ours"] == "A")


def test_judges_see_no_names(ballot: tuple[Path, Path]) -> None:
    """Protects blindness: nothing in the judges' folder names a photo, a folder or an author."""
    sheet, _ = ballot
    assert sorted(path.name for path in sheet.iterdir()) == [
        *("01.png", "02.png", "03.png"),
        *("answers.csv", "ballot.html"),
    ]
    for path in sheet.iterdir():
        said = path.read_bytes()
        for name in (b"ada", b"eva", b"ours", b"rival", b"artline"):
            assert name not in said or path.suffix == ".png"


def test_sides_and_order_are_random_and_repeatable(photos: Path, drawings: dict[str, Path]) -> None:
    """Protects from a habit of ours being A, and a ballot from changing when it is made again."""
    theirs, ours = (folder(photos, drawings=drawings[n]) for n in ("secret-rival", "ours"))
    made = [pairs(theirs, ours, seed)[0] for seed in range(40)]
    assert pairs(theirs, ours, 7)[0] == made[7]
    assert len({tuple(pair.case.name for pair in p) for p in made}) > 3
    sides = [pair.ours_is for p in made for pair in p]
    assert 30 < sides.count("A") < 90


def test_a_photo_that_only_one_has_drawn_is_said(photos: Path, drawings: dict[str, Path]) -> None:
    """Protects from a pair of one drawing."""
    (drawings["ours"] / "ada.png").unlink()
    theirs, ours = (folder(photos, drawings=drawings[n]) for n in ("secret-rival", "ours"))
    numbered, problems = pairs(theirs, ours, 0)
    assert sorted(pair.case.name for pair in numbered) == ["bob", "more/eva"]
    assert len(problems) == 1
    assert "ada" in problems[0]


def test_an_unreadable_drawing_costs_its_pair_alone(
    numbered: list[Pair],
    drawings: dict[str, Path],
    tmp_path: Path,
    finder: FaceFinder,
    mesh: MeshFinder,
) -> None:
    """Protects the rest of the ballot."""
    (drawings["secret-rival"] / "bob.png").write_bytes(b"no")
    key = tmp_path / "key.json"
    problems = save_ballot(numbered, tmp_path / "sheet", key, finder, mesh, told=lambda pair: None)
    assert len(problems) == 1
    assert len(json.loads(key.read_text())["pairs"]) == 2


def test_a_crop_is_found_by_its_face(
    portrait: NDArray[np.uint8], finder: FaceFinder, mesh: MeshFinder
) -> None:
    """A picture of a part of the photo, at another size: found to within 5 of 300 px."""
    part = np.asarray(Image.fromarray(portrait[0:300, 90:390]).convert("L").resize((420, 420)))
    part = np.repeat(part[..., None], 3, axis=2)
    frame = frame_of(part, portrait, finder, mesh)
    assert frame is not None
    assert (frame.left, frame.top, frame.right, frame.bottom) == pytest.approx(
        (90, 0, 390, 300), abs=5
    )
    assert not frame.is_whole(portrait.shape)
    assert frame.cut(portrait).shape[0] == pytest.approx(300, abs=7)
    common = frame.within(portrait.shape)
    assert common.top >= 0
    seen = common.seen_in(frame, part.shape)
    assert (seen.left, seen.right) == pytest.approx((0, 420), abs=1)


def answers(path: Path, key: Path, *, ours: str, rows: int | None = None) -> Path:
    """Answers that prefer ours, or the rival, in everything."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "likeness", "lines", "cleanliness", "reason"])
        for pair in json.loads(key.read_text())["pairs"][:rows]:
            said = pair["ours"] if ours == "preferred" else "AB"[pair["ours"] == "A"]
            writer.writerow([pair["number"], said, said.lower(), "=", "because, of that"])
    return path


def test_the_tally_gives_back_what_was_meant(ballot: tuple[Path, Path], tmp_path: Path) -> None:
    """Protects the figure that is published: sides undone, ties apart, several judges added."""
    _, key = ballot
    liked = answers(tmp_path / "1.csv", key, ours="preferred")
    disliked = answers(tmp_path / "2.csv", key, ours="not", rows=1)
    counts, problems = tally(key, [liked, disliked])
    assert problems == []
    assert [(c.question, c.ours, c.rival, c.ties) for c in counts] == [
        ("likeness", 3, 1, 0),
        ("lines", 3, 1, 0),
        ("cleanliness", 0, 0, 4),
    ]
    assert counts[0].share is not None
    assert counts[0].share.value == 0.75
    assert counts[2].share is None


def test_answers_that_cannot_be_counted_are_said(ballot: tuple[Path, Path], tmp_path: Path) -> None:
    """Protects from answers lost in silence; empty cells are no answers."""
    _, key = ballot
    path = tmp_path / "a.csv"
    path.write_text("number,likeness,lines\n1,C,\n99,A,A\n2,,B\n")
    counts, problems = tally(key, [path])
    assert [(c.question, c.ours + c.rival) for c in counts] == [("lines", 1)]
    assert ["C is not A, B or =" in problems[0], "no pair 99" in problems[1]] == [True, True]


@pytest.mark.parametrize("text", ["", "x", "number,other\n1,A\n", "\x00"])
def test_what_is_no_sheet_of_answers_is_refused(
    ballot: tuple[Path, Path], tmp_path: Path, text: str
) -> None:
    """Protects from the wrong file; so is what is no key."""
    sheet, key = ballot
    path = tmp_path / "wrong.csv"
    path.write_text(text)
    with pytest.raises(AnswerError, match=r"wrong\.csv"):
        tally(key, [path])
    with pytest.raises(AnswerError, match="not a key"):
        tally(path, [sheet / "answers.csv"])
    shutil.rmtree(sheet)
