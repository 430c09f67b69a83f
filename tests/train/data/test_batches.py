"""Crops: pure, aligned, honest about what is not known."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from artline.errors import SettingError
from artline.train.data.augment import PLAIN, Augment
from artline.train.data.batches import Crops
from artline.train.data.in_memory import InMemory
from artline.train.data.sample import UNKNOWN, DataError
from artline.train.data.sets.taught import Taught

EVERYTHING = Augment(background=0.5, groups=0.3, faces=0.5, blend=0.5, blend_steps=50)


def test_a_crop_depends_on_seed_step_and_index_alone(taught: Path) -> None:
    """Protects resuming and any number of workers: whatever was asked before, and by whom."""
    one = Crops([Taught(taught)], 48, 7, augment=EVERYTHING)
    other = Crops([InMemory(Taught(taught))], 48, 7, augment=EVERYTHING)
    places = [(step, index) for step in range(6) for index in range(4)]
    first = {place: one.crop(*place) for place in places}
    for place in reversed(places):
        photo, targets, *_ = other.crop(*place)
        assert np.array_equal(photo, first[place][0])
        assert np.array_equal(targets, first[place][1])
    assert len({first[place][0].tobytes() for place in places}) == len(places)
    assert not np.array_equal(Crops([Taught(taught)], 48, 8).crop(0, 0)[0], first[0, 0][0])


def test_what_is_decoded_ahead_is_what_is_decoded_when_asked_for(taught: Path) -> None:
    """Protects workers that are forked: all samples are there, each at its place, none twice."""
    ahead, when_asked = InMemory(Taught(taught)), Taught(taught)
    ahead.fill(threads=3)
    for index in range(len(when_asked)):
        assert ahead[index] is ahead[index]
        assert np.array_equal(ahead[index].photo, when_asked[index].photo)
    little = InMemory(Taught(taught), megabytes=0.001)
    little.fill()
    assert little[0] is not little[0]


def test_shapes_and_ranges(taught: Path) -> None:
    """Protects the contract with the training loop."""
    photo, targets, plain, skin = Crops([Taught(taught)], 64, 0).crop(3, 2)
    assert plain is None and skin is None
    assert (photo.dtype, photo.shape) == (np.uint8, (3, 64, 64))
    assert (targets.dtype, targets.shape) == (np.float32, (5, 64, 64))
    assert photo.flags.c_contiguous
    assert targets.min() >= 0 and targets.max() <= 1


def test_photo_and_targets_stay_aligned(taught: Path) -> None:
    """Protects from a warp that moves one and not the other: the black dot lies under its mass."""
    turned = Augment(scale=(0.4, 1.6), turn=20, background=0, degrade=0)
    crops = Crops([Taught(taught)], 48, 3, augment=turned)
    inside, outside = [], []
    for index in range(40):
        photo, targets, *_ = crops.crop(0, index)
        dark = photo.max(axis=0).astype(float)
        inside += list(dark[targets[1] > 0.9])
        outside += list(dark[(targets[1] == 0) & (targets[-1] > 0.99) & (targets[0] == 0)])
    assert len(inside) > 100
    assert np.mean(inside) < 70 < 150 < np.mean(outside)


def test_what_nobody_knows_is_said(taught: Path) -> None:
    """Protects the loss from zeros that mean nothing: no pencil drawings here, and no mattes."""
    crops = Crops([Taught(taught)], 48, 0, channels=("line", "pencil"))
    assert [bool((plane == UNKNOWN).all()) for plane in crops.crop(0, 0)[1]] == [False, True, False]
    for matte in (taught / "mattes").iterdir():
        matte.unlink()
    (taught / "mattes").rmdir()
    crops = Crops([Taught(taught)], 48, 0, augment=Augment(groups=1, background=1))
    assert (crops.crop(0, 0)[1][-1] == UNKNOWN).all()


def test_replaced_backgrounds_take_their_ink_along(taught: Path) -> None:
    """Protects `line` and `mass` from the background's ink, and keeps the sitter's."""
    same = {"scale": (1.0, 1.0), "turn": 0.0, "flip": 0.0, "degrade": 0.0}
    old = Crops([Taught(taught)], 44, 1, augment=Augment(background=0, **same))
    new = Crops([Taught(taught)], 44, 1, augment=Augment(background=1, **same))
    changed, inked = [], []
    for index in range(12):
        before, after = old.crop(0, index), new.crop(0, index)
        sitter = before[1][-1] == 1
        assert np.abs(before[0][:, sitter].astype(int) - after[0][:, sitter]).max() <= 1
        assert np.array_equal(before[1][:, sitter], after[1][:, sitter])
        away = before[1][-1] == 0
        changed.append(np.abs(before[0][:, away].astype(int) - after[0][:, away]).mean())
        inked.append(before[1][0, away].mean())
        assert not after[1][:2, cv2.dilate(before[1][-1], np.ones((5, 5))) == 0].any()
    assert np.mean(changed) > 20
    assert np.mean(inked) > 0.005


def test_the_blended_set_ends_with_the_photo(taught: Path) -> None:
    """Protects the schedule: mostly drawing at first, the pure photo from its last step on."""
    pure = Crops([Taught(taught)], 48, 2, augment=PLAIN)
    blend = Augment(
        scale=(1, 1), turn=0, flip=0, background=0, degrade=0, blend=0.8, blend_steps=10
    )
    mixed = Crops([Taught(taught)], 48, 2, augment=blend)
    far = [
        np.abs(mixed.crop(step, 0)[0].astype(int) - pure.crop(step, 0)[0]).mean()
        for step in (0, 5, 10, 11)
    ]
    assert far[0] > 60
    assert 20 < far[1] < far[0]
    assert far[2:] == [0, 0]
    photo, targets, *_ = mixed.crop(0, 0)
    ink = targets[:2].max(axis=0)
    assert photo[:, ink > 0.9].mean() < photo[:, ink == 0].mean() - 60


def test_the_undamaged_photo_is_what_was_spoiled(taught: Path) -> None:
    """Protects self-training: its background replaced, nothing blended or spoiled, in one frame."""
    often = {"background": 1.0, "blend": 0.5, "blend_steps": 50}
    spoiled = Crops([Taught(taught)], 48, 5, augment=Augment(**often), plain=True)
    clean = Crops([Taught(taught)], 48, 5, augment=Augment(background=1.0, degrade=0))
    for index in range(8):
        crop = spoiled.crop(0, index)
        assert crop.plain is not None and crop.plain.flags.c_contiguous
        assert np.array_equal(crop.plain, clean.crop(0, index).photo)
        assert not np.array_equal(crop.plain, crop.photo)


def test_small_photos_lose_detail_and_no_crop_else_changes(taught: Path) -> None:
    """Protects the share of small photos, and the other crops from its random numbers."""
    often = Augment(background=0, degrade=0, small=0.5)
    seen = Crops([Taught(taught)], 64, 5, augment=often, plain=True)
    spoiled = 0
    for index in range(20):
        crop = seen.crop(0, index)
        assert crop.plain is not None
        if not np.array_equal(crop.photo, crop.plain):
            spoiled += 1
            detail = [
                cv2.Laplacian(p.transpose(1, 2, 0), cv2.CV_32F) for p in (crop.photo, crop.plain)
            ]
            assert np.abs(detail[0]).mean() < np.abs(detail[1]).mean()
    assert 5 <= spoiled <= 15


def test_groups_hold_several_sitters(taught: Path) -> None:
    """Protects groups: several mattes in one picture, all targets known."""
    crops = Crops([Taught(taught)], 96, 0, augment=Augment(groups=1, degrade=0))
    for index in range(6):
        targets = crops.crop(0, index)[1]
        assert targets.min() == 0
        assert (targets[1][targets[-1] == 0] == 0).mean() > 0.95
        assert 0.03 < (targets[-1] > 0.5).mean() < 0.9


@pytest.mark.parametrize(
    "wrong", [{"scale": (0.0, 1.0)}, {"flip": 2}, {"blend": 0.5}, {"turn": 90}, {"degrade": -1}]
)
def test_numbers_out_of_range_are_refused(wrong: dict[str, object]) -> None:
    """Protects a recipe from a slip."""
    with pytest.raises(SettingError, match=next(iter(wrong))):
        Augment(**wrong)  # type: ignore[arg-type]


def test_odd_calls_are_refused(taught: Path) -> None:
    """Protects from an empty set, a silly size and weights that fit nothing."""
    with pytest.raises(DataError, match="no samples"):
        Crops([], 64, 0)
    with pytest.raises(SettingError, match="size"):
        Crops([Taught(taught)], 3, 0)
    with pytest.raises(SettingError, match="weights"):
        Crops([Taught(taught)], 64, 0, weights=[0.0])
