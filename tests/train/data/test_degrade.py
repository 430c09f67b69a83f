"""What spoils a photo: seeded, whole, each doing what its name says, none touching what it got."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from artline.train.data.backdrop import clutter, flat, gradient
from artline.train.data.degrade import camera, light, tone
from artline.train.data.degrade.glare import glare
from artline.train.data.degrade.order import ORDER, degraded, each_degradation
from artline.train.data.degrade.shadow import SHAPES, shadow
from artline.train.data.group import group
from artline.train.data.preview import preview
from artline.train.data.sample import Sample
from made_training import Portraits

Pixels = NDArray[np.float32]
NOBODY = np.zeros((0, 2, 2), np.float32)


@pytest.fixture(scope="module")
def photo(portrait: NDArray[np.uint8]) -> Pixels:
    made = portrait[0:240, 120:320].astype(np.float32) / 255
    made.flags.writeable = False
    return made


@pytest.mark.parametrize("name", each_degradation())
def test_each_is_seeded_and_changes_the_photo(photo: Pixels, name: str) -> None:
    """Protects batches that must be the same again, and from a degradation that does nothing."""
    spoil = each_degradation()[name]
    changed = 0
    for seed in range(6):
        one, again = (spoil(photo, np.random.default_rng(seed)) for _ in range(2))
        assert np.array_equal(one, again)
        assert (one.dtype, one.shape) == (np.float32, photo.shape)
        assert np.isfinite(one).all()
        changed += np.abs(one - photo).mean() > 0.002
    assert changed >= 5


@pytest.mark.parametrize("shape", SHAPES)
def test_shadows_fall_on_a_part(photo: Pixels, shape: str) -> None:
    """Protects shadows: they darken, never lighten, and leave light somewhere as a rule."""
    both = 0
    for seed in range(12):
        field = SHAPES[shape](80, 60, np.random.default_rng(seed))
        assert field.shape == (80, 60)
        assert set(np.unique(field)) <= {0.0, 1.0}
        both += 0.03 < field.mean() < 0.97
        assert (shadow(photo, np.random.default_rng(seed), shape) <= photo + 1e-6).all()
    assert both >= 9


def test_each_does_what_its_name_says(photo: Pixels) -> None:
    """Protects the meaning of the names."""
    rng = np.random.default_rng(1)
    assert np.ptp(tone.grey(photo, rng), axis=2).max() < 1e-5
    brown = tone.sepia(photo, rng).mean(axis=(0, 1))
    assert brown[0] > brown[1] > brown[2]
    assert light.dim(photo, rng).mean() < 0.6 * photo.mean()
    halves = [h.mean() for h in np.array_split(light.half_light(photo, rng) / (photo + 0.01), 2, 1)]
    assert max(halves) > 1.15 * min(halves)
    edges = [np.abs(np.diff(p, axis=1)).mean() for p in (photo, camera.blur(photo, rng))]
    assert edges[1] < edges[0]
    noisy = camera.noise(np.full((64, 64, 3), 0.5, np.float32), rng)
    assert 0.005 < noisy.std() < 0.12
    saved = camera.jpeg(photo, rng)
    assert np.abs(saved - photo).mean() < 0.06


def test_jpeg_keeps_red_red() -> None:
    """Protects from planes exchanged on the way through the file."""
    red = np.zeros((32, 32, 3), np.float32)
    red[..., 0] = 0.9
    assert (camera.jpeg(red, np.random.default_rng(0)).mean(axis=(0, 1)) > 0.4).tolist() == [
        True,
        False,
        False,
    ]


def test_glare_lies_on_the_eyes() -> None:
    """Protects the rest of the face, and pictures without faces."""
    dark = np.zeros((100, 100, 3), np.float32)
    eyes = np.array([[[35, 40], [65, 40]], [[-400, -9], [-380, -9]]], np.float32)
    assert not glare(dark, np.random.default_rng(0), NOBODY).any()
    lit = np.mean([glare(dark, np.random.default_rng(s), eyes) for s in range(20)], (0, 3))
    assert lit[34:46, 28:42].mean() > 0.1
    assert not lit[60:].any() and not lit[:25].any()


def test_strength_is_how_often() -> None:
    """Protects the knob: 0 leaves the photo, 1 nearly always changes it."""
    photo = np.random.default_rng(0).integers(0, 256, (40, 40, 3)).astype(np.uint8)
    assert degraded(photo, np.random.default_rng(0), 0, NOBODY) is photo
    changed = [
        sum(
            not np.array_equal(degraded(photo, np.random.default_rng(s), strength, NOBODY), photo)
            for s in range(40)
        )
        for strength in (0.1, 1.0)
    ]
    assert changed[0] < 30 <= 38 <= changed[1]
    assert len({step.name for step in ORDER}) == len(ORDER)


def test_backdrops_draw_their_own_edges() -> None:
    """Protects `scene`: clutter has lines where its colours change, a wall has none."""
    rng = np.random.default_rng(4)
    for plain in (flat, gradient):
        photo, scene = plain(64, rng)
        assert photo.shape == (64, 64, 3) and not scene.any()
    photo, scene = clutter(128, rng)
    steps = np.abs(np.diff(photo.astype(int), axis=1)).max(axis=2) > 60
    assert steps.sum() > 50
    near = np.maximum(scene[:, 1:], scene[:, :-1]) > 60
    assert near[steps].mean() > 0.9


def test_sitters_of_a_group_keep_their_ink() -> None:
    """Protects groups: ink and mattes lie where the sitters do, thin lines do not fade away."""
    people = Portraits(4, 160)
    turns = itertools.cycle(people[number] for number in range(4))
    behind = flat(192, np.random.default_rng(0))
    made = group(lambda: next(turns), behind, ("line", "mass"), np.random.default_rng(2))
    assert made is not None and made.subject is not None and made.known.all()
    assert not made.ink[1][made.subject == 0].any()
    assert (made.photo[made.subject == 0] == behind[0][0, 0]).all()
    assert (made.ink[0] > 180).mean() > 0.02


def test_thin_lines_outlive_small_scales() -> None:
    """Protects the targets of small sitters from fading to grey."""
    line = np.zeros((1, 400, 400), np.uint8)
    line[:, :, ::40] = line[:, :, 1::40] = 255
    everywhere = np.full((400, 400), 255, np.uint8)
    thin = Sample(np.zeros((400, 400, 3), np.uint8), line, ("line",), everywhere)
    for seed in range(4):
        behind = flat(128, np.random.default_rng(0))
        made = group(lambda: thin, behind, ("line",), np.random.default_rng(seed))
        assert made is not None
        assert (made.ink[0] > 180).mean() > 0.01


def test_the_sheet_shows_everything() -> None:
    """Protects `artline data degradations`: every name once, pictures of one size."""
    pictures = preview(Portraits(1, 128)[0], 96, 0)
    labels = [label for label, _ in pictures]
    assert len(set(labels)) == len(labels)
    assert set(each_degradation()) <= set(labels)
    assert {"background: clutter", "group", "as it is"} <= set(labels)
    assert {picture.shape for _, picture in pictures} == {(96, 96, 3)}
