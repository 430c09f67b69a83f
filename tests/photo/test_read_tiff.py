"""No layout of TIFF is read with wrong pixels without a word: each is right, or refused."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import tifffile

from artline.errors import ArtlineError, PhotoTruncatedError, PhotoUnsupportedError
from artline.photo.read import read
from artline.photo.tiff_pages import PASSED_OVER
from made_tiff import HEIGHT, WIDTH, Layout, layouts, levels, meant, written

NEAR = 2
"""Levels by which 8 bits may differ: rounding, once of the value and once on white."""

RGB = levels(Layout("RGB", "u1", False, None, "<", False, False)).astype(np.uint8)


def verdict(data: bytes, colours: np.ndarray) -> str:
    """The word right or wrong, or the class that refused it."""
    try:
        photo = read(data)
    except ArtlineError as refusal:
        return type(refusal).__name__
    same = photo.rgb.shape == colours.shape and np.abs(photo.rgb - colours).max() <= NEAR
    return "right" if same else "wrong"


def test_every_layout_without_compression_is_right_or_refused() -> None:
    """Deep planes in both byte orders, unsigned 32 bits, alpha in planes: what Pillow misreads."""
    found = {layout: verdict(written(layout), meant(layout)) for layout in layouts((None,))}
    assert not [layout for layout, said in found.items() if said not in ("right", UNREAD)]
    refused = {layout for layout, said in found.items() if said == UNREAD}
    assert {layout.kind for layout in refused if layout.type != "bool"} == {"CMYK and alpha"}


UNREAD = PhotoUnsupportedError.__name__


@pytest.mark.long
def test_every_layout_is_right_or_refused() -> None:
    counted = Counter(verdict(written(layout), meant(layout)) for layout in layouts())
    assert set(counted) == {"right", UNREAD}
    assert counted["right"] > 3_700


@pytest.mark.long
def test_every_layout_is_right_or_refused_without_imagecodecs(tmp_path: Path) -> None:
    """As a plain install is: what needs the extra names it."""
    every = [(written(layout), meant(layout)) for layout in layouts()]
    (tmp_path / "files").write_bytes(pickle.dumps(every))
    code = (
        "import sys; sys.modules['imagecodecs'] = None; sys.path[:0] = sys.argv[2:]\n"
        "import pickle; from collections import Counter; from pathlib import Path\n"
        "from test_read_tiff import verdict\n"
        "every = pickle.loads(Path(sys.argv[1]).read_bytes())\n"
        "print(Counter(verdict(data, colours) for data, colours in every))\n"
    )
    here = Path(__file__).parent
    said = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "files", here, here.parent],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    counted = eval(said, {"Counter": Counter})
    assert set(counted) == {"right", UNREAD}
    assert counted["right"] > 2_200


def test_the_extra_is_named_where_it_would_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("artline.photo.tiff_layouts.has_imagecodecs", lambda: False)
    layout = Layout("RGB", "f4", False, "lzw", "<", False, False)
    with pytest.raises(PhotoUnsupportedError, match=r'pip install "artline\[tiff\]"'):
        read(written(layout))


@pytest.mark.parametrize("scheme", ["JPEG2000", "APERIO_JP2000_RGB"])
def test_jpeg_2000_is_not_read_and_no_damage(scheme: str) -> None:
    memory = io.BytesIO()
    tifffile.imwrite(memory, RGB, photometric="rgb", compression=scheme)
    with pytest.raises(PhotoUnsupportedError, match="JPEG 2000"):
        read(memory.getvalue())


@pytest.mark.parametrize("scheme", ["webp", "jpegxl", "lerc", "jpeg"])
def test_rarer_compressions(scheme: str) -> None:
    """Lossless ones to the level; JPEG nearly."""
    memory = io.BytesIO()
    flat = np.full((48, 64, 3), (200, 100, 50), np.uint8)
    options = {"webp": {"lossless": True}, "jpegxl": {"lossless": True}}.get(scheme)
    tifffile.imwrite(memory, flat, photometric="rgb", compression=scheme, compressionargs=options)
    assert np.abs(read(memory.getvalue()).rgb.astype(int) - flat).max() <= NEAR


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("layout", ["u1", "u2"])
def test_a_small_copy_that_comes_first_is_passed_over(order: str, layout: str) -> None:
    """NewSubfileType 1 and 4, the old SubfileType 2, and the large picture below the small one."""
    pixels = RGB.astype(layout) * (257 if layout == "u2" else 1)
    small = np.ascontiguousarray(pixels[::4, ::4])
    files = {
        "reduced": [(small, {"subfiletype": 1}), (pixels, {})],
        "reduced page": [(small, {"subfiletype": 3}), (pixels, {"subfiletype": 2})],
        "mask": [(small, {"extratags": [(254, "I", 1, 4, True)]}), (pixels, {})],
        "old": [(small, {"extratags": [(255, "H", 1, 2, True)]}), (pixels, {})],
        "below": [(small, {"subfiletype": 1, "subifds": 1}), (pixels, {"subfiletype": 0})],
    }
    for name, pages in files.items():
        memory = io.BytesIO()
        with tifffile.TiffWriter(memory, byteorder=order) as writer:
            for page, options in pages:
                writer.write(page, photometric="rgb", metadata=None, **options)
        photo = read(memory.getvalue())
        assert (photo.notices, photo.origin.frames) == ((PASSED_OVER,), 1), name
        assert np.abs(photo.rgb.astype(int) - RGB).max() <= 1, name


def test_small_copies_behind_the_picture_are_not_counted() -> None:
    memory = io.BytesIO()
    with tifffile.TiffWriter(memory) as writer:
        for page, kind in ((RGB, 0), (RGB[::4, ::4].copy(), 1), (RGB, 2)):
            writer.write(page, photometric="rgb", subfiletype=kind, metadata=None)
    photo = read(memory.getvalue())
    assert photo.notices == ("TIFF: drew the first of 2 pages",)


@pytest.mark.parametrize("kind", ["B", "H", "I", "b", "h", "i"])
@pytest.mark.parametrize("layout", ["u1", "u2"])
def test_a_turn_of_any_type_is_applied(kind: str, layout: str) -> None:
    memory = io.BytesIO()
    pixels = RGB.astype(layout) * (257 if layout == "u2" else 1)
    tifffile.imwrite(memory, pixels, photometric="rgb", extratags=[(274, kind, 1, 6, True)])
    photo = read(memory.getvalue())
    assert photo.origin.orientation == 6
    assert np.abs(photo.rgb.astype(int) - np.rot90(RGB, -1)).max() <= 1


@pytest.mark.parametrize("bits", [2, 4, 12])
def test_odd_depths(bits: int) -> None:
    """Packed by imagecodecs, of which no other reader here shares a line."""
    tops = 2**bits - 1
    pixels = (np.arange(8 * 6).reshape(6, 8) * 5 % (tops + 1)).astype(
        np.uint16 if bits > 8 else "u1"
    )
    memory = io.BytesIO()
    tifffile.imwrite(memory, pixels, photometric="minisblack", bitspersample=bits)
    assert (
        np.abs(read(memory.getvalue()).rgb[..., 0] - pixels.astype(float) * 255 / tops).max() <= 1
    )


@pytest.mark.parametrize("compression", [None, "zlib", "lzw", "packbits"])
@pytest.mark.parametrize("layout", ["u1", "u2", "f4"])
def test_a_file_cut_short_is_never_half_a_picture(compression: str | None, layout: str) -> None:
    """Also where the directory stands at the front, and strips alone are missing."""
    data = written(Layout("RGB", layout, False, compression, "<", False, False))
    whole = read(data).rgb
    for length in range(16, len(data), max(1, len(data) // 40)):
        try:
            part = read(data[:length]).rgb
        except ArtlineError as refusal:
            assert isinstance(refusal, PhotoTruncatedError), refusal
        else:
            np.testing.assert_array_equal(part, whole)


def test_channels_that_are_no_colours_are_passed_over_with_a_notice() -> None:
    """Three bands that nobody calls red, green and blue; more than a photo has are refused."""
    memory = io.BytesIO()
    options = {"photometric": "minisblack", "planarconfig": "contig"}
    tifffile.imwrite(memory, RGB.astype(np.uint16) * 257, **options)
    photo = read(memory.getvalue())
    assert photo.notices == ("TIFF: passed over 2 more channels of every pixel",)
    np.testing.assert_array_equal(photo.rgb, np.repeat(RGB[..., :1], 3, -1))
    memory = io.BytesIO()
    tifffile.imwrite(memory, np.zeros((8, 8, 40), np.uint16), **options)
    with pytest.raises(PhotoUnsupportedError):
        read(memory.getvalue())


def test_profile_and_resolution_of_deep_pictures() -> None:
    memory = io.BytesIO()
    deep = RGB.astype(np.uint16) * 257
    tifffile.imwrite(memory, deep, photometric="rgb", resolution=(118.11, 118.11),
                     resolutionunit="CENTIMETER", iccprofile=b"noise")  # fmt: skip
    photo = read(memory.getvalue())
    assert photo.origin.dpi == pytest.approx((300, 300), abs=0.01)
    assert photo.notices == ("the ICC profile is damaged; took the colours as they are",)
    assert photo.rgb.shape == (HEIGHT, WIDTH, 3)
