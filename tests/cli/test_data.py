"""`artline data`: what it writes, says and refuses."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

Run = Callable[..., Any]


def test_a_sample_is_made_and_checked(artline_cli: Run, tmp_path: Path) -> None:
    """Protects the newcomer's first two commands."""
    made = artline_cli("data", "sample", "people", "--count", 3, "--size", 96, "--test", 1)
    assert (made.code, made.stderr) == (0, "→ people\n")
    assert len(list((tmp_path / "people/photos").iterdir())) == 3
    run = artline_cli("data", "check", "people", "--set", "split=all", "-o", "sheet.png")
    assert (run.code, run.stderr) == (0, "→ sheet.png\n")
    told = dict(line.split(maxsplit=1) for line in run.out.splitlines())
    assert (told["kind"], told["samples"], told["mattes"]) == ("taught", "3", "3")
    assert told["sizes"] == "96×96 to 96×96 pixels"
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.width >= 3 * 96
    again = artline_cli("data", "sample", "people")
    assert again.code == 1
    assert again.stderr == "error: people: already there, and not empty; name a new folder\n"


def test_what_is_wrong_is_said_and_counted(artline_cli: Run, tmp_path: Path) -> None:
    """Protects the exit code, and one line for each thing."""
    assert artline_cli("data", "sample", "people", "--count", 3, "--size", 96).code == 0
    photos = tmp_path / "people/photos"
    (photos / "person-00001.jpg").write_bytes(b"nothing")
    (photos / "person-00002.jpg").write_bytes((photos / "person-00000.jpg").read_bytes())
    run = artline_cli("data", "check", "people")
    assert run.code == 1
    assert "person-00001.jpg" in run.stderr
    assert "error: person-00000 and person-00002: the same photo, it seems\n" in run.stderr
    assert "samples     2\n" in run.out


@pytest.mark.parametrize(
    "arguments, code, said",
    [
        (("check", "nowhere"), 1, "nowhere: no such folder"),
        (("check", ".", "--kind", "pears"), 2, "kind pears is not known, did you mean pairs?"),
        (("check", ".", "--kind", "pairs", "--set", "channel"), 2, "write NAME=VALUE"),
        (("check", ".", "--kind", "pairs", "--set", "chanel=x"), 2, "chanel"),
        (("check", ".", "--kind", "fs2k"), 1, "anno_train.json: No such file"),
        (("sample", "x", "--count", "0"), 2, "count: 0"),
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
