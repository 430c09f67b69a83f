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


@pytest.mark.parametrize("type_", [1, 3, 4, 6, 8, 9])
@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_an_orientation_of_any_whole_type(kind, order, type_):
    """BYTE, SHORT, LONG, SBYTE, SSHORT and SLONG: the standard wants SHORT, some writers do not."""
    block = exif_block(6, order=order, kind=type_)
    photo = read(encoded(kind, stored(6), exif=block))
    assert_upright(photo.rgb)
    assert (photo.origin.orientation, photo.notices) == (6, ())


@pytest.mark.parametrize("type_", [1, 8])
def test_heic_is_turned_by_its_container_alone(type_):
    """Not once more by EXIF, which says it again in a type that pillow-heif leaves there."""
    heif = pytest.importorskip("pillow_heif")
    memory = io.BytesIO()
    heif.from_pillow(stored(6)).save(memory, exif=exif_block(6, kind=type_), quality=95)
    assert_upright(read(memory.getvalue()).rgb)


@pytest.mark.parametrize("orientation", [3, 6])
def test_what_piexif_writes_is_read(orientation):
    """Big-endian, with more directories and a thumbnail beside the one that counts."""
    piexif = pytest.importorskip("piexif")
    said = {
        "0th": {piexif.ImageIFD.Orientation: orientation, piexif.ImageIFD.XResolution: (240, 1),
                piexif.ImageIFD.YResolution: (240, 1), piexif.ImageIFD.Make: "Nobody"},
        "Exif": {piexif.ExifIFD.LensMake: "None"},
        "GPS": {piexif.GPSIFD.GPSAltitude: (1, 1)},
        "1st": {piexif.ImageIFD.Orientation: 8},
        "thumbnail": encoded("JPEG", UPRIGHT.resize((24, 16))),
    }  # fmt: skip
    photo = read(encoded("JPEG", stored(orientation), exif=piexif.dump(said)))
    assert_upright(photo.rgb)
    assert photo.origin.orientation == orientation
    assert photo.origin.dpi == (240, 240)


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
