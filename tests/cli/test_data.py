"""`artline data`: what it writes, says and refuses."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from made_training import Portraits, save_taught

Run = Callable[..., Any]


def test_a_set_is_checked(artline_cli: Run, tmp_path: Path) -> None:
    """Protects the report and the contact sheet."""
    save_taught(Portraits(3, 96), tmp_path / "people")
    run = artline_cli("data", "check", "people", "--set", "split=all", "-o", "sheet.png")
    assert run.code == 0 and run.stderr.startswith("people → sheet.png (")
    told = dict(line.split(maxsplit=1) for line in run.out.splitlines())
    assert (told["kind"], told["samples"], told["mattes"]) == ("taught", "3", "3")
    assert told["sizes"] == "96×96 to 96×96 pixels"
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.width >= 3 * 96


def test_what_is_wrong_is_said_and_counted(artline_cli: Run, tmp_path: Path) -> None:
    """Protects the exit code, and one line for each thing."""
    photos = save_taught(Portraits(3, 96), tmp_path / "people") / "photos"
    (photos / "person-1.png").write_bytes(b"nothing")
    (photos / "person-2.png").write_bytes((photos / "person-0.png").read_bytes())
    run = artline_cli("data", "check", "people")
    assert run.code == 1
    assert "person-1.png" in run.stderr
    assert "error: person-0 and person-2: the same photo, it seems\n" in run.stderr
    assert "samples     2\n" in run.out


@pytest.mark.parametrize(
    "arguments, code, said",
    [
        (("check", "nowhere"), 1, "nowhere: no such folder"),
        (("check", ".", "--kind", "pears"), 2, "kind pears is not known, did you mean pairs?"),
        (("check", ".", "--kind", "pairs", "--set", "channel"), 2, "write NAME=VALUE"),
        (("check", ".", "--kind", "pairs", "--set", "chanel=x"), 2, "chanel"),
        (("check", ".", "--kind", "fs2k"), 1, "anno_train.json: No such file"),
        (("targets", "nowhere"), 1, "nowhere: no such folder"),
        (("degradations", "nowhere.jpg"), 1, "nowhere.jpg: "),
    ],
)
def test_wrong_use_is_one_line(
    artline_cli: Run, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """Protects from tracebacks and from silence."""
    run = artline_cli("data", *arguments)
    assert run.code == code
    assert said in run.stderr
    assert run.stderr.count("\n") == 1


def test_degradations_are_shown(artline_cli: Run, small_photo: Image.Image, tmp_path: Path) -> None:
    """Protects the sheet: many different pictures of one photo."""
    small_photo.save(tmp_path / "photo.jpg")
    run = artline_cli("data", "degradations", "photo.jpg", "-o", "-", "--panel", 96)
    assert run.code == 0
    with Image.open(BytesIO(run.stdout)) as sheet:
        assert sheet.width * sheet.height > 30 * 96 * 96
        assert np.asarray(sheet).std() > 30
