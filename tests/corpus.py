"""Bad and odd inputs, made in code: what a user's folder, or an attacker's, may hold.

`bad_files` and `bad_arrays` are imported by every test that must show that no input ends in a
traceback, a half-written file or a wrong exit code.
"""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from artline.errors import (
    PhotoError,
    PhotoMissingError,
    PhotoNotAnImageError,
    PhotoTooLargeError,
    PhotoTruncatedError,
    PhotoUnreadableError,
    PhotoUnsupportedError,
)

TRUNCATED_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF")
SUFFIXES = {"JPEG": "jpg", "TIFF": "tif"}


@dataclass(frozen=True)
class BadFile:
    """One input.

    Attributes:
        path: where it lies.
        error: the class it must be refused with, or None if it must be drawn.
        label: what is odd about it, in a few words.
    """

    path: Path
    error: type[PhotoError] | None
    label: str


@dataclass(frozen=True)
class BadArray:
    """One array that must be refused with `PhotoArrayError`, and a word its message must hold."""

    array: NDArray[np.generic]
    word: str
    label: str


def picture(width: int = 64, height: int = 48) -> Image.Image:
    """A small colour picture with detail all over, so that no format can shrink it to nothing."""
    rows, columns = np.mgrid[0:height, 0:width]
    noise = np.random.default_rng(7).integers(0, 60, (height, width, 3))
    ramp = np.stack([columns * 190 // width, rows * 190 // height, (rows + columns) % 190], -1)
    return Image.fromarray((ramp + noise).astype(np.uint8))


def encoded(kind: str, image: Image.Image | None = None, **options: object) -> bytes:
    """A picture as the bytes of a file."""
    memory = io.BytesIO()
    (image or picture()).save(memory, kind, **options)
    return memory.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    """A PNG chunk with its length and checksum."""
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def png_header(width: int, height: int, data: bytes = b"") -> bytes:
    """A grey PNG that claims a size and holds next to nothing."""
    header = chunk(b"IHDR", struct.pack(">LLBBBBB", width, height, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + header + body


def bmp_header(width: int, height: int) -> bytes:
    """A BMP that claims a size and holds no pixels."""
    info = struct.pack("<LllHHLLllLL", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<LHHL", 54, 0, 0, 54) + info


def gif_header(width: int, height: int) -> bytes:
    """A GIF that claims a size and holds one pixel's worth of data."""
    screen = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02\x02\x44\x01\x00"
    return screen + frame + b";"


def webp_header(width: int, height: int) -> bytes:
    """An extended WebP that claims a canvas and holds no frame."""
    canvas = struct.pack("<L", width - 1)[:3] + struct.pack("<L", height - 1)[:3]
    body = b"WEBPVP8X" + struct.pack("<L", 10) + b"\0\0\0\0" + canvas
    return b"RIFF" + struct.pack("<L", len(body)) + body


def exif_block(
    orientation: int,
    *,
    count: int = 1,
    next_directory: int = 0,
    order: str = "<",
    kind: int = 3,
) -> bytes:
    """An EXIF block with one tag, the orientation, stored as a whole number of some type.

    `count` and `next_directory` may lie.
    """
    mark = b"II*\0" if order == "<" else b"MM\0*"
    letter = {1: "B", 3: "H", 4: "L", 6: "b", 8: "h", 9: "l"}[kind]
    value = struct.pack(order + letter, orientation).ljust(4, b"\0")
    entry = struct.pack(order + "HHL", 0x0112, kind, 1) + value
    directory = struct.pack(order + "H", count) + entry + struct.pack(order + "L", next_directory)
    return b"Exif\0\0" + mark + struct.pack(order + "L", 8) + directory


def bad_files(folder: Path) -> list[BadFile]:
    """Write every bad or odd input under `folder` (which must exist) and list them.

    What this system cannot make (links and pipes on Windows, permissions as root) is left out.
    """
    found = [
        *_contents(folder),
        *_names(folder),
        *_odd_places(folder),
    ]
    assert len({bad.path for bad in found}) == len(found) >= 60
    return found


def bad_arrays() -> list[BadArray]:
    """Arrays that are no photo."""
    rgb = np.zeros((4, 5, 3), np.float32)
    nan, inf = rgb.copy(), rgb.copy()
    nan[1, 2, 0], inf[1, 2, 0] = np.nan, np.inf
    return [
        BadArray(np.zeros((0, 5, 3), np.uint8), "no pixels", "no rows"),
        BadArray(np.zeros((5, 0, 3), np.uint8), "no pixels", "no columns"),
        BadArray(np.zeros((0, 0), np.uint8), "no pixels", "nothing at all"),
        BadArray(np.zeros((5, 5, 0), np.uint8), "shape", "no channels"),
        BadArray(np.array(7, np.uint8), "shape", "a number"),
        BadArray(np.zeros(5, np.uint8), "shape", "a row"),
        BadArray(np.zeros((5, 5, 2), np.uint8), "shape", "two channels"),
        BadArray(np.zeros((5, 5, 5), np.uint8), "shape", "five channels"),
        BadArray(np.zeros((3, 5, 5), np.uint8), "moveaxis", "channels first"),
        BadArray(np.zeros((1, 5, 5, 3), np.uint8), "array[0]", "a batch"),
        BadArray(nan, "NaN", "a NaN"),
        BadArray(inf, "infinity", "an infinity"),
        BadArray(-inf, "infinity", "a negative infinity"),
        BadArray(rgb + 254, "divide by 255", "floats to 255"),
        BadArray(rgb + 65000, "divide by 65535", "floats to 65535"),
        BadArray(rgb - 0.5, "(array + 1) / 2", "floats from -1 to 1"),
        BadArray(rgb + 1e9, "scale them", "huge floats"),
        BadArray(rgb.astype(np.int64), "astype", "int64"),
        BadArray(rgb.astype(np.int8), "astype", "int8"),
        BadArray(rgb.astype(np.uint32), "astype", "uint32"),
        BadArray(rgb.astype(complex), "type complex128", "complex"),
        BadArray(rgb.astype(object), "type object", "objects"),
        BadArray(rgb.astype("U4"), "type <U4", "text"),
        BadArray(np.zeros((4, 5), "datetime64[s]"), "type datetime64", "dates"),
    ]


def _contents(folder: Path) -> Iterator[BadFile]:
    for name, data, error, label in (
        *_truncated(),
        *_not_pictures(),
        *_foreign(),
        *_bombs_and_voids(),
        *_odd_exif(),
        *_odd_shapes(),
    ):
        path = folder / name
        path.write_bytes(data)
        yield BadFile(path, error, label)


_Row = tuple[str, bytes, type[PhotoError] | None, str]


def _truncated() -> Iterator[_Row]:
    for kind in TRUNCATED_FORMATS:
        data = encoded(kind)
        suffix = SUFFIXES.get(kind, kind.lower())
        for tenth in range(1, 10):
            name = f"cut-at-{tenth}0-percent.{suffix}"
            yield (
                name,
                data[: len(data) * tenth // 10],
                PhotoTruncatedError,
                f"{kind} cut at {tenth}0 %",
            )


def _not_pictures() -> Iterator[_Row]:
    yield "empty.jpg", b"", PhotoNotAnImageError, "empty"
    yield "text.jpg", b"This is no picture.\n" * 40, PhotoNotAnImageError, "text inside"
    yield "text.png", "Straße\n".encode("utf-16"), PhotoNotAnImageError, "UTF-16 text inside"
    yield "page.webp", b"<!DOCTYPE html><p>404</p>", PhotoNotAnImageError, "a web page inside"
    yield "zeros.tif", bytes(4096), PhotoNotAnImageError, "zeros inside"
    yield "one-byte.gif", b"G", PhotoNotAnImageError, "one byte"
    yield "wrong-magic.jpg", b"\0\0" + encoded("JPEG")[2:], PhotoNotAnImageError, "wrong magic"
    yield "wrong-magic.png", b"?" + encoded("PNG")[1:], PhotoNotAnImageError, "wrong magic, PNG"
    yield "magic-only.jpg", b"\xff\xd8\xff\xe0", PhotoTruncatedError, "magic alone, JPEG"
    yield "magic-only.png", b"\x89PNG\r\n\x1a\n", PhotoTruncatedError, "magic alone, PNG"
    yield "magic-only.tif", b"II*\0", PhotoTruncatedError, "magic alone, TIFF"
    yield "magic-only.bmp", b"BM", PhotoTruncatedError, "magic alone, BMP"


def _foreign() -> Iterator[_Row]:
    refused = PhotoUnsupportedError
    yield "drawing.svg", b'<?xml version="1.0"?><svg xmlns="x"/>', refused, "SVG"
    yield "page.pdf", b"%PDF-1.7\n", refused, "PDF"
    yield "layers.psd", b"8BPS\0\1" + bytes(20), refused, "Photoshop"
    yield "favicon.ico", b"\0\0\1\0\1\0" + bytes(20), refused, "icon"
    yield (
        "camera.cr2",
        b"II*\0\x10\0\0\0CR\2\0" + bytes(40),
        PhotoTruncatedError,
        "Canon raw, its head alone",
    )
    yield "camera.nef", encoded("TIFF"), refused, "a TIFF with a raw's suffix"
    yield (
        "camera.raf",
        b"FUJIFILMCCD-RAW 0201" + bytes(20),
        PhotoTruncatedError,
        "Fuji raw, its head alone",
    )
    yield "picture.jxl", b"\xff\x0a" + bytes(20), PhotoTruncatedError, "JPEG XL, its head alone"
    yield "picture.jp2", b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(20), refused, "JPEG 2000"
    yield "clip.mp4", b"\0\0\0\x18ftypisom" + bytes(20), refused, "video"
    yield "papers.jpg", b"PK\3\4" + bytes(30), refused, "ZIP named jpg"


def _bombs_and_voids() -> Iterator[_Row]:
    large, cut = PhotoTooLargeError, PhotoTruncatedError
    yield "bomb.png", png_header(100_000, 100_000, bytes(100)), large, "PNG bomb"
    yield "bomb-max.png", png_header(2**31 - 1, 2**31 - 1), large, "PNG of 2^62 pixels"
    yield "bomb.gif", gif_header(65_535, 65_535), large, "GIF bomb"
    yield "bomb.bmp", bmp_header(60_000, 60_000), large, "BMP bomb"
    yield "bomb.webp", webp_header(16_000, 16_000), large, "WebP bomb"
    yield "bomb.tif", _huge_tiff(), large, "TIFF bomb"
    yield "bomb.jpg", _huge_jpeg(), large, "JPEG bomb"
    yield "hollow.png", png_header(10_000, 10_000), cut, "PNG of 100 megapixels, no data"
    yield "hollow.gif", gif_header(3_000, 3_000), cut, "GIF of 9 megapixels, no data"
    yield "zero-wide.png", png_header(0, 10), cut, "PNG 0 wide"
    yield "zero-high.png", png_header(10, 0), cut, "PNG 0 high"
    yield "zero.bmp", bmp_header(0, 0), cut, "BMP 0×0"
    yield "zero.gif", gif_header(0, 0), cut, "GIF 0×0"
    yield "negative.bmp", bmp_header(-5, 5), large, "BMP of negative width"


def _huge_jpeg() -> bytes:
    data = bytearray(encoded("JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = b"\xff\xff\xff\xff"
    return bytes(data)


def _huge_tiff() -> bytes:
    tags = [(256, 90_000), (257, 90_000), (258, 8), (259, 1), (262, 1), (273, 8), (279, 9)]
    entries = b"".join(struct.pack("<HHLL", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + entries + bytes(4)


def _odd_exif() -> Iterator[_Row]:
    block = exif_block(6)
    for name, exif, label in (
        ("exif-0.jpg", exif_block(0), "EXIF orientation 0"),
        ("exif-9.jpg", exif_block(9), "EXIF orientation 9"),
        ("exif-65535.jpg", exif_block(65_535), "EXIF orientation 65535"),
        ("exif-cut.jpg", block[:-8], "EXIF block cut"),
        ("exif-cut-header.jpg", block[:9], "EXIF header cut"),
        ("exif-long.jpg", exif_block(6, count=60_000), "EXIF of 60000 entries that are not there"),
        ("exif-loop.jpg", exif_block(6, next_directory=8), "EXIF directory that follows itself"),
        ("exif-noise.jpg", b"Exif\0\0" + bytes(range(256)), "EXIF of noise"),
    ):
        yield name, encoded("JPEG", exif=exif), None, label
    yield "exif-noise.png", encoded("PNG", exif=b"Exif\0\0noise"), None, "EXIF of noise in PNG"
    yield "profile-noise.jpg", encoded("JPEG", icc_profile=bytes(200)), None, "ICC of zeros"
    yield "dpi-0.jpg", encoded("JPEG", dpi=(0, 0)), None, "0 dpi"


def _odd_shapes() -> Iterator[_Row]:
    for width, height in ((1, 1), (1, 20_000), (20_000, 1)):
        name = f"{width}x{height}.png"
        yield name, encoded("PNG", picture(width, height)), None, f"{width}×{height}"
    yield "1x1.jpg", encoded("JPEG", picture(1, 1)), None, "1×1 JPEG"
    yield "png-inside.jpg", encoded("PNG"), None, "PNG named jpg"
    yield "no-suffix", encoded("JPEG"), None, "no suffix"
    yield "frames.gif", _animation("GIF"), None, "animated GIF"
    yield "frames.webp", _animation("WEBP"), None, "animated WebP"


def _animation(kind: str) -> bytes:
    frames = [picture(), picture().rotate(180)]
    return encoded(kind, frames[0], save_all=True, append_images=frames[1:])


def _names(folder: Path) -> Iterator[BadFile]:
    data = encoded("PNG", picture(8, 8))
    names = {
        "two words.png": "spaces in the name",
        "it's.png": "a quote in the name",
        "smile-😀.png": "an emoji in the name",
        "-rf.png": "a leading dash",
        "%s{0}$HOME.png": "format marks in the name",
        "näive-é.png": "a combining accent",
    }
    if os.name == "posix":
        names |= {
            'say "cheese".png': "double quotes in the name",
            "two\nlines.png": "a newline in the name",
            "bell\a\x1b[31m.png": "control characters in the name",
        }
    for name, label in names.items():
        path = folder / name
        path.write_bytes(data)
        yield BadFile(path, None, label)
    if os.name == "posix":
        path = folder / "two\nlines, empty.jpg"
        path.write_bytes(b"")
        yield BadFile(path, PhotoNotAnImageError, "a newline in a bad file's name")


def _odd_places(folder: Path) -> Iterator[BadFile]:
    inner = folder / "x.jpg"
    inner.mkdir()
    yield BadFile(inner, PhotoMissingError, "a folder named x.jpg")
    yield BadFile(folder / "nowhere.jpg", PhotoMissingError, "missing")
    yield BadFile(folder / "no" / "folder.jpg", PhotoMissingError, "missing folder")
    yield BadFile(folder / "empty.jpg" / "x.jpg", PhotoMissingError, "a file used as a folder")
    if os.name != "posix":
        return
    yield BadFile(Path("/dev/null"), PhotoUnreadableError, "a device")
    dangling, loop, pipe = folder / "dangling.jpg", folder / "loop.jpg", folder / "pipe.jpg"
    dangling.symlink_to(folder / "gone.jpg")
    yield BadFile(dangling, PhotoMissingError, "a link that leads nowhere")
    loop.symlink_to(loop)
    yield BadFile(loop, PhotoUnreadableError, "a link to itself")
    os.mkfifo(pipe)
    yield BadFile(pipe, PhotoUnreadableError, "a pipe that nobody writes to")
    if os.geteuid() != 0:
        locked = folder / "locked.jpg"
        locked.write_bytes(encoded("JPEG"))
        locked.chmod(0)
        yield BadFile(locked, PhotoUnreadableError, "no permission to read")
