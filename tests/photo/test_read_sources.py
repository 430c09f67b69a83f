"""Whatever the photo comes in (path, bytes, stream, Pillow image, array), it is the same photo."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from artline.errors import (
    PhotoArrayError,
    PhotoMissingError,
    PhotoNotAnImageError,
    PhotoTooLargeError,
    PhotoUnreadableError,
)
from artline.photo.read import read
from corpus import bad_arrays, encoded, picture

PNG = encoded("PNG")
PIXELS = np.asarray(picture())


class Pipe(io.RawIOBase):
    """A stream that gives a few bytes at a time and cannot be wound back, as a socket does."""

    def __init__(self, data: bytes) -> None:
        self._rest = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:
        piece = self._rest.read(min(len(buffer), 100))
        buffer[: len(piece)] = piece
        return len(piece)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "photo.png"
    file.write_bytes(PNG)
    return file


def test_every_source_gives_the_same_pixels(path):
    written = io.BytesIO()
    written.write(PNG)  # stands at its end, as whoever just wrote it leaves it
    with path.open("rb") as stream, Image.open(path) as image:
        for source in (
            path,
            str(path),
            PNG,
            bytearray(PNG),
            memoryview(PNG),
            stream,
            written,
            Pipe(PNG),
            image,
            picture(),
            PIXELS,
        ):
            np.testing.assert_array_equal(read(source).rgb, PIXELS)


def test_names_are_those_a_user_would_know(path):
    with path.open("rb") as stream:
        assert read(stream).name == str(path)
    assert read(path).name == str(path)
    assert read(PNG).name == "<bytes>"
    assert read(Pipe(PNG)).name == "<file>"
    assert read(PIXELS).name == "<array>"
    assert read(picture()).name == "<image>"
    assert read(PNG, name="<stdin>").name == "<stdin>"


def test_a_pipe_into_stdin():
    code = "import sys; from artline.photo.read import read; print(read(sys.stdin.buffer))"
    said = subprocess.run([sys.executable, "-c", code], input=PNG, capture_output=True, check=True)
    assert said.stdout.decode().strip() == "Photo('<stdin>', 64×48)"


def test_a_pillow_image_stays_as_it_was(path):
    with Image.open(path) as image:
        read(image)
        assert image.getpixel((3, 3)) == tuple(PIXELS[3, 3])
    made = Image.new("RGBA", (3, 2), (0, 0, 0, 0))
    assert read(made).rgb.min() == 255
    assert made.getpixel((0, 0)) == (0, 0, 0, 0)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "La", "P", "RGB", "RGBA", "RGBa", "RGBX"])
@pytest.mark.parametrize("size", [(1, 1), (5, 3)])
def test_pillow_images_of_every_mode(mode, size):
    photo = read(Image.new(mode, size))
    assert photo.rgb.shape == (size[1], size[0], 3)
    assert photo.origin.mode == mode


@pytest.mark.parametrize("mode", ["CMYK", "YCbCr", "LAB", "HSV", "I", "F", "I;16"])
def test_pillow_images_of_rare_modes(mode):
    assert read(Image.new(mode, (5, 3))).rgb.shape == (3, 5, 3)


def test_a_pillow_image_without_pixels_is_refused():
    with pytest.raises(PhotoArrayError, match="no pixels"):
        read(Image.new("RGB", (0, 4)))


@pytest.mark.parametrize(
    "array",
    [
        np.array([[0, 128, 255]], np.uint8),
        np.array([[[0], [128], [255]]], np.uint8),
        np.array([[0, 32895, 65535]], np.uint16),
        np.array([[0, 32895, 65535]], ">u2"),
        np.array([[0, 0.5, 1]], np.float16),
        np.array([[0, 0.5, 1]], np.float32),
        np.array([[-1e-4, 128 / 255, 1 + 1e-4]], np.float64),
        np.array([[0, 7, 128, 7, 255]], np.uint8)[:, ::2],
    ],
    ids=lambda a: f"{a.dtype}{a.shape}",
)
def test_arrays_of_every_type(array):
    photo = read(array)
    np.testing.assert_array_equal(photo.rgb, [[[0] * 3, [128] * 3, [255] * 3]])
    assert photo.alpha is None
    assert photo.origin.mode == array.dtype.name


def test_a_boolean_array_is_black_and_white():
    assert read(np.array([[True, False]])).rgb[0, :, 0].tolist() == [255, 0]


@pytest.mark.parametrize("top", [np.uint8(255), np.uint16(65535), np.float32(1)])
def test_four_channels_are_laid_on_white(top):
    array = np.array([[[1, 0, 0, 1], [1, 0, 0, 0]]], top.dtype) * top
    photo = read(array)
    assert photo.rgb[0].tolist() == [[255, 0, 0], [255] * 3]
    assert photo.alpha.tolist() == [[255, 0]]


def test_the_photo_does_not_follow_the_array():
    array = PIXELS.copy()
    photo = read(array)
    array[:] = 0
    np.testing.assert_array_equal(photo.rgb, PIXELS)


def test_an_array_larger_than_a_block_is_whole():
    array = np.random.default_rng(1).integers(0, 256, (700, 900, 3), np.uint8)
    np.testing.assert_array_equal(read(array).rgb, array)
    np.testing.assert_array_equal(read(encoded("PNG", Image.fromarray(array))).rgb, array)


@pytest.mark.parametrize("bad", bad_arrays(), ids=lambda bad: bad.label)
def test_bad_arrays_are_refused_in_one_line(bad):
    with pytest.raises(PhotoArrayError) as caught:
        read(bad.array, name="the array")
    message = str(caught.value)
    assert message.startswith("the array: ")
    assert bad.word in message
    assert "\n" not in message


def test_the_limit_holds_for_arrays_and_images():
    for source in (PIXELS, picture()):
        with pytest.raises(PhotoTooLargeError):
            read(source, max_pixels=64 * 48 - 1)


@pytest.mark.parametrize("source", [None, 7, 1.5, object(), [1, 2], {"a": 1}])
def test_other_things_are_refused(source):
    with pytest.raises(PhotoArrayError, match="neither a path"):
        read(source)


def test_streams_that_fail():
    closed = io.BytesIO(PNG)
    closed.close()
    with pytest.raises(PhotoUnreadableError, match="closed"):
        read(closed)
    with pytest.raises(PhotoNotAnImageError, match="binary"):
        read(io.StringIO("text"))
    with pytest.raises(PhotoNotAnImageError, match="empty"):
        read(Pipe(b""))


def test_an_endless_stream_ends():
    class Endless:
        def read(self, size: int) -> bytes:
            return bytes(size)

    with pytest.raises(PhotoTooLargeError, match="bytes"):
        read(Endless(), max_pixels=1)


def test_odd_paths():
    for odd in ("", "a\0b", "x" * 5000, "no/such/photo.jpg"):
        with pytest.raises((PhotoMissingError, PhotoUnreadableError)) as caught:
            read(odd)
        assert "\n" not in str(caught.value)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_no_permission(path):
    path.chmod(0)
    with pytest.raises(PhotoUnreadableError, match="permissions"):
        read(path)


def test_threads_read_at_once_and_pillow_is_left_alone():
    limit, results = Image.MAX_IMAGE_PIXELS, []

    def work() -> None:
        results.extend(read(PNG).rgb.sum() for _ in range(20))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 160
    assert set(results) == {PIXELS.sum()}
    assert limit == Image.MAX_IMAGE_PIXELS


def test_nothing_is_held_twice():
    """Numpy's and Python's share beside Pillow's own pixels: the result and small change."""
    data = encoded("JPEG", Image.new("RGB", (3000, 2000), "teal"))
    read(data)
    tracemalloc.start()
    photo = read(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1.35 * photo.rgb.nbytes


def test_importing_the_reader_does_not_import_pillow():
    code = "import sys, artline.photo.read; assert 'PIL' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
