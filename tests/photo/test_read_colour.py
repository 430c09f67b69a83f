"""Colours arrive in sRGB: by the profile where there is one, by the mode's own rule where not."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageCms

from artline.photo.colour import on_white
from artline.photo.read import read
from corpus import encoded, picture
from made_profiles import (
    DISPLAY_P3,
    cmyk_profile,
    expected_srgb,
    grey_profile,
    lab_of,
    rgb_profile,
    srgb_of_lab,
)

P3 = rgb_profile(DISPLAY_P3, 2.2, "Display P3, nearly")


def flat(mode: str, *values: int) -> Image.Image:
    return Image.new(mode, (16, 16), values if len(values) > 1 else values[0])


@pytest.mark.parametrize(
    "colour", [(200, 100, 100), (90, 180, 60), (128, 128, 128), (255, 255, 255)]
)
@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
def test_a_wide_profile_is_converted(kind, colour):
    options = {"lossless": True} if kind == "WEBP" else {}
    photo = read(encoded(kind, flat("RGB", *colour), icc_profile=P3, **options))
    expected = expected_srgb(colour, DISPLAY_P3, 2.2)
    assert np.abs(photo.rgb[3, 3] - expected).max() <= 2
    assert photo.origin.profile == "Display P3, nearly"


def test_the_conversion_is_not_a_formality():
    plain, wide = (
        read(encoded("PNG", flat("RGB", 200, 100, 100), icc_profile=icc)).rgb[0, 0].astype(int)
        for icc in (b"", P3)
    )
    assert plain.tolist() == [200, 100, 100]
    assert wide[0] - plain[0] > 8


def test_srgb_itself_leaves_every_pixel_as_it_is():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photo = read(encoded("PNG", icc_profile=srgb))
    np.testing.assert_array_equal(photo.rgb, np.asarray(picture()))
    assert "sRGB" in (photo.origin.profile or "")


def test_alpha_survives_a_profile():
    photo = read(encoded("PNG", flat("RGBA", 200, 100, 100, 51), icc_profile=P3))
    assert photo.alpha is not None
    assert photo.alpha[0, 0] == 51
    opaque = expected_srgb((200, 100, 100), DISPLAY_P3, 2.2)
    assert np.abs(photo.rgb[0, 0] - (255 - (255 - opaque) * 0.2)).max() <= 2


def test_a_palette_is_converted_by_its_profile():
    image = flat("RGB", 200, 100, 100).quantize(2)
    photo = read(encoded("PNG", image, icc_profile=P3))
    assert np.abs(photo.rgb[0, 0] - expected_srgb((200, 100, 100), DISPLAY_P3, 2.2)).max() <= 2


@pytest.mark.parametrize(
    "image", [flat("L", 128), Image.fromarray(np.full((9, 9), 32896, np.uint16))]
)
def test_linear_grey_is_converted_in_eight_and_sixteen_bits(image):
    photo = read(encoded("PNG", image, icc_profile=grey_profile(1.0, "Linear grey")))
    assert np.abs(photo.rgb[2, 2].astype(int) - 188).max() <= 1
    assert photo.origin.profile == "Linear grey"


def test_cmyk_without_a_profile():
    photo = read(encoded("TIFF", flat("CMYK", 0, 255, 255, 0)))
    assert photo.rgb[0, 0].tolist() == [255, 0, 0]
    assert photo.origin.mode == "CMYK"
    jpeg = read(encoded("JPEG", flat("CMYK", 255, 0, 0, 0), quality=95))
    assert np.abs(jpeg.rgb[0, 0].astype(int) - (0, 255, 255)).max() <= 4


@pytest.mark.parametrize(
    "inks", [(0, 0, 0, 0), (0, 1, 0, 0), (1, 0, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)]
)
def test_cmyk_goes_through_its_press_profile(inks):
    image = flat("CMYK", *(255 * ink for ink in inks))
    photo = read(encoded("TIFF", image, icc_profile=cmyk_profile("A press")))
    expected = srgb_of_lab(*lab_of(*inks))
    assert np.abs(photo.rgb[0, 0] - expected).max() <= 6
    assert photo.origin.profile == "A press"


def test_lab_tiff():
    """L* 255 = 100; a*, b* signed bytes: a mid red."""
    photo = read(encoded("TIFF", Image.merge("LAB", [flat("L", v) for v in (128, 178, 158)])))
    expected = srgb_of_lab(50.2, 50, 30)
    assert photo.origin.mode == "LAB"
    assert np.abs(photo.rgb[0, 0] - expected).max() <= 5


def test_ycbcr_tiff():
    photo = read(encoded("TIFF", flat("RGB", 200, 60, 40).convert("YCbCr")))
    assert np.abs(photo.rgb[0, 0].astype(int) - (200, 60, 40)).max() <= 3


@pytest.mark.parametrize("broken", [b"noise" * 40, P3[:200], bytes(128), P3[:128] + bytes(400)])
def test_a_broken_profile_is_ignored_with_a_notice(broken):
    photo = read(encoded("PNG", flat("RGB", 200, 100, 100), icc_profile=broken))
    assert photo.rgb[0, 0].tolist() == [200, 100, 100]
    assert photo.notices == ("the ICC profile is damaged; took the colours as they are",)
    assert photo.origin.profile is None


def test_a_profile_for_other_inks_is_ignored_with_a_notice():
    photo = read(encoded("PNG", flat("RGB", 200, 100, 100), icc_profile=cmyk_profile("A press")))
    assert photo.rgb[0, 0].tolist() == [200, 100, 100]
    assert "is for CMYK, the picture RGB" in photo.notices[0]


def test_white_paper_is_exact_to_half_a_level():
    values = np.arange(256)
    colours = np.repeat(values[:, None, None], 3, 2).astype(np.uint8).repeat(256, 1)
    alpha = np.tile(values, (256, 1)).astype(np.uint8)
    exact = colours * (alpha / 255)[..., None] + 255 * (1 - alpha / 255)[..., None]
    assert np.abs(on_white(colours, alpha) - exact).max() <= 0.5
