"""No input, however damaged, ends in anything but a photo or one of our errors, in one line."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from artline.errors import ArtlineError
from artline.photo.read import read
from corpus import TRUNCATED_FORMATS, bad_files, encoded, exif_block, picture
from made_profiles import DISPLAY_P3, rgb_profile

MAX_PIXELS = 1_000_000


@pytest.fixture(scope="module")
def bad(tmp_path_factory):
    return bad_files(tmp_path_factory.mktemp("bad"))


def test_every_bad_file_ends_as_expected(bad):
    """All in one test, so that one run lists every surprise."""
    surprises = []
    for file in bad:
        try:
            photo = read(file.path)
            outcome, lines = None, photo.notices
        except ArtlineError as error:
            outcome, lines = type(error), (str(error),)
            if file.path.name.split("\n")[0] not in lines[0]:
                surprises.append(f"{file.label}: {lines[0]!r} does not name the file")
        if outcome is not file.error:
            surprises.append(f"{file.label}: {outcome} instead of {file.error}")
        surprises += [f"{file.label}: {line!r}" for line in lines if not line.isprintable()]
    assert surprises == []


def test_there_are_enough_of_them(bad):
    assert len(bad) >= 60
    assert len({file.error for file in bad}) >= 7


def _samples() -> dict[str, bytes]:
    image = picture(24, 16)
    profile = rgb_profile(DISPLAY_P3, 2.2, "wide")
    full = {"exif": exif_block(6), "icc_profile": profile}
    frames = {"save_all": True, "append_images": [image.rotate(180)]}
    samples = {
        kind: encoded(kind, image, **(full if kind in ("JPEG", "PNG", "WEBP", "AVIF") else {}))
        for kind in TRUNCATED_FORMATS
    }
    samples |= {
        "progressive JPEG": encoded("JPEG", image, progressive=True),
        "CMYK JPEG": encoded("JPEG", image.convert("CMYK")),
        "palette PNG": encoded("PNG", image.quantize(16), transparency=3),
        "16-bit PNG": encoded(
            "PNG", Image.fromarray(np.arange(384, dtype=np.uint16).reshape(16, 24))
        ),
        "animated PNG": encoded("PNG", image, **frames),
        "animated GIF": encoded("GIF", image, **frames),
        "animated WebP": encoded("WEBP", image, **frames),
        "lossless WebP": encoded("WEBP", image.convert("RGBA"), lossless=True),
        "TIFF pages": encoded("TIFF", image, **frames),
        "TIFF LZW": encoded("TIFF", image, compression="tiff_lzw", icc_profile=profile),
        "TIFF float": encoded("TIFF", image.convert("F")),
        "BMP palette": encoded("BMP", image.quantize(16)),
    }
    try:
        import pillow_heif
    except ImportError:
        return samples
    memory = io.BytesIO()
    pillow_heif.from_pillow(image).save(memory, exif=exif_block(6))
    return samples | {"HEIC": memory.getvalue()}


SAMPLES = _samples()


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A real file with some bytes changed, a slice repeated, dropped or cut off."""
    data = bytearray(SAMPLES[draw(st.sampled_from(sorted(SAMPLES)))])
    place = st.integers(0, len(data) - 1)
    # Headers are where damage is told apart; half of the changes go there.
    early = st.integers(0, min(160, len(data) - 1))
    for at in draw(st.lists(place | early, max_size=6)):
        data[at] = draw(st.sampled_from((0, 1, 0x7F, 0x80, 0xFE, 0xFF)) | st.integers(0, 255))
    first, last = sorted((draw(place), draw(place)))
    match draw(st.sampled_from(("keep", "keep", "cut", "drop", "repeat"))):
        case "cut":
            del data[last:]
        case "drop":
            del data[first:last]
        case "repeat":
            data[last:last] = data[first:last]
    return bytes(data)


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")
@settings(max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=damaged())
def test_damaged_files_never_escape(data):
    try:
        photo = read(data, max_pixels=MAX_PIXELS, name="it")
    except ArtlineError as error:
        assert str(error).startswith("it: ")
        assert str(error).isprintable()
    else:
        assert photo.rgb.dtype == np.uint8
        assert photo.rgb.shape == (photo.height, photo.width, 3)
        assert photo.width * photo.height <= MAX_PIXELS
        assert all(notice.isprintable() for notice in photo.notices)


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=64), name=st.text(max_size=8))
def test_noise_after_every_magic_never_escapes(data, name):
    for magic in (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM", b"GIF89a", b"II*\0", b"MM\0+", b""):
        with pytest.raises(ArtlineError) as caught:
            read(magic + data, name=name or "it")
        assert str(caught.value).isprintable()


@pytest.mark.parametrize("block", [b"", b"Exif\0\0", b"noise" * 9, exif_block(6, count=60_000)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_damaged_exif_stops_no_photo_and_warns_nobody(kind, block, recwarn):
    assert read(encoded(kind, exif=block)).width in (64, 48)
    assert [str(warning.message) for warning in recwarn] == []


@pytest.mark.parametrize("kind", TRUNCATED_FORMATS)
def test_a_file_cut_short_is_never_half_a_picture(kind, tmp_path: Path):
    """Either refused, or nothing of the picture was missing."""
    data = encoded(kind)
    whole = read(data).rgb
    for length in range(1, len(data), max(1, len(data) // 60)):
        try:
            part = read(data[:length]).rgb
        except ArtlineError:
            continue
        np.testing.assert_array_equal(part, whole)
