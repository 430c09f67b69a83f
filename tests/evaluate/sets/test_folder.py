"""Folders of photos, matched by stem with mattes and drawings; what does not match is said."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from artline.evaluate.case import SetError
from artline.evaluate.sets.folder import folder


def test_every_photo_is_found(photos: Path) -> None:
    """Protects subfolders, and order; other files and hidden ones are passed over."""
    (photos / "notes.txt").write_text("")
    (photos / ".hidden").mkdir()
    shutil.copy(photos / "ada.jpg", photos / ".hidden" / "x.jpg")
    assert [case.name for case in folder(photos).cases] == ["ada", "bob", "more/eva"]


def test_companions_match_by_stem(photos: Path, tmp_path: Path) -> None:
    """Protects pairs whose suffixes differ, and says what has no partner, on either side."""
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    for name in ("ada.png", "zoe.png"):
        shutil.copy(photos / "bob.png", theirs / name)
    cases = folder(photos, drawings=theirs)
    assert [(case.name, case.rival) for case in cases.cases] == [("ada", theirs / "ada.png")]
    assert [line.split(":")[0] for line in cases.problems] == [
        str(photos / "bob.png"),
        str(photos / "more/eva.webp"),
        str(theirs / "zoe.png"),
    ]
    mattes = folder(photos, mattes=theirs)
    assert len(mattes.cases) == 3
    assert sum("scored without" in line for line in mattes.problems) == 2


def test_two_photos_of_one_name(photos: Path) -> None:
    """Protects from a drawing matched to the wrong one of two."""
    shutil.copy(photos / "ada.jpg", photos / "ada.jpeg")
    cases = folder(photos)
    assert len(cases.cases) == 3
    assert "has the same name" in cases.problems[0]


def test_nothing_to_score_is_refused(photos: Path, tmp_path: Path) -> None:
    """Protects from an empty report."""
    empty = tmp_path / "empty"
    with pytest.raises(SetError, match="no such folder"):
        folder(empty)
    empty.mkdir()
    with pytest.raises(SetError, match="no photo in it"):
        folder(empty)
    shutil.copy(photos / "ada.jpg", empty / "zoe.jpg")
    with pytest.raises(SetError, match="no drawing is named as a photo"):
        folder(photos, drawings=empty)
