"""A photo is read right side up, whichever way the camera was held, and never turned twice."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from artline.photo.exif import parse
from artline.photo.orientation import as_stored, turned_shape
from artline.photo.read import read
from corpus import encoded, exif_block

WIDTH, HEIGHT = 96, 64
COLOURS = np.array([[(220, 30, 30), (30, 200, 30)], [(30, 30, 220), (230, 220, 40)]], np.uint8)
UPRIGHT = Image.fromarray(COLOURS.repeat(HEIGHT // 2, 0).repeat(WIDTH // 2, 1))

# What undoes each orientation, by Pillow's own turns: this is how the camera stored it.
STORING = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def stored(orientation: int) -> Image.Image:
    turn = STORING[orientation]
    return UPRIGHT if turn is None else UPRIGHT.transpose(turn)


def assert_upright(rgb: np.ndarray) -> None:
    assert rgb.shape == (HEIGHT, WIDTH, 3)
    quarters = rgb[HEIGHT // 4 :: HEIGHT // 2, WIDTH // 4 :: WIDTH // 2].astype(int)
    assert np.abs(quarters - COLOURS).max() < 25


@pytest.mark.parametrize("orientation", STORING)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_all_eight_orientations(kind, orientation):
    tag = Image.Exif()
    tag[0x0112] = orientation
    photo = read(encoded(kind, stored(orientation), exif=tag))
    assert_upright(photo.rgb)
    assert photo.origin.orientation == orientation


@pytest.mark.parametrize("orientation", STORING)
@pytest.mark.parametrize("kind", ["AVIF", "HEIF"])
def test_the_transform_of_the_container_is_applied_once(kind, orientation):
    """Both writers store the turn in the boxes irot and imir, and HEIC in EXIF as well."""
    tag = Image.Exif()
    tag[0x0112] = orientation
    memory = io.BytesIO()
    if kind == "AVIF":
        stored(orientation).save(memory, kind, exif=tag, quality=95)
    else:
        heif = pytest.importorskip("pillow_heif")
        heif.from_pillow(stored(orientation)).save(memory, exif=tag.tobytes(), quality=95)
    assert_upright(read(memory.getvalue()).rgb)


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_byte_orders(order):
    photo = read(encoded("JPEG", stored(6), exif=exif_block(6, order=order)))
    assert_upright(photo.rgb)


def test_alpha_is_turned_with_the_colours():
    image = UPRIGHT.copy()
    mask = Image.new("L", UPRIGHT.size, 255)
    mask.paste(0, (0, 0, WIDTH // 2, HEIGHT // 2))
    image.putalpha(mask)
    photo = read(encoded("PNG", image.transpose(STORING[8]), exif=exif_block(8)))
    np.testing.assert_array_equal(photo.alpha, np.asarray(mask))


def test_a_pillow_image_is_turned_too():
    data = encoded("JPEG", stored(5), exif=exif_block(5))
    assert_upright(read(Image.open(io.BytesIO(data))).rgb)
    tagged = Image.Exif()
    tagged[0x0112] = 7
    photo = read(Image.open(io.BytesIO(encoded("TIFF", stored(7), exif=tagged))))
    assert_upright(photo.rgb)


@pytest.mark.parametrize("value", [0, 9, 65535])
def test_an_absurd_orientation_is_ignored_with_a_notice(value):
    photo = read(encoded("JPEG", UPRIGHT, exif=exif_block(value)))
    assert_upright(photo.rgb)
    assert photo.origin.orientation == 1
    assert photo.notices == (f"EXIF orientation {value} is not one of 1 to 8; ignored it",)


def test_a_damaged_block_still_gives_the_orientation_it_holds():
    exif = parse(exif_block(6, count=60_000))
    assert exif.orientation == 6
    assert exif.notice is not None
    assert parse(exif_block(6)[:12]).orientation == 1
    assert parse(b"Exif\0\0II*\0\xff\xff\xff\xff").orientation == 1


@pytest.mark.parametrize("orientation", STORING)
def test_the_view_is_the_same_memory(orientation):
    upright = np.zeros((*turned_shape(2, 3, orientation), 3), np.uint8)
    view = as_stored(upright, orientation)
    assert view.shape == (2, 3, 3)
    assert np.shares_memory(view, upright)
