"""What PNG's chunks say of colour and transparency is honoured, in every depth."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from artline.photo.png import HDR, ODD
from artline.photo.profiles import SRGB
from artline.photo.read import read
from corpus import chunk, encoded
from made_profiles import DISPLAY_P3, rgb_profile

LINEAR, USUAL = 100_000, 45_455
"""gAMA of light itself, and of screens."""

ADOBE = (31_270, 32_900, 64_000, 33_000, 21_000, 71_000, 15_000, 6_000)
"""cHRM of Adobe RGB (1998)."""


def png(
    depth: int, kind: int, samples: list[Any], *chunks: bytes, interlaced: bool = False
) -> bytes:
    """One row of pixels, packed as the standard says."""
    row = np.array(samples)
    if depth == 16:
        packed = row.astype(">u2").tobytes()
    else:
        bits = np.unpackbits(row.astype(np.uint8).reshape(-1, 1), axis=1)[:, 8 - depth :]
        packed = np.packbits(bits.ravel()).tobytes()
    header = struct.pack(">LLBBBBB", len(row), 1, depth, kind, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" + packed)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunks) + body


def gamma(value: int) -> bytes:
    return chunk(b"gAMA", struct.pack(">L", value))


def primaries(values: tuple[int, ...]) -> bytes:
    return chunk(b"cHRM", struct.pack(">8L", *values))


def codes(colours: int, transfer: int) -> bytes:
    return chunk(b"cICP", bytes((colours, transfer, 0, 1)))


def key(*values: int) -> bytes:
    return chunk(b"tRNS", struct.pack(f">{len(values)}H", *values))


def shown(light: np.ndarray) -> np.ndarray:
    """Light, 0..1, as sRGB has it, 0..255 (IEC 61966-2-1)."""
    light = light.clip(0, 1)
    return 255 * np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


def to_xyz(values: tuple[float, ...]) -> np.ndarray:
    """RGB to XYZ of primaries that share the white of sRGB (SMPTE RP 177)."""
    points = np.array(values).reshape(4, 2)
    white, *rgb = (np.array([x / y, 1, (1 - x - y) / y]) for x, y in points)
    columns = np.stack(rgb, 1)
    return columns * np.linalg.solve(columns, white)


@pytest.mark.parametrize("depth", [1, 2, 4, 8, 16])
@pytest.mark.parametrize("place", range(2))
def test_a_transparent_level_of_grey(depth: int, place: int) -> None:
    """Pillow compares 2 and 4 bits with values of 8, and forgets it in 16."""
    top = 2**depth - 1
    levels = [0, 1, top - 1, top]
    photo = read(png(depth, 0, levels, key(levels[place])))
    assert photo.alpha is not None
    assert photo.alpha[0].tolist() == [0 if level == levels[place] else 255 for level in levels]
    opaque = [round(255 * level / top) for level in levels]
    meant = [255 if level == levels[place] else v for level, v in zip(levels, opaque, strict=True)]
    assert np.abs(photo.rgb[0, :, 0].astype(int) - meant).max() <= 1


@pytest.mark.parametrize("depth", [8, 16])
def test_a_transparent_colour(depth: int) -> None:
    """In 16 bits it is that colour alone, not every one of the same upper 8 bits."""
    unit = 257 if depth == 16 else 1
    colours = [[10 * unit, 20 * unit, 30 * unit], [10 * unit, 20 * unit, 30 * unit + 1], [0, 0, 0]]
    photo = read(png(depth, 2, colours, key(*colours[0])))
    assert photo.alpha is not None
    assert photo.alpha[0].tolist() == [0, 255, 255]
    assert np.abs(photo.rgb[0, 1].astype(int) - (10, 20, 30)).max() <= 1


@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize("value", [LINEAR, 55_556, 30_000, 200_000])
@pytest.mark.parametrize("kind", [0, 2])
def test_gamma_is_honoured(kind: int, value: int, depth: int) -> None:
    """Sample = light^gamma (PNG, 11.3.2.2); grey and RGB."""
    levels = np.array([12, 60, 128, 200, 255])
    samples = levels * 257 if depth == 16 else levels
    data = png(depth, kind, [[s] * (3 if kind else 1) for s in samples.tolist()], gamma(value))
    expected = shown((levels / 255) ** (100_000 / value))
    assert np.abs(read(data).rgb[0, :, 0] - expected).max() <= 2


def test_the_gamma_of_screens_is_srgb() -> None:
    colours = [[10, 100, 200], [255, 0, 9]]
    for more in ((), (primaries((31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000)),)):
        assert read(png(8, 2, colours, gamma(USUAL), *more)).rgb[0].tolist() == colours


def test_primaries_are_honoured() -> None:
    colours = np.array([[200, 100, 100], [60, 180, 60], [128, 128, 128], [255, 255, 255]])
    photo = read(png(8, 2, colours.tolist(), primaries(ADOBE), gamma(USUAL)))
    light = (colours / 255) ** 2.2
    back = np.linalg.inv(to_xyz(SRGB)) @ to_xyz(tuple(v / 100_000 for v in ADOBE))
    assert np.abs(photo.rgb[0] - shown(light @ back.T)).max() <= 2
    assert np.abs(photo.rgb[0].astype(int) - colours).max() > 10


def test_codes_are_honoured_before_all_else() -> None:
    """Display P3 by cICP; gamma, primaries and a profile for something else beside it."""
    colours = np.array([[200, 100, 100], [60, 180, 60], [128, 128, 128]])
    light = np.where(colours <= 10, colours / 255 / 12.92, ((colours / 255 + 0.055) / 1.055) ** 2.4)
    p3 = to_xyz((0.3127, 0.3290, 0.680, 0.320, 0.265, 0.690, 0.150, 0.060))
    expected = shown(light @ (np.linalg.inv(to_xyz(SRGB)) @ p3).T)
    wrong = zlib.compress(rgb_profile(DISPLAY_P3, 1.0, "wrong"))
    for others in ((), (gamma(LINEAR),), (chunk(b"iCCP", b"wrong\0\0" + wrong),)):
        photo = read(png(8, 2, colours.tolist(), codes(12, 13), *others))
        assert np.abs(photo.rgb[0] - expected).max() <= 2
    srgb = read(png(8, 2, colours.tolist(), codes(1, 13), chunk(b"iCCP", b"wrong\0\0" + wrong)))
    np.testing.assert_array_equal(srgb.rgb[0], colours)


@pytest.mark.parametrize("transfer", [16, 18])
def test_hdr_is_said(transfer: int) -> None:
    assert read(png(8, 2, [[9, 9, 9]], codes(9, transfer))).notices == (HDR,)


def test_srgb_and_profiles_go_before_gamma() -> None:
    colours = [[10, 100, 200], [255, 0, 9]]
    data = png(8, 2, colours, chunk(b"sRGB", b"\0"), gamma(LINEAR))
    assert read(data).rgb[0].tolist() == colours
    srgb = zlib.compress(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data = png(8, 2, colours, chunk(b"iCCP", b"srgb\0\0" + srgb), gamma(LINEAR))
    assert read(data).rgb[0].tolist() == colours


@pytest.mark.parametrize(
    "nonsense",
    [gamma(0), gamma(2**31), primaries((0,) * 8), primaries((9,) * 8)],
)
def test_nonsense_is_said_and_stops_no_photo(nonsense: bytes) -> None:
    photo = read(png(8, 2, [[1, 2, 3]], nonsense))
    assert photo.rgb[0].tolist() == [[1, 2, 3]]
    assert photo.notices == (ODD,)


@pytest.mark.parametrize("mode", ["P", "RGBA", "LA"])
def test_gamma_with_palette_and_transparency(mode: str) -> None:
    image = Image.new("RGBA", (4, 4), (60, 60, 60, 255)).convert(mode)
    data = encoded("PNG", image)
    photo = read(data[:33] + gamma(LINEAR) + data[33:])
    assert np.abs(photo.rgb[0, 0] - shown(np.full(3, 60 / 255))).max() <= 2


def test_other_chunks_change_nothing() -> None:
    """Significant bits, a background, a histogram, text, a time, physical size, unknown ones."""
    colours = [[10, 100, 200], [255, 0, 9]]
    others = (
        chunk(b"sBIT", b"\5\6\5"), chunk(b"bKGD", bytes(6)), chunk(b"tEXt", b"a\0b"),
        chunk(b"tIME", bytes((7, 232, 1, 1, 0, 0, 0))), chunk(b"pHYs", bytes(9)),
        chunk(b"prIv", b"x" * 70_000),
    )  # fmt: skip
    photo = read(png(8, 2, colours, *others))
    assert photo.rgb[0].tolist() == colours
    assert photo.notices == ()
