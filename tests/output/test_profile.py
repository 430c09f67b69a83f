"""The ICC profiles: valid for a real colour engine, right in colour, and always the same bytes."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageCms

from artline.output import profile


def test_the_grey_profile_is_one_a_colour_engine_accepts() -> None:
    """Protects the hand-packed bytes: a wrong offset makes lcms refuse the profile."""
    opened = ImageCms.ImageCmsProfile(BytesIO(profile.grey()))
    assert opened.profile.xcolor_space.strip() == "GRAY"
    assert opened.profile.profile_description == "Grey with the sRGB curve"
    assert opened.profile.device_class == "mntr"
    assert len(profile.grey()) < 500


def test_grey_converts_to_srgb_without_a_shift() -> None:
    """Protects the curve: every grey must land on the same number in sRGB, within rounding."""
    ramp = Image.fromarray(np.tile(np.arange(256, dtype=np.uint8), (4, 1)))
    converted = ImageCms.profileToProfile(
        ramp,
        ImageCms.ImageCmsProfile(BytesIO(profile.grey())),
        ImageCms.ImageCmsProfile(BytesIO(profile.srgb())),
        outputMode="RGB",
    )
    assert converted is not None
    shift = np.abs(np.asarray(converted).astype(int) - np.arange(256)[None, :, None])
    assert shift.max() <= 1


@pytest.mark.parametrize("made", [profile.grey, profile.srgb])
def test_length_and_date_are_fixed(made) -> None:  # type: ignore[no-untyped-def]
    """Protects reproducible files: no clock and no machine in the header."""
    data = made()
    assert int.from_bytes(data[:4], "big") == len(data)
    assert len(data) % 4 == 0
    assert data[24:36] == bytes.fromhex("07d000010001000000000000")
    assert data[40:44] == bytes(4)
