"""Targets for hair, skin and cloth: a network's errors about hair are taken out."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from artline.faces.load import face_finder, face_mesh
from artline.nouns import Mesh
from artline.train.parts.targets import cleaned

pytest.importorskip("torch")

Photo = NDArray[np.uint8]
SIDE = 384


@pytest.fixture(scope="module")
def seen() -> tuple[Photo, list[Mesh]]:
    """The astronaut's head and shoulders, and the landmarks of the face."""
    import skimage.data

    rgb = cv2.resize(skimage.data.astronaut(), (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return rgb, face_mesh().each(rgb, face_finder().find(rgb))


def box(mesh: Mesh, left: float, top: float, right: float, bottom: float) -> tuple[slice, slice]:
    """Rows and columns in widths and heights of the face from its middle and its chin."""
    points = mesh.points
    tall, wide = points[152, 1] - points[10, 1], points[454, 0] - points[234, 0]
    x, y = (points[234, 0] + points[454, 0]) / 2, points[152, 1]
    rows = slice(int(y + top * tall), int(y + bottom * tall))
    return rows, slice(int(x + left * wide), int(x + right * wide))


def field(value: float) -> NDArray[np.float32]:
    return np.full((SIDE, SIDE), value, np.float32)


def test_hair_on_a_face_goes_and_is_skin(seen: tuple[Photo, list[Mesh]]) -> None:
    """Protects faces and foreheads from being taught as hair."""
    rgb, meshes = seen
    parts = cleaned(rgb, field(1), field(1), meshes)
    assert parts is not None
    cheeks = box(meshes[0], -0.3, -0.5, 0.3, -0.3)
    assert parts[0][cheeks].mean() < 0.1
    assert parts[1][cheeks].mean() > 0.9


def test_hair_beyond_the_sitter_goes(seen: tuple[Photo, list[Mesh]]) -> None:
    """Protects backgrounds: what a matte leaves out belongs to nothing."""
    rgb, meshes = seen
    matte = field(1)
    matte[:, : SIDE // 4] = 0
    parts = cleaned(rgb, matte, field(1), meshes)
    assert parts is not None
    assert parts[:, :, : SIDE // 4].max() == 0
    assert parts[0].max() == pytest.approx(1)


def test_a_bald_head_is_skin(seen: tuple[Photo, list[Mesh]]) -> None:
    """Protects bald heads: hair of the colour of the face's own skin, and as smooth, is skin.

    The photo's head is painted in the colour of its own cheek. The dark hair of the photo itself
    stays hair.
    """
    rgb, meshes = seen
    crown = box(meshes[0], -0.4, -1.3, 0.4, -1.05)
    hair = field(0)
    hair[crown] = 1
    kept = cleaned(rgb, field(1), hair, meshes)
    assert kept is not None
    assert kept[0][crown].mean() > 0.9
    bald = rgb.copy()
    above = box(meshes[0], -0.5, -1.4, 0.5, -0.8)
    bald[above] = np.median(rgb[box(meshes[0], -0.3, -0.45, -0.2, -0.35)], axis=(0, 1))
    parts = cleaned(bald, field(1), hair, meshes)
    assert parts is not None
    assert parts[0][crown].mean() < 0.1
    assert parts[1][crown].mean() > 0.8


def test_cloth_lies_below_a_chin_and_is_not_like_skin(seen: tuple[Photo, list[Mesh]]) -> None:
    """Protects cloth, which nobody but matte, chin and colour says."""
    rgb, meshes = seen
    dressed = rgb.copy()
    chest = box(meshes[0], -0.6, 0.7, 0.6, 1.0)
    dressed[chest] = (40, 60, 200)
    parts = cleaned(dressed, field(1), field(0), meshes)
    assert parts is not None
    assert parts[2][chest].mean() > 0.95
    assert parts[1][chest].mean() < 0.05
    assert parts[2][: int(meshes[0].points[152, 1]) - 20].max() <= 0.5


def test_without_a_face_nothing_is_said(seen: tuple[Photo, list[Mesh]]) -> None:
    """Protects from targets without a skin to compare with."""
    assert cleaned(seen[0], field(1), field(1), []) is None


def test_who_is_said_to_have_no_hair_gets_none(seen: tuple[Photo, list[Mesh]]) -> None:
    """Protects shaven heads whose stubble is darker than skin: no hair, and skin is left open."""
    rgb, meshes = seen
    crown = box(meshes[0], -0.4, -1.3, 0.4, -1.05)
    hair = field(0)
    hair[crown] = 1
    parts = cleaned(rgb, field(1), hair, meshes, hairless=True)
    assert parts is not None
    assert parts[0].max() == 0
    assert parts[1][crown].min() >= 0.5
