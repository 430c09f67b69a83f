"""HEIC and AVIF: the main picture is drawn and named; codes for colours are honoured."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from artline.photo.read import read
from corpus import encoded, picture

COLOURS = ("red", "blue", "lime")


def heic(primary: int) -> bytes:
    """Three pictures, the main one at a place of choice."""
    pillow_heif = pytest.importorskip("pillow_heif")
    made = pillow_heif.HeifFile()
    for colour in COLOURS:
        made.add_from_pillow(Image.new("RGB", (64, 48), colour))
    memory = io.BytesIO()
    made.save(memory, quality=95, primary_index=primary)
    return memory.getvalue()


@pytest.mark.parametrize("primary", [0, 1, 2])
def test_the_main_picture_is_drawn_and_named(primary: int) -> None:
    photo = read(heic(primary))
    drawn = np.asarray(Image.new("RGB", (1, 1), COLOURS[primary]))
    assert np.abs(photo.rgb[20, 20].astype(int) - drawn[0, 0]).max() <= 8
    assert photo.notices == ("HEIF: drew the main one of 3 pictures",)


@pytest.mark.parametrize("kind", ["AVIF", "HEIF"])
def test_codes_for_colours_are_honoured(kind: str) -> None:
    """Display P3 without a profile: redder than the same numbers in sRGB."""
    image = Image.new("RGB", (64, 48), (200, 100, 100))
    if kind == "AVIF":
        data = encoded("AVIF", image, quality=100, subsampling="4:4:4")
    else:
        pillow_heif = pytest.importorskip("pillow_heif")
        memory = io.BytesIO()
        pillow_heif.from_pillow(image).save(memory, quality=100, chroma=444)
        data = memory.getvalue()
    at = data.index(b"colrnclx") + 8
    wide = data[:at] + bytes((0, 12, 0, 13)) + data[at + 4 :]
    plain, red = (read(each).rgb[20, 20].astype(int) for each in (data, wide))
    assert np.abs(plain - (200, 100, 100)).max() <= 4
    assert red[0] - plain[0] > 8


@pytest.mark.parametrize("kind", ["AVIF", "HEIF"])
def test_the_codes_of_srgb_leave_pixels_alone(kind: str) -> None:
    if kind == "AVIF":
        data = encoded("AVIF", picture(), quality=90)
    else:
        pillow_heif = pytest.importorskip("pillow_heif")
        memory = io.BytesIO()
        pillow_heif.from_pillow(picture()).save(memory)
        data = memory.getvalue()
    assert read(data).origin.profile is None
