"""A square around faces: theirs in the middle, within the photo, whatever its shape."""

from __future__ import annotations

import pytest

from artline.faces.crop import around
from artline.nouns import Face


def face(left: float, top: float, right: float, bottom: float) -> Face:
    return Face(left, top, right, bottom, 0.9, ((left, top), (right, top)))


def pixels(box: tuple[float, ...], width: int, height: int) -> tuple[float, ...]:
    left, top, wide, high = box
    return left * width, top * height, wide * width, high * height


def test_a_small_face_has_room_around_it() -> None:
    """Protects hair and chin: as much as the studio suggests, a square of pixels."""
    found = pixels(around([face(0.45, 0.4, 0.55, 0.5)], 2000, 1000), 2000, 1000)
    assert found == pytest.approx((1000 - 180, 450 + 35 - 180, 360, 360))


def test_a_face_that_fills_the_photo_gets_its_shorter_side() -> None:
    """Protects close portraits from crops that reach beyond the photo."""
    found = pixels(around([face(0.2, 0.3, 0.8, 0.7)], 600, 1000), 600, 1000)
    assert found == pytest.approx((0, 500 + 0.35 * 400 - 300, 600, 600))


def test_every_face_of_several_is_in_it() -> None:
    """Protects pairs; at the photo's edge the square moves inwards."""
    faces = [face(0.02, 0.1, 0.12, 0.25), face(0.3, 0.2, 0.4, 0.35)]
    left, top, wide, high = around(faces, 1000, 1000)
    assert left == 0
    assert top >= 0
    assert wide == high >= 0.4
    assert top + high > 0.4
