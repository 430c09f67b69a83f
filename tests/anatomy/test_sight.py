"""What is measured of a photo: dark lines, red lips, and lightness between black and white."""

from dataclasses import fields

import numpy as np
import pytest

from artline.anatomy.sight import Ground, ground
from artline.faces.masks import mask_of
from artline.faces.topology import LIPS


def test_lips_are_redder_than_cheeks(sitter):
    """Protects lips, whose outlines are found by this."""
    bare = sitter("bare")
    lips = mask_of(bare.mesh, LIPS, bare.paper.shape)
    red = bare.ground.red
    assert np.median(red[lips]) > np.median(red[bare.cheeks]) + 0.8


def test_a_dark_line_is_darker_than_beside_itself():
    """Protects what curves are moved to: on a fine line `dark` is high, on a broad one `broad`."""
    rgb = np.full((80, 80, 3), 0.7, np.float32)
    rgb[20:22] = 0.2
    rgb[54:60] = 0.2
    seen = ground(rgb, np.ones((80, 80), np.float32))
    assert seen.dark[21, 40] > 0.2 and abs(seen.dark[38, 40]) < 0.05
    assert seen.broad[57, 40] > seen.dark[57, 40]
    assert seen.broad[57, 40] > 0.2


def test_all_of_the_ground_is_in_what_is_seen(sitter):
    """Protects the finish of faces, which measures a part of a photo alone, from drifting off."""
    bare = sitter("bare")
    for field in fields(Ground):
        assert np.array_equal(getattr(bare.sight, field.name), getattr(bare.ground, field.name))
    assert bare.sight.share(bare.sight.low) == 0
    assert bare.sight.share(bare.sight.high) == pytest.approx(1)
