"""Camera raw files: the camera's own picture where it is large, or developed; never a thumbnail."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from artline.errors import PhotoTooLargeError, PhotoTruncatedError, PhotoUnsupportedError
from artline.photo.kinds import RAW
from artline.photo.read import read
from corpus import encoded, picture
from made_raw import HEIGHT, WIDTH, dng


def test_a_raw_is_developed_at_its_full_size() -> None:
    photo = read(dng())
    assert photo.origin.format == RAW
    assert photo.rgb.shape == (HEIGHT, WIDTH, 3)
    assert photo.notices == ()
    light = photo.rgb.mean(axis=(0, 2))
    assert light[-8] > light[WIDTH // 2] > light[8]


@pytest.mark.parametrize(("turn", "turned"), [(3, 2), (6, -1), (8, 1)])
def test_a_raw_is_turned_upright(turn: int, turned: int) -> None:
    photo = read(dng(turn))
    assert photo.origin.orientation == turn
    upright = np.rot90(read(dng()).rgb, turned)
    assert photo.rgb.shape == upright.shape
    assert np.abs(photo.rgb.astype(int) - upright).mean() < 3


def test_the_cameras_own_picture_is_taken_where_it_is_large() -> None:
    """Blue, which no grey sensor gives."""
    blue = Image.new("RGB", (WIDTH, HEIGHT), (20, 40, 220))
    photo = read(dng(preview=encoded("JPEG", blue, quality=95)))
    assert np.abs(photo.rgb.astype(int) - (20, 40, 220)).max() < 8
    small = read(dng(preview=encoded("JPEG", blue.resize((32, 24)))))
    assert small.rgb.shape == (HEIGHT, WIDTH, 3)
    assert np.abs(small.rgb[..., 0].astype(int) - small.rgb[..., 2]).mean() < 2


def test_the_limit_holds_before_developing() -> None:
    with pytest.raises(PhotoTooLargeError, match=f"{WIDTH}×{HEIGHT}"):
        read(dng(), max_pixels=WIDTH * HEIGHT - 1)


def test_damage_and_strangers() -> None:
    with pytest.raises(PhotoTruncatedError):
        read(dng()[: -WIDTH * HEIGHT])
    with pytest.raises(PhotoUnsupportedError, match="raw file of a kind not known"):
        read(encoded("TIFF", picture()), name="shot.nef")
