"""A JPEG is drawn if it is whole, and refused if anything of its picture is not."""

from __future__ import annotations

import csv
import io
import struct
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
from PIL import Image

from artline.errors import ArtlineError, PhotoTruncatedError, PhotoUnsupportedError
from artline.photo.jpeg import LEFT, NO_END, STRAY
from artline.photo.jpeg_structure import structure_of
from artline.photo.read import read
from corpus import encoded, picture

ROOT = Path(__file__).parents[2]
SHARED = Path("/work/shared/data")
LOST = 200
"""Bytes that are lost at a time."""

KINDS: dict[str, dict[str, Any]] = {
    "baseline": {},
    "own tables": {"optimize": True},
    "progressive": {"progressive": True},
    "full colour": {"subsampling": 0},
    "restarts": {"restart_marker_rows": 4},
    "progressive, restarts": {"progressive": True, "restart_marker_rows": 4},
}


def portraits(side: int = 480) -> list[Image.Image]:
    """Photos of people, small."""
    found = sorted((ROOT / "examples/photos").glob("*.jpg"))[:3]
    return [Image.open(path).convert("RGB").resize((side, side)) for path in found]


def holed(data: bytes, rng: np.random.Generator | None = None) -> Iterator[bytes]:
    """The file with some bytes lost at every twentieth of it, but for its first bytes."""
    for twentieth in range(20):
        at = max(2, len(data) * twentieth // 20)
        filling = bytes(LOST) if rng is None else rng.bytes(LOST)
        yield data[:at] + filling + data[at + LOST :]


def drawn(data: bytes, whole: np.ndarray) -> str:
    """How a file was taken: refused, with a notice, the same as before, or otherwise."""
    try:
        photo = read(data)
    except ArtlineError as refusal:
        assert "\n" not in str(refusal)
        return "refused"
    if photo.notices:
        return "notice"
    return "same" if np.array_equal(photo.rgb, whole) else "without a word"


@pytest.mark.parametrize("kind", KINDS)
def test_zeroed_bytes_are_never_drawn_without_a_word(kind: str) -> None:
    for image in portraits()[:1]:
        data = encoded("JPEG", image, quality=90, **KINDS[kind])
        whole = read(data).rgb
        assert {drawn(each, whole) for each in holed(data)} <= {"refused", "same"}


@pytest.mark.long
@pytest.mark.parametrize("grey", [False, True])
@pytest.mark.parametrize("quality", [75, 90, 97])
@pytest.mark.parametrize("kind", KINDS)
def test_zeroed_bytes_are_never_drawn_without_a_word_at_any_quality(
    kind: str, quality: int, grey: bool
) -> None:
    for image in portraits():
        made = image.convert("L") if grey else image
        data = encoded("JPEG", made, quality=quality, **KINDS[kind])
        whole = read(data).rgb
        assert {drawn(each, whole) for each in holed(data)} <= {"refused", "same"}


def test_of_random_bytes_few_are_drawn_without_a_word() -> None:
    """Some codes fall in step again after as many blocks as were lost; no decoder can tell."""
    rng, counted = np.random.default_rng(0), Counter[str]()
    for image in portraits()[:2]:
        for options in KINDS.values():
            data = encoded("JPEG", image, quality=90, **options)
            whole = read(data).rgb
            counted.update(drawn(each, whole) for each in holed(data, rng))
    print(counted)
    assert counted["without a word"] <= 0.06 * counted.total()


@pytest.mark.parametrize("kind", KINDS)
def test_one_that_lacks_only_its_end_is_drawn(kind: str) -> None:
    data = encoded("JPEG", portraits()[0], **KINDS[kind])
    whole = read(data)
    assert whole.notices == ()
    for cut in (data[:-2], data[:-1]):
        photo = read(cut)
        np.testing.assert_array_equal(photo.rgb, whole.rgb)
        assert photo.notices == (NO_END,)
    for cut in (data[:-12], data[: len(data) // 2]):
        with pytest.raises(PhotoTruncatedError, match="--damaged"):
            read(cut)


def test_a_progressive_one_is_not_whole_before_its_last_scan() -> None:
    """At the end of every scan a picture is there, and its details are not."""
    data = encoded("JPEG", portraits()[0], progressive=True)
    scans = structure_of(data).scans
    assert len(scans) > 5
    for scan in scans[:-1]:
        with pytest.raises(PhotoTruncatedError):
            read(data[: scan.end])
        assert drawn(data[: scan.end] + b"\xff\xd9", read(data).rgb) in ("refused", "notice")


def test_an_end_that_comes_too_early_is_no_end() -> None:
    data = encoded("JPEG", portraits()[0])
    with pytest.raises(PhotoTruncatedError):
        read(data[: len(data) // 2] + b"\xff\xd9")


def test_what_follows_the_end_does_not_matter() -> None:
    """Motion photos, gain maps, trailers of phones, padding."""
    data = encoded("JPEG", portraits()[0])
    whole = read(data).rgb
    for more in (bytes(5000), b"\xff\xd8\xff" + bytes(99), data, b"SEFT"):
        photo = read(data + more)
        np.testing.assert_array_equal(photo.rgb, whole)
        assert photo.notices == ()


def test_a_few_stray_bytes_before_the_end_are_told() -> None:
    """A decoder reads up to seven beforehand and does not see them as stray."""
    data = encoded("JPEG", picture())
    for count in (1, 2, 4, 16):
        photo = read(data[:-2] + bytes(count) + b"\xff\xd9")
        np.testing.assert_array_equal(photo.rgb, read(data).rgb)
        assert photo.notices == (STRAY,) or (count < 8 and not photo.notices)


def test_headers_with_harmless_oddities_are_drawn() -> None:
    """A version of JFIF that is none; an end of the spectrum that baseline does not have."""
    data = encoded("JPEG", picture())
    version, spectrum = data.index(b"JFIF\0") + 5, data.index(b"\xff\xda") + 12
    for at in (version, spectrum):
        odd = data[:at] + b"\x07" + data[at + 1 :]
        photo = read(odd)
        np.testing.assert_array_equal(photo.rgb, read(data).rgb)
        assert photo.notices == ()


def test_a_table_with_a_step_of_nothing_is_damage() -> None:
    data = bytearray(encoded("JPEG", picture()))
    at = data.index(b"\xff\xdb") + 5
    data[at + 3 : at + 9] = bytes(6)
    with pytest.raises(PhotoTruncatedError):
        read(bytes(data))


def flat(colour: Any) -> Image.Image:
    """A head on a wide ground of one colour, as shops' and passports' photos are."""
    ground = Image.new("RGB", (1200, 1000), colour)
    ground.paste(portraits(320)[0], (430, 350))
    return ground


@pytest.mark.parametrize("colour", ["white", "black", "teal", (200, 30, 40), (255, 255, 254)])
@pytest.mark.parametrize("kind", KINDS)
def test_flat_grounds_are_not_taken_for_damage(kind: str, colour: Any) -> None:
    """Their codes may be zeros, hundreds of bytes long."""
    for quality in (60, 95):
        assert read(encoded("JPEG", flat(colour), quality=quality, **KINDS[kind])).notices == ()


def test_some_flat_ground_is_a_long_run_of_zeros() -> None:
    """Or the test above would protect nothing."""
    runs = [
        bytes(32) in encoded("JPEG", flat(colour), quality=60, **options)
        for colour in ("white", "black", "teal", (200, 30, 40))
        for options in KINDS.values()
    ]
    assert any(runs)


@pytest.mark.long
@pytest.mark.skipif(not SHARED.exists(), reason="the photos lie beside the project")
def test_every_photo_at_hand_is_read() -> None:
    listed = (SHARED / "photos.csv").read_text().splitlines()
    names = [row["file"] for row in csv.DictReader(listed)]
    said = Counter(read(SHARED / "photos" / name).notices for name in names)
    assert said == {(): len(names)}
    assert len(names) > 400


def test_damaged_ones_are_drawn_where_that_is_wanted() -> None:
    data = encoded("JPEG", portraits()[0], quality=90)
    whole = read(data).rgb
    seen = Counter[bool]()
    for each in list(holed(data))[2:]:
        with pytest.raises(PhotoTruncatedError, match=r"--damaged \(damaged=True in Python\)"):
            read(each)
        photo = read(each, damaged=True)
        assert photo.notices == (LEFT,)
        assert photo.rgb.shape == whole.shape
        seen[bool(np.array_equal(photo.rgb[:16], whole[:16]))] += 1
    assert seen[True] > seen[False]
    half = read(data[: len(data) // 2], damaged=True)
    assert half.notices == (LEFT,)
    np.testing.assert_array_equal(half.rgb[:100], whole[:100])


def test_where_nothing_is_left_even_that_is_refused() -> None:
    data = encoded("JPEG", picture())
    for nothing in (data[:60], data[:4], b"\xff\xd8\xff" + bytes(400)):
        with pytest.raises(PhotoTruncatedError) as caught:
            read(nothing, damaged=True)
        assert "--damaged" not in str(caught.value)


def test_damaged_changes_nothing_of_what_is_whole() -> None:
    data = encoded("JPEG", portraits()[0])
    photo = read(data, damaged=True)
    np.testing.assert_array_equal(photo.rgb, read(data).rgb)
    assert photo.notices == ()


@pytest.mark.parametrize("sampling", ["444", "422", "420", "411", "440"])
def test_every_sampling_of_colour(sampling: str) -> None:
    """As Pillow's decoder has it, pixel by pixel."""
    data = imagecodecs.jpeg8_encode(np.asarray(portraits()[0]), subsampling=sampling)
    np.testing.assert_array_equal(read(data).rgb, np.asarray(Image.open(io.BytesIO(data))))


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_colour_as_another_decoder_has_it(kind: str, mode: str) -> None:
    options = {k: v for k, v in KINDS[kind].items() if mode == "RGB" or k != "subsampling"}
    data = encoded("JPEG", portraits()[0].convert(mode), **options)
    other = Image.open(io.BytesIO(data)).convert("RGB")
    np.testing.assert_array_equal(read(data).rgb, np.asarray(other))


def test_rare_samplings_are_left_to_pillow() -> None:
    """Colour sampled in a way that simplejpeg does not know: 1×1 beside 2×1 of each."""
    data = bytearray(encoded("JPEG", Image.new("RGB", (64, 48), "teal"), subsampling=0))
    at = data.index(b"\xff\xc0") + 11
    data[at], data[at + 3], data[at + 6] = 0x11, 0x11, 0x11
    assert read(bytes(data)).rgb.shape == (48, 64, 3)


GREY = np.asarray(picture().convert("L"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (imagecodecs.jpegls_encode(GREY), "JPEG-LS"),
        (imagecodecs.ljpeg_encode(GREY.astype(np.uint16)), "lossless JPEG"),
        (imagecodecs.jpeg8_encode(GREY.astype(np.uint16) * 16, bitspersample=12), "of 12 bits"),
    ],
)
def test_what_is_called_jpeg_and_is_another_kind_is_named(data: bytes, words: str) -> None:
    with pytest.raises(PhotoUnsupportedError, match=f"{words}.* is not read here; convert it"):
        read(data)


def mpo(kind: int) -> bytes:
    """Two pictures in one file; what the second is to the first is said by a number."""
    memory = io.BytesIO()
    picture().save(memory, "MPO", save_all=True, append_images=[picture().rotate(180)])
    data = memory.getvalue()
    first = data.index(b"MPF\0") + 4 + 8 + 2 + 3 * 12 + 4  # behind a directory of three tags
    assert data[first : first + 4] == struct.pack("<L", 0x030000)
    for entry in (first, first + 16):
        data = data[:entry] + struct.pack("<L", kind) + data[entry + 4 :]
    return data


@pytest.mark.parametrize("kind", [0x020001, 0x020002, 0x020003])
def test_views_of_an_mpo_are_counted(kind: int) -> None:
    photo = read(mpo(kind), name="shot.mpo")
    np.testing.assert_array_equal(photo.rgb, read(encoded("JPEG", picture())).rgb)
    assert photo.notices == ("JPEG: drew the first of 2 pictures",)


@pytest.mark.parametrize("kind", [0x000000, 0x010001, 0x010002])
def test_gain_maps_and_thumbnails_are_no_pictures(kind: int) -> None:
    assert read(mpo(kind)).notices == ()
