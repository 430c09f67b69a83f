"""The sitter's surface: as deep as the landmarks, smooth, and round."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from artline import Artist
from artline.finish.surface import surface
from artline.nouns import Ink

PHOTO = Path(__file__).parents[2] / "examples" / "photos" / "faces-056.jpg"


@pytest.fixture(scope="module")
def ink(artist: Artist) -> Ink:
    return artist.see(PHOTO, looks=["spiral"])


def test_landmarks_know_their_depth(ink: Ink) -> None:
    """Protects the face's own form: the nose lies before the chin, and that before the ears."""
    depth = ink.meshes[0].depth
    nose, chin, ears = depth[4], depth[152], depth[[234, 454]].mean()
    assert nose < chin < ears
    assert 0.2 * ink.meshes[0].height < ears - nose < 1.0 * ink.meshes[0].height


def test_the_nose_stands_out_and_nothing_is_steep(ink: Ink) -> None:
    """Protects strokes around the form, and from kinks."""
    high, points = surface(ink), np.rint(ink.meshes[0].points).astype(int)
    nose, cheek, temple = (high[points[k, 1], points[k, 0]] for k in (4, 50, 127))
    assert nose > cheek > temple
    assert max(np.abs(slope).max() for slope in np.gradient(high)) < 4


def test_a_depth_moves_with_its_mesh(ink: Ink) -> None:
    """Protects small faces, which are looked at from near."""
    twice = ink.meshes[0].placed(0, 0, 2.0)
    assert np.allclose(twice.depth, 2 * ink.meshes[0].depth)
