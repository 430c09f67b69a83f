"""`compare`, `looks`, `info` and `models`: what they write and say."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from artline.looks import LOOKS

Run = Callable[..., Any]


@pytest.fixture
def photo(tmp_path: Path, small_photo: Image.Image) -> Path:
    """photo.jpg in the folder that the command line runs in, stored lying on its side."""
    exif = Image.Exif()
    exif[274] = 6
    path = tmp_path / "photo.jpg"
    small_photo.rotate(90, expand=True).save(path, quality=95, exif=exif, dpi=(72, 72))
    return path


def test_compare_puts_two_pictures_on_a_sheet(artline_cli: Run, photo: Path) -> None:
    """Protects the sheet: the photo upright on the left, ink on the right, not over an old one."""
    run = artline_cli("compare", "photo.jpg")
    assert run.code == 0 and run.stderr.startswith("photo.jpg → photo-compare.png (")
    with Image.open("photo-compare.png") as image:
        pixels = np.asarray(image.convert("RGB")).astype(int)
    left, right = pixels[:, : pixels.shape[1] // 2], pixels[:, pixels.shape[1] // 2 :]
    assert pixels.shape[1] > 200
    assert (np.ptp(left, axis=2) > 40).any()
    assert not np.ptp(right, axis=2).any()
    run = artline_cli("compare", "photo.jpg")
    assert run.code == 1
    assert run.stderr == "error: photo-compare.png: already there; --force replaces it\n"
    assert artline_cli("compare", "photo.jpg", "--force").code == 0


def test_looks_lists_and_draws_every_look(artline_cli: Run, photo: Path) -> None:
    """Protects the table, and a sheet with room for the photo and each look."""
    listed = artline_cli("looks")
    assert [line.split()[0] for line in listed.out.splitlines()] == list(LOOKS)
    run = artline_cli("looks", "photo.jpg", "-o", "-")
    assert run.code == 0
    with Image.open(BytesIO(run.stdout)) as image:
        assert image.width * image.height > (len(LOOKS) + 1) * 100 * 120


def test_a_sheet_never_replaces_the_photo(artline_cli: Run, photo: Path) -> None:
    """Protects the photo even from --force."""
    before = photo.read_bytes()
    assert artline_cli("compare", "photo.jpg", "-o", "photo.jpg", "--force").code == 2
    assert photo.read_bytes() == before


@pytest.mark.parametrize("command", ["compare", "looks", "info"])
def test_a_missing_photo_is_one_line(artline_cli: Run, command: str) -> None:
    """Protects the message for the commonest mistake."""
    run = artline_cli(command, "nowhere.jpg")
    assert run.code == 1
    assert run.stderr.startswith("error: nowhere.jpg: ")
    assert run.stderr.count("\n") == 1


def test_info_tells_what_was_understood(artline_cli: Run, photo: Path) -> None:
    """Protects the facts, in words and as JSON."""
    run = artline_cli("info", "photo.jpg")
    assert run.code == 0
    told = dict(line.split(maxsplit=1) for line in run.out.splitlines())
    assert told["size"] == "100×120 pixels, 72 dpi"
    assert told["orientation"] == "6, turned upright"
    known = json.loads(artline_cli("info", "photo.jpg", "--json").out)
    assert (known["width"], known["height"], known["format"]) == (100, 120, "JPEG")
    assert 0.2 < known["sitter"] <= 1
    assert known["working_width"] % 1 == 0


def test_models_lists_the_registry(artline_cli: Run) -> None:
    """Protects the list of names for --model, with terms."""
    run = artline_cli("models")
    assert run.code == 0
    assert any(line.startswith("portrait (drawing, ") for line in run.out.splitlines())
    assert run.out.count("terms: ") == run.out.count(" MB)")
    rows = json.loads(artline_cli("models", "--json").out)
    assert {"name", "licence", "data", "sha256"} <= rows[0].keys()
