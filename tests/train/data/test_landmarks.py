"""Drawings are bent onto their photos by the face's points; without a face they stay."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
import skimage.data

from artline.train.data.landmarks import Landmarks, warped
from artline.train.data.sample import Sample
from made_training import Portraits


@pytest.fixture(scope="module")
def astronaut() -> Sample:
    """A real face; its own dark parts stand for a drawing in which a face is found, too."""
    photo = np.ascontiguousarray(skimage.data.astronaut()[:300, 60:360])
    grey = cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY)
    return Sample(photo, 255 - grey[None], ("pencil",), name="astronaut")


class One:
    """A data set of one sample."""

    def __init__(self, sample: Sample) -> None:
        self.names = [sample.name]
        self._sample = sample

    def __len__(self) -> int:
        return 1

    def __getitem__(self, index: int) -> Sample:
        return self._sample


def test_what_lies_there_comes_to_lie_here() -> None:
    """Protects the direction and the scale of the bending, on an oblong picture."""
    plane = np.zeros((1, 100, 200), np.uint8)
    cv2.circle(plane[0], (104, 50), 5, 255, -1)
    side = np.linspace(0.3, 0.7, 4)
    here = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    moved = warped(plane, here, here + np.array([0.02, 0.04]))[0]
    y, x = np.nonzero(moved > 128)
    assert (x.mean(), y.mean()) == pytest.approx((100, 46), abs=0.7)


def test_a_face_drawn_astray_is_put_back(astronaut: Sample) -> None:
    """Protects drawings whose features are a few per cent off: less off than before."""
    matrix = np.array([[1.06, 0, -16.0], [0, 1, 6.0]])
    astray = np.asarray(cv2.warpAffine(astronaut.targets[0], matrix, (300, 300)), np.uint8)
    drawn = replace(astronaut, targets=astray[None])
    back = Landmarks(One(drawn))[0].targets[0]
    face = np.s_[60:200, 110:220]
    true = astronaut.targets[0][face].astype(int)
    assert np.abs(back[face] - true).mean() < 0.5 * np.abs(astray[face] - true).mean()


def test_without_a_face_nothing_is_bent(astronaut: Sample) -> None:
    empty = replace(astronaut, targets=np.zeros_like(astronaut.targets))
    assert Landmarks(One(empty))[0] is empty
    nobody = replace(astronaut, photo=np.full_like(astronaut.photo, 128))
    assert Landmarks(One(nobody))[0] is nobody


def test_the_set_stays_as_long_and_as_named() -> None:
    people = Portraits(2, 96)
    assert list(Landmarks(people).names) == list(people.names)
    assert len(Landmarks(people)) == 2
