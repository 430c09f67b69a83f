"""Light from a side: where a face turns away from it, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from artline.faces.load import face_finder, face_mesh
from artline.train.data.augment import Augment
from artline.train.data.batches import Crops
from artline.train.data.relight import relit, towards, triangles
from artline.train.data.sample import Sample

Pixels = NDArray[np.uint8]


@pytest.fixture(scope="module")
def meshes(portrait: Pixels) -> NDArray[np.float32]:
    found = face_mesh().each(portrait, face_finder().find(portrait))
    return np.array([np.column_stack([m.points, m.depth]) for m in found], np.float32)


class One:
    """A data set of one photo with its landmarks; its sitter stands in the left half."""

    def __init__(self, photo: Pixels, meshes: NDArray[np.float32]) -> None:
        self.names = ["one"]
        matte = np.zeros(photo.shape[:2], np.uint8)
        matte[:, : photo.shape[1] // 2] = 255
        ink = np.zeros((1, *photo.shape[:2]), np.uint8)
        self._sample = Sample(photo, ink, ("line",), matte, "one", meshes=meshes)

    def __len__(self) -> int:
        return 1

    def __getitem__(self, index: int) -> Sample:
        return self._sample


def test_light_from_the_left_falls_on_the_left(
    portrait: Pixels, meshes: NDArray[np.float32]
) -> None:
    assert len(meshes) == 1
    height = float(np.ptp(meshes[0, :, 1]))
    left, _ = towards(meshes[0], np.array([-0.9, 0, 0.436]), height, portrait.shape[:2])
    (low_x, low_y), (high_x, high_y) = meshes[0, :, :2].min(0), meshes[0, :, :2].max(0)
    middle, rows = int((low_x + high_x) / 2), slice(int(low_y), int(high_y))
    near = left[rows, int(low_x) : middle].mean() - left[rows, middle : int(high_x)].mean()
    assert near > 0.3
    assert len(triangles(meshes[0, :, :2])) > 700


def test_crops_are_lit_again_and_the_background_is_not(
    portrait: Pixels, meshes: NDArray[np.float32]
) -> None:
    """Protects the share, the landmarks' way through every frame, and what is not the sitter."""
    faces = One(portrait, meshes)
    frame = {"scale": (0.5, 0.5), "background": 0.0, "degrade": 0.0, "turn": 20.0}
    plain, lit = (
        Crops([faces], 128, 2, augment=Augment(relight=share, **frame), channels=("line",))  # type: ignore[arg-type]
        for share in (0, 1)
    )
    darker = []
    for index in range(6):
        one, other = plain.crop(0, index), lit.crop(0, index)
        assert (other.photo <= one.photo).all()
        away = one.target[-1] == 0
        assert np.array_equal(one.photo[:, away], other.photo[:, away])
        darker.append(float((one.photo.astype(int) - other.photo).mean()))
    assert max(darker) > 1
    assert np.array_equal(relit(portrait, meshes[:0], None, np.random.default_rng(0)), portrait)
