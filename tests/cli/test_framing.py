"""Photos turned, straightened and cropped, as typed and in Python."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import artline
from artline.errors import SettingError

Artline = Callable[..., Any]

PORTRAIT = Path(__file__).parents[2] / "examples" / "photos" / "faces-083.jpg"


@pytest.fixture
def photo(small_photo: Image.Image, tmp_path: Path) -> str:
    small_photo.crop((0, 0, small_photo.width, small_photo.height // 2)).save(tmp_path / "wide.png")
    return "wide.png"


def size(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


def test_a_typed_frame_is_what_is_drawn(artline_cli: Artline, photo: str, tmp_path: Path) -> None:
    """Protects the order: turned first, then cropped by shares of what stands upright now."""
    wide, high = size(tmp_path / photo)
    run = artline_cli(photo, "--turn", "90", "--crop", "0,0,1,0.5", "-o", "a.png")
    assert run.code == 0, run.stderr
    assert size(tmp_path / "a.png") == (high, wide // 2)
    assert artline_cli("compare", photo, "--turn", "270", "-o", "b.png").code == 0
    assert artline_cli("compare", photo, "-o", "c.png").code == 0
    assert size(tmp_path / "b.png")[1] > size(tmp_path / "c.png")[1]


def test_a_face_is_cut_out_as_a_square(artist: artline.Artist) -> None:
    """Protects `crop="face"` in Python: the same face, larger in the picture, in the middle."""
    with Image.open(PORTRAIT) as image:
        wide = Image.new("RGB", (3 * image.width, 2 * image.height), "grey")
        wide.paste(image, (image.width // 2, image.height // 2))
    drawing = artist.draw(wide, look="contour", crop="face", size=256)
    assert drawing.width == drawing.height == 256
    (face,) = drawing.ink.faces
    assert 0.25 < face.bottom - face.top < 0.4
    assert abs((face.left + face.right) / 2 - 0.5) < 0.05


def test_the_avatar_is_a_square(artline_cli: Artline, tmp_path: Path) -> None:
    """Protects accounts: a tall photo becomes a square of 512 pixels; a box that is typed wins."""
    with Image.open(PORTRAIT) as image:
        tall = Image.new("RGB", (image.width, 2 * image.height), "grey")
        tall.paste(image, (0, image.height // 2))
    tall.save(tmp_path / "tall.png")
    assert artline_cli("tall.png", "--preset", "avatar", "-o", "a.png").code == 0
    assert size(tmp_path / "a.png") == (512, 512)
    assert artline.presets()["avatar"].frame == {"crop": "face"}


def test_what_cannot_be_framed_is_said_in_one_line(
    artline_cli: Artline, photo: str, artist: artline.Artist, tmp_path: Path
) -> None:
    """Protects users: a word, a turn and a box that are none, and a photo without a face."""
    for typed, said in (
        (("--crop", "nose"), "or face"),
        (("--crop", "0.5,0,0.8,1"), "is no box in the photo"),
        (("--turn", "45"), "is none of 0, 90, 180, 270"),
    ):
        run = artline_cli(photo, *typed)
        assert run.code == 2
        assert said in run.stderr
    Image.fromarray(np.full((200, 200, 3), 128, np.uint8)).save(tmp_path / "grey.png")
    run = artline_cli("grey.png", "--crop", "face")
    assert run.code == 1
    assert "crop face: there is no face; crop a box" in run.stderr
    assert "Traceback" not in run.stderr
    with pytest.raises(SettingError, match="crp: no such setting"):
        artist.draw(str(tmp_path / photo), crp="face")  # type: ignore[call-arg]
