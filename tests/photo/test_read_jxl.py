"""JPEG XL, written by imagecodecs, is read with the pixels that were written."""

from __future__ import annotations

import io

import imagecodecs
import numpy as np
import pytest
from PIL import Image

from artline.errors import PhotoTooLargeError, PhotoTruncatedError
from artline.photo.jxl import ANIMATED, head_of
from artline.photo.read import read
from corpus import encoded, exif_block, picture

PIXELS = np.asarray(picture())
GREY = PIXELS[..., 0].copy()


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.float32])
def test_grey_of_every_depth(kind: type) -> None:
    """Deeper than 8 bits imagecodecs writes light itself, and the profile says so."""
    values = {np.uint8: GREY, np.uint16: GREY.astype(np.uint16) * 257, np.float32: GREY / 255}
    photo = read(imagecodecs.jpegxl_encode(values[kind].astype(kind), lossless=True))
    linear = GREY / 255
    shown = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    expected = GREY if kind is np.uint8 else 255 * shown
    assert np.abs(photo.rgb[..., 1] - expected).max() <= 2


def test_colour_and_transparency() -> None:
    photo = read(imagecodecs.jpegxl_encode(PIXELS, lossless=True))
    np.testing.assert_array_equal(photo.rgb, PIXELS)
    assert (photo.origin.format, photo.notices) == ("JXL", ())
    with_alpha = np.dstack([PIXELS, np.full(GREY.shape, 51, np.uint8)])
    photo = read(imagecodecs.jpegxl_encode(with_alpha, lossless=True))
    assert photo.alpha is not None and photo.alpha[0, 0] == 51
    assert np.abs(photo.rgb - (255 - (255 - PIXELS.astype(float)) * 0.2)).max() <= 1


def test_a_packed_jpeg_is_that_jpeg() -> None:
    """With its own orientation."""
    jpeg = encoded("JPEG", picture(), exif=exif_block(6), quality=90)
    photo = read(imagecodecs.jpegxl_encode_jpeg(jpeg))
    np.testing.assert_array_equal(photo.rgb, read(jpeg).rgb)
    assert (photo.origin.format, photo.origin.orientation) == ("JXL", 6)


@pytest.mark.parametrize(
    "size", [(1, 1), (8, 8), (64, 48), (48, 64), (256, 256), (500, 281), (3, 2000)]
)
@pytest.mark.parametrize("boxed", [False, True])
def test_the_size_is_known_before_decoding(size: tuple[int, int], boxed: bool) -> None:
    image = np.zeros((size[1], size[0], 3), np.uint8)
    data = imagecodecs.jpegxl_encode(image, lossless=True, usecontainer=boxed)
    head = head_of(data)
    assert (head.width, head.height, head.animated) == (*size, False)
    with pytest.raises(PhotoTooLargeError):
        read(data, max_pixels=size[0] * size[1] - 1)


def test_an_animation_says_which_frame_was_drawn() -> None:
    frames = np.stack([PIXELS, 255 - PIXELS])
    photo = read(imagecodecs.jpegxl_encode(frames, lossless=True, photometric="rgb"))
    assert photo.notices == (ANIMATED,)
    np.testing.assert_array_equal(photo.rgb, 255 - PIXELS)


def test_a_file_cut_short_is_never_half_a_picture() -> None:
    data = imagecodecs.jpegxl_encode(PIXELS, lossless=True)
    for length in range(12, len(data) - 4, len(data) // 20):
        with pytest.raises(PhotoTruncatedError):
            read(data[:length])


def test_pillows_writer_is_read() -> None:
    pytest.importorskip("pillow_jxl.JpegXLImagePlugin")
    memory = io.BytesIO()
    Image.fromarray(PIXELS).save(memory, "JXL", lossless=True, exif=exif_block(1))
    np.testing.assert_array_equal(read(memory.getvalue()).rgb, PIXELS)
