"""Every format and colour mode is read with the right pixels, and said to be what it is."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from artline.errors import PhotoTooLargeError, PhotoTruncatedError, PhotoUnsupportedError
from artline.photo.kinds import RAW, kind_of
from artline.photo.plugins import early_size
from artline.photo.read import read
from corpus import encoded, picture
from made_raw import dng

SOFT = Image.fromarray(
    np.stack([np.tile(np.linspace(30, 220, 64), (48, 1))] * 3, -1).astype(np.uint8)
)
"""A grey ramp, which lossy formats keep to a few levels."""


def heic(image: Image.Image, **options: object) -> bytes:
    pillow_heif = pytest.importorskip("pillow_heif")
    memory = io.BytesIO()
    pillow_heif.from_pillow(image).save(memory, quality=95, **options)
    return memory.getvalue()


def png(image: Image.Image, **options: object) -> bytes:
    return encoded("PNG", image, **options)


@pytest.mark.parametrize(
    ("kind", "options", "tolerance"),
    [
        ("JPEG", {"quality": 95}, 6),
        ("JPEG", {"quality": 95, "progressive": True}, 6),
        ("PNG", {}, 0),
        ("WEBP", {"quality": 95}, 8),
        ("WEBP", {"lossless": True}, 0),
        ("AVIF", {"quality": 95}, 8),
        ("TIFF", {}, 0),
        ("TIFF", {"compression": "tiff_lzw"}, 0),
        ("TIFF", {"compression": "tiff_deflate", "big_tiff": True}, 0),
        ("BMP", {}, 0),
        ("HEIF", {}, 8),
    ],
)
def test_each_format_gives_its_pixels(kind, options, tolerance):
    data = heic(SOFT) if kind == "HEIF" else encoded(kind, SOFT, **options)
    photo = read(data)
    assert photo.rgb.shape == (48, 64, 3)
    assert photo.rgb.dtype == np.uint8
    assert not photo.rgb.flags.writeable
    assert photo.alpha is None
    assert photo.notices == ()
    assert (photo.origin.format, photo.origin.mode, photo.origin.frames) == (kind, "RGB", 1)
    difference = np.abs(photo.rgb.astype(int) - np.asarray(SOFT))
    assert difference.max() <= tolerance


def test_a_palette_gives_its_colours():
    flat = Image.new("RGB", (6, 4), (10, 200, 30))
    flat.paste((250, 0, 90), (0, 0, 3, 4))
    for data in (png(flat.quantize(4)), encoded("GIF", flat), encoded("BMP", flat.quantize(4))):
        photo = read(data)
        assert photo.origin.mode == "P"
        np.testing.assert_array_equal(photo.rgb, np.asarray(flat))


def test_transparent_palette_entries_become_paper():
    image = Image.new("P", (4, 2), 1)
    image.putpalette([9, 9, 9, 200, 0, 0])
    image.putpixel((0, 0), 0)
    for data in (png(image, transparency=0), encoded("GIF", image, transparency=0)):
        photo = read(data)
        assert photo.rgb[0, 0].tolist() == [255, 255, 255]
        assert photo.rgb[1, 1].tolist() == [200, 0, 0]
        assert photo.alpha is not None
        assert photo.alpha[0, :2].tolist() == [0, 255]


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_alpha_is_laid_on_white_and_kept(kind):
    pixels = np.full((3, 4, 4), (100, 0, 200, 255), np.uint8)
    pixels[0, :, 3] = (0, 51, 128, 255)
    options = {"lossless": True, "exact": True} if kind == "WEBP" else {}
    photo = read(encoded(kind, Image.fromarray(pixels), **options))
    assert photo.alpha is not None
    assert photo.alpha[0].tolist() == [0, 51, 128, 255]
    assert photo.rgb[0].tolist() == [
        [255, 255, 255],
        [224, 204, 244],
        [177, 127, 227],
        [100, 0, 200],
    ]
    assert photo.rgb[2, 2].tolist() == [100, 0, 200]


def test_an_opaque_alpha_is_dropped():
    assert read(png(picture().convert("RGBA"))).alpha is None


def test_grey_with_alpha_and_grey_with_a_transparent_level():
    both = read(png(Image.fromarray(np.array([[[40, 255], [40, 0]]], np.uint8), "LA")))
    assert both.rgb[0].tolist() == [[40] * 3, [255] * 3]
    keyed = read(png(Image.fromarray(np.array([[40, 41]], np.uint8)), transparency=41))
    assert keyed.rgb[0].tolist() == [[40] * 3, [255] * 3]
    assert keyed.alpha is not None


def test_rgb_with_a_transparent_colour():
    image = Image.fromarray(np.array([[[1, 2, 3], [4, 5, 6]]], np.uint8))
    photo = read(png(image, transparency=(1, 2, 3)))
    assert photo.rgb[0].tolist() == [[255] * 3, [4, 5, 6]]


def test_one_bit_is_black_and_white():
    image = picture().convert("1")
    for data in (png(image), encoded("TIFF", image, compression="group4"), encoded("BMP", image)):
        np.testing.assert_array_equal(read(data).rgb[..., 1], np.asarray(image.convert("L")))


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bit_grey_is_scaled_not_clipped(kind):
    deep = np.array([[0, 257, 32895, 65535]], np.uint16)
    photo = read(encoded(kind, Image.fromarray(deep)))
    assert photo.rgb[0, :, 0].tolist() == [0, 1, 128, 255]
    assert photo.origin.mode.startswith("I;16")


def tiff(pixels: np.ndarray, **options: object) -> bytes:
    tifffile = pytest.importorskip("tifffile")
    memory = io.BytesIO()
    tifffile.imwrite(memory, pixels, **options)
    return memory.getvalue()


def test_sixteen_bit_rgb_tiff():
    deep = np.full((2, 3, 3), (0, 32896, 65535), np.uint16)
    assert read(tiff(deep, photometric="rgb")).rgb[1, 1].tolist() == [0, 128, 255]


@pytest.mark.parametrize("order", ["<", ">"])
def test_tiff_that_counts_from_white_is_turned_over(order):
    pixels = np.array([[0, 65535]], np.uint16)
    data = tiff(pixels, photometric="miniswhite", byteorder=order)
    try:
        photo = read(data)
    except PhotoUnsupportedError:
        assert order == ">", "Pillow reads this layout in little-endian files"
    else:
        assert photo.rgb[0, :, 0].tolist() == [255, 0]


@pytest.mark.parametrize(
    ("values", "expected", "remark"),
    [
        (np.array([[0, 0.5, 1]], np.float32), [0, 128, 255], False),
        (np.array([[0, 51, 255]], np.float32), [0, 51, 255], False),
        (np.array([[0, 32896, 65535]], np.float32), [0, 128, 255], False),
        (np.array([[-1, 0, 1]], np.float32), [0, 128, 255], True),
        (np.array([[0, 51, 255]], np.int32), [0, 51, 255], False),
        (np.array([[0, 32896, 65535]], np.int32), [0, 128, 255], False),
        (np.array([[-1000, 0, 1000]], np.int32), [0, 128, 255], True),
    ],
)
def test_thirty_two_bits_are_scaled_by_their_range(values, expected, remark):
    photo = read(tiff(values))
    assert photo.rgb[0, :, 0].tolist() == expected
    assert bool(photo.notices) == remark


def test_float_tiff_with_nan_is_refused():
    with pytest.raises(PhotoUnsupportedError, match="NaN"):
        read(tiff(np.array([[0, np.nan]], np.float32)))


def test_a_flat_float_picture_is_read():
    assert read(tiff(np.full((3, 3), 1e6, np.float32))).rgb.shape == (3, 3, 3)


def test_a_pixel_layout_without_decoder_is_unsupported_not_damaged():
    inks = np.zeros((4, 4, 5), np.float32)
    data = tiff(inks, photometric="separated", extrasamples=["unassalpha"], planarconfig="contig")
    with pytest.raises(PhotoUnsupportedError, match="rare pixel layout"):
        read(data)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF", "AVIF"])
def test_the_first_frame_is_drawn_with_a_notice(kind):
    frames = [Image.new("RGB", (20, 10), c) for c in ("red", "blue", "lime")]
    photo = read(encoded(kind, frames[0], save_all=True, append_images=frames[1:]))
    assert photo.origin.frames == 3
    unit = "pages" if kind == "TIFF" else "frames"
    assert photo.notices == (f"{kind}: drew the first of 3 {unit}",)
    assert np.abs(photo.rgb.astype(int) - (255, 0, 0)).max() <= 4


def test_heic_without_the_extra_names_the_pip_command():
    """The extra is taken away in a fresh interpreter, by Python's own mark for "not here"."""
    code = (
        "import sys; sys.modules['pillow_heif'] = None\n"
        "from artline.photo.read import read\n"
        "from artline.errors import PhotoUnsupportedError\n"
        "try: read(sys.stdin.buffer)\n"
        "except PhotoUnsupportedError as error: print(error)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], check=True, input=heic(SOFT), capture_output=True
    )
    assert said.stdout.decode().strip() == (
        '<stdin>: HEIC needs one more package; pip install "artline[heif]"'
    )


@pytest.mark.parametrize(
    ("package", "data", "words"),
    [
        ("pillow_jxl", b"\xff\x0a\xfa\x17\x19" + bytes(60), "JPEG XL needs one more package"),
        ("rawpy", dng(), "camera raw files need one more package"),
    ],
)
def test_without_its_extra_a_kind_names_the_pip_command(monkeypatch, package, data, words):
    """Python's own mark for "not here"."""
    monkeypatch.setitem(sys.modules, package, None)
    extra = {"pillow_jxl": "jxl", "rawpy": "raw"}[package]
    with pytest.raises(PhotoUnsupportedError) as caught:
        read(data)
    assert str(caught.value) == f'<bytes>: {words}; pip install "artline[{extra}]"'


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIF"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "AVIF"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1heicmiaf", "HEIF"),
        (b"\0\0\0\x18ftypmsf1\0\0\0\0msf1hevc", "HEIF"),
        (b"\0\0\0\x18ftypavis\0\0\0\0avifavis", "AVIF"),
    ],
)
def test_heic_and_avif_are_told_apart_by_their_brands(head, kind):
    assert kind_of(head) == kind


def test_a_raw_is_known_by_suffix_and_by_its_tags():
    assert kind_of(encoded("TIFF"), "shot.NEF") == RAW
    assert read(dng(), name="shot.tif").origin.format == RAW


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF", "BMP", "GIF", "HEIF"])
def test_the_limit_holds_for_every_format(kind):
    data = heic(picture()) if kind == "HEIF" else encoded(kind)
    assert read(data, max_pixels=64 * 48).width == 64
    with pytest.raises(PhotoTooLargeError, match=r"64×48.*3,071.*--max-pixels"):
        read(data, max_pixels=64 * 48 - 1)


def test_more_pixels_than_pillow_likes_are_read_quietly(recwarn):
    """Pillow warns from 89 and refuses from 179 megapixels; the caller's limit alone counts.

    Both files are cut in their pixels, so that they reach the decoder and go no further.
    """
    wide = Image.new("1", (19_000, 10_000))
    for data in (encoded("PNG", wide), encoded("TIFF", wide)):
        with pytest.raises(PhotoTooLargeError):
            read(data, max_pixels=100_000_000)
        with pytest.raises(PhotoTruncatedError):
            read(data[:-40], max_pixels=190_000_000)
    assert [str(warning.message) for warning in recwarn] == []
    assert Image.MAX_IMAGE_PIXELS == 89_478_485


@pytest.mark.parametrize(
    "options", [{}, {"lossless": True}, {"exif": b"Exif\0\0MM\0*"}], ids=["VP8", "VP8L", "VP8X"]
)
def test_the_size_of_a_webp_is_known_before_its_plugin_runs(options):
    data = encoded("WEBP", picture(61, 47), **options)
    assert early_size("WEBP", data) == (61, 47)


def test_a_tiff_without_its_directory_is_refused_without_a_warning(recwarn):
    for options in ({"compression": "tiff_lzw"}, {"compression": "tiff_lzw", "big_tiff": True}):
        data = encoded("TIFF", **options)
        with pytest.raises(PhotoTruncatedError):
            read(data[: len(data) // 2])
    assert [str(warning.message) for warning in recwarn] == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a limit on memory")
def test_too_little_memory_is_said_so():
    """A real shortage: the interpreter may have 700 MB, the picture wants more."""
    code = (
        "import resource, sys; sys.path[:0] = sys.argv[1:]\n"
        "from corpus import png_header\n"
        "from artline.photo.read import read\n"
        "from artline.errors import MemoryShortError\n"
        "data = png_header(14_000, 14_000).replace(b'\\x08\\0\\0\\0\\0', b'\\x08\\2\\0\\0\\0')\n"
        "resource.setrlimit(resource.RLIMIT_AS, (700 << 20,) * 2)\n"
        "import zlib\n"
        "data = data[:29] + zlib.crc32(data[12:29]).to_bytes(4, 'big') + data[33:]\n"
        "try: read(data)\n"
        "except MemoryShortError as error: print(error)"
    )
    tests = str(Path(__file__).parents[1])
    said = subprocess.run(
        [sys.executable, "-c", code, tests], check=True, capture_output=True, text=True
    )
    assert said.stdout.startswith("<bytes>: not enough memory")


def test_the_resolution_is_kept_where_it_is_plausible():
    exif = Image.Exif()
    exif[282], exif[283], exif[296] = 118.11, 118.11, 3
    assert read(encoded("JPEG", dpi=(300, 300))).origin.dpi == (300, 300)
    assert read(encoded("TIFF", dpi=(240, 240))).origin.dpi == (240, 240)
    assert read(encoded("JPEG", exif=exif)).origin.dpi == pytest.approx((300, 300), abs=0.1)
    assert read(encoded("JPEG")).origin.dpi is None
    assert read(encoded("TIFF", dpi=(1e9, 1e9))).origin.dpi is None
    assert read(encoded("JPEG", dpi=(0, 0))).origin.dpi is None


def test_metadata_is_kept_aside():
    exif = Image.Exif()
    exif[271] = "Maker"
    packet = b"<x:xmpmeta/>"
    for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
        origin = read(encoded(kind, exif=exif, xmp=packet)).origin
        assert b"Maker" in origin.exif
        assert origin.xmp == packet or kind == "PNG"
