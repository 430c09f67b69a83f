"""What nobody asked to tell: no private thing leaves a photo, in whatever file, into whatever."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from artline.options.places import PICTURES
from artline.output import raster
from artline.pipeline import read
from made_private import (
    CONTAINERS,
    XMP_STAYS,
    private_exif,
    private_iptc,
    private_photo,
    private_xmp,
)

FORMATS = tuple(PICTURES)


def drawn(photo: bytes, name: str) -> bytes:
    """A file with the photo's metadata as --keep-metadata keeps it."""
    origin = read(photo).origin
    grey = read(photo).rgb[..., 0]
    return raster.encode(grey, name, exif=origin.exif, xmp=origin.xmp, iptc=origin.iptc)


def secrets(found: bytes) -> list[bytes]:
    """What lies around every private word in a file, in 8 or 16 bits a letter."""
    words = ("SECRET".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
    return [found[at - 40 : at + 40] for word in words if (at := found.find(word)) >= 0]


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("name", FORMATS)
def test_nothing_private_goes_along(container: str, name: str) -> None:
    """Protects the sitter: positions, places, names, serial numbers, histories, thumbnails."""
    photo = private_photo(container)
    assert b"SECRET" in photo
    made = drawn(photo, name)
    assert not secrets(made)
    with Image.open(BytesIO(made)) as image:
        block = image.getexif()
        assert 34853 not in block
        assert set(block.get_ifd(34665)) <= {36867, 36868}
        assert not block.get_ifd(1)
        assert block.get(274, 1) == 1


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("name", FORMATS)
def test_rights_creator_dates_description_and_camera_stay(container: str, name: str) -> None:
    """Protects what the option promises to keep, with its accents, from every kind of photo."""
    made = drawn(private_photo(container), name)
    words = [f"STAYS-{word}" for word in XMP_STAYS]
    words += ["caption Zürich", "artist Zoë", "STAYS-photographer\0STAYS-editor", "STAYS-model"]
    words += ["creativecommons.org/STAYS", "2024-05-06T07:08:09.25<", "2024-05-06T07:08:09Z"]
    assert [word for word in words if word.encode() not in made] == []
    assert "STAYS-xpauthor".encode("utf-16-le") in made
    assert made.count(b"2024:05:06 07:08:09") == 2
    assert b"05:45" not in made


@pytest.mark.parametrize("container", ["JPEG", "PNG", "TIFF"])
@pytest.mark.parametrize("name", FORMATS)
def test_the_older_block_stays_where_xmp_says_nothing(container: str, name: str) -> None:
    """Protects photos of agencies, whose rights and captions are in IPTC alone."""
    made = drawn(private_photo(container, xmp=False), name)
    for word in ("byline", "zweite Zoë", "iptcrights", "iptccaption", "object"):
        assert f"STAYS-{word}<".encode() in made
    assert b"<photoshop:DateCreated>2024-05-06<" in made
    assert not secrets(made)
    both = drawn(private_photo(container), name)
    assert b"iptcrights" not in both
    assert b"STAYS-rights" in both


@pytest.mark.parametrize("name", FORMATS)
def test_long_texts_never_stop_a_drawing(name: str) -> None:
    """Protects photos with a novel in every field: the dearest that have room stay."""
    block = Image.Exif()
    for tag in (270, 272, 315, 33432):
        block[tag] = b"x" * 50_000 if tag != 315 else b"Ada"
    xmp = private_xmp().replace(b"STAYS-description", b"y" * 70_000)
    made = raster.encode(read(private_photo("JPEG")).rgb, name, exif=block.tobytes(), xmp=xmp)
    with Image.open(BytesIO(made)) as image:
        assert image.getexif()[315] == "Ada"
        assert len(image.getexif()[33432]) == 50_000
        assert 270 not in image.getexif()
    assert b"STAYS-rights" in made
    assert b"yyyy" not in made


ALLOWED = {
    *("Artist", "By-line", "Copyright", "CreateDate", "Creator", "Credit", "DateCreated"),
    *("DateTimeDigitized", "DateTimeOriginal", "Description", "ImageDescription", "License"),
    *("Make", "Model", "ModifyDate", "Orientation", "Rights", "Title", "XPAuthor", "XPTitle"),
    *("ResolutionUnit", "XResolution", "YResolution", "YCbCrPositioning", "Software"),
    *("BitsPerSample", "Compression", "ImageHeight", "ImageWidth", "PhotometricInterpretation"),
    *("PlanarConfiguration", "RowsPerStrip", "SamplesPerPixel", "StripByteCounts", "StripOffsets"),
}
"""What an independent reader may find in EXIF, XMP or IPTC of a drawing."""


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed here")
@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("name", FORMATS)
def test_an_independent_reader_finds_the_kept_alone(
    container: str, name: str, tmp_path: Path
) -> None:
    """Protects the promise as others read it: exiftool names every property of the file."""
    target = tmp_path / f"drawn.{name}"
    target.write_bytes(drawn(private_photo(container), name))
    groups = ["-EXIF:all", "-XMP:all", "-IPTC:all", "-GPS:all", "-MakerNotes:all", "-Photoshop:all"]
    run = ["exiftool", "-s", "-a", "-u", "-ee", *groups, str(target)]
    said = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    names = {re.split("[-: ]", line)[0] for line in said.splitlines()}  # or with a language
    assert {"Artist", "Creator", "Rights", "Make", "Model"} <= names
    assert names <= ALLOWED


def test_the_matrix_can_fail() -> None:
    """Protects this file: carried as they are, the blocks would be found out."""
    assert secrets(private_exif())
    assert secrets(private_xmp())
    assert secrets(private_iptc())
