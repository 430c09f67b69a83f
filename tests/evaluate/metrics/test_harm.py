"""The ten harms: repeatable, each doing what its name says, none touching the photo it got."""

import numpy as np
import pytest
from skimage.data import astronaut

from artline.evaluate.metrics.gray import MetricError
from artline.evaluate.metrics.harm import HARMS, worsen

PHOTO = np.ascontiguousarray(astronaut()[:300, 80:380])
SMALLER = {"half size": (150, 150, 3), "quarter size": (75, 75, 3)}


def test_there_are_the_ten() -> None:
    """By their names, in the order that seeds them."""
    assert list(HARMS) == [
        "cast shadow", "half-lit face", "blinds", "darkness", "noise",
        "JPEG 20", "half size", "quarter size", "colour cast", "blur",
    ]  # fmt: skip


@pytest.mark.parametrize("harm", HARMS)
def test_a_harm_is_seeded_and_leaves_the_photo_alone(harm) -> None:
    """Same seed, same bytes; uint8; the right size; the input unchanged."""
    photo = PHOTO.copy()
    photo.flags.writeable = False
    one, two = worsen(photo, harm, seed=7), worsen(photo, harm, seed=7)
    assert np.array_equal(one, two)
    assert one.dtype == np.uint8
    assert one.shape == SMALLER.get(harm, PHOTO.shape)
    assert not np.array_equal(one, PHOTO)


@pytest.mark.parametrize("harm", ["cast shadow", "half-lit face", "blinds", "noise", "colour cast"])
def test_another_seed_is_another_harm(harm) -> None:
    """Among five seeds there are different pictures."""
    pictures = {worsen(PHOTO, harm, seed=seed).tobytes() for seed in range(5)}
    assert len(pictures) > 1


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 40, 3)])
def test_tiny_photos_survive(harm, shape) -> None:
    """No division by nothing, no empty picture."""
    assert worsen(np.full(shape, 128, np.uint8), harm).size


def test_each_does_what_it_is_called() -> None:
    """Shade darkens a part, darkness all, noise roughens, blur smooths, a cast tints."""
    grey = np.full((200, 200, 3), 160, np.uint8)
    shadow = worsen(grey, "cast shadow")
    assert shadow.max() == 160
    assert 0.2 < (shadow[..., 0] < 120).mean() < 0.8
    half = worsen(grey, "half-lit face").mean(axis=(0, 2))
    assert abs(half[:20].mean() - half[-20:].mean()) > 60
    column = worsen(grey, "blinds")[:, 100, 0].astype(int)
    assert 10 <= (np.diff((column < 130).astype(int)) != 0).sum() <= 24
    assert set(worsen(grey, "darkness").ravel()) == {61}  # 160 · 0.12^(1/2.2)
    assert worsen(grey, "noise").std() == pytest.approx(25.5, rel=0.1)
    tint = worsen(grey, "colour cast")[0, 0]
    assert sorted(tint.tolist()) == [120, 160, 200]
    detail = np.abs(np.diff(PHOTO.astype(int), axis=1)).mean()
    assert np.abs(np.diff(worsen(PHOTO, "blur").astype(int), axis=1)).mean() < 0.7 * detail


def test_the_seed_is_the_users_and_the_place_in_the_list() -> None:
    """So that adding a harm at the end changes no figure of the others."""
    grey = np.full((20, 20, 3), 128, np.uint8)
    noise = np.random.default_rng([5, 4]).normal(0, 0.1, grey.shape)
    expected = np.clip((128 / 255 + noise) * 255 + 0.5, 0, 255).astype(np.uint8)
    assert np.array_equal(worsen(grey, "noise", seed=5), expected)


def test_an_unknown_harm_or_no_photo_is_refused() -> None:
    """One line with the names there are."""
    with pytest.raises(MetricError, match="rain: no such harm; there are cast shadow"):
        worsen(PHOTO, "rain")
    with pytest.raises(MetricError, match="a photo is H×W×3"):
        worsen(PHOTO[..., 0], "blur")
