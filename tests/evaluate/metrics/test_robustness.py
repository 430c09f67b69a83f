"""Robustness and stability: a steady artist scores 1, a nervous one less.

Two plain artists stand in for a model: one thresholds the photo (whatever the light does, the
drawing does), one draws from local contrast.
"""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter
from skimage.data import astronaut

from artline.evaluate.metrics import stability
from artline.evaluate.metrics.gray import MetricError
from artline.evaluate.metrics.harm import HARMS
from artline.evaluate.metrics.robustness import robustness

PHOTO = np.ascontiguousarray(astronaut()[:256, 100:356])


def threshold(rgb: np.ndarray) -> np.ndarray:
    return np.where(rgb.mean(axis=2) < 90, 0, 255).astype(np.uint8)


def local(rgb: np.ndarray) -> np.ndarray:
    light = np.log1p(rgb.mean(axis=2))
    scale = max(rgb.shape[:2]) / 256
    fine = gaussian_filter(light, 1.5 * scale) - gaussian_filter(light, 6 * scale)
    return np.where(fine < -0.12, 0, 255).astype(np.uint8)


def steady(rgb: np.ndarray) -> np.ndarray:
    """The same cross at every size, whatever the photo shows."""
    height, width = rgb.shape[:2]
    y, x = np.indices((height, width))
    near = (abs(y / height - 0.5) < 0.008) | (abs(x / width - 0.5) < 0.008)
    return np.where(near, 0, 255).astype(np.uint8)


def test_an_artist_who_does_not_look_is_perfectly_robust() -> None:
    """The ideal value, at every harm and size: and what the docstring warns of."""
    found = robustness(steady, PHOTO)
    assert list(found) == list(HARMS)
    assert all(value.f1 > 0.99 and value.lpips is None for value in found.values())


def test_light_moves_a_threshold_and_not_local_contrast() -> None:
    """Darkness, shadows and half light cost the first artist more."""
    crude, fine = robustness(threshold, PHOTO), robustness(local, PHOTO)
    for harm in ("darkness", "cast shadow", "half-lit face"):
        assert crude[harm].f1 < fine[harm].f1
    assert all(0 <= value.f1 < 1 for value in fine.values())


def test_robustness_repeats_itself() -> None:
    """Same seed, same figures; noise of another seed, others."""
    assert robustness(local, PHOTO, seed=3) == robustness(local, PHOTO, seed=3)
    assert robustness(local, PHOTO, seed=3) != robustness(local, PHOTO, seed=4)


def test_coloured_drawings_are_taken_too() -> None:
    """An artist who gives H×W×3 scores as his grey twin."""
    coloured = robustness(lambda rgb: np.repeat(local(rgb)[..., None], 3, axis=2), PHOTO)
    assert coloured["blur"].f1 == pytest.approx(robustness(local, PHOTO)["blur"].f1, abs=0.02)


def test_scale_stability_tells_scaled_lines_from_fixed_ones() -> None:
    """Lines that grow with the picture are steady; thresholds in pixels are not."""

    def in_pixels(rgb: np.ndarray) -> np.ndarray:
        light = np.log1p(rgb.mean(axis=2))
        fine = gaussian_filter(light, 1.5) - gaussian_filter(light, 6)
        return np.where(fine < -0.12, 0, 255).astype(np.uint8)

    sizes = (128, 512, 1024)
    steadier = stability.scale_stability(local, PHOTO, sizes)
    shakier = stability.scale_stability(in_pixels, PHOTO, sizes)
    assert list(steadier) == [128, 1024]
    for size in steadier:
        assert steadier[size].f1 > shakier[size].f1
        assert steadier[size].difference < shakier[size].difference


def test_a_moving_frame_does_not_move_what_is_drawn_pixel_by_pixel() -> None:
    """A threshold moves with its frame exactly; an artist on a fixed grid does not."""

    def on_a_grid(rgb: np.ndarray) -> np.ndarray:
        small = rgb[::8, ::8].mean(axis=2) < 90
        big = np.kron(small, np.ones((8, 8), bool))[: rgb.shape[0], : rgb.shape[1]]
        return np.where(big, 0, 255).astype(np.uint8)

    exact = stability.frame_stability(threshold, PHOTO)
    assert exact.difference == 0
    assert exact.f1 == 1
    blocky = stability.frame_stability(on_a_grid, PHOTO)
    assert blocky.difference > 0.02
    assert blocky.f1 < exact.f1


def test_mirroring() -> None:
    """A threshold is symmetric; one that leans to a side is not."""

    def leaning(rgb: np.ndarray) -> np.ndarray:
        return np.roll(threshold(rgb), 6, axis=1)

    assert stability.mirror_symmetry(threshold, PHOTO) == stability.Stability(1.0, 0.0)
    assert stability.mirror_symmetry(leaning, PHOTO).f1 < 0.9


def test_no_photo_and_too_small_a_photo_are_refused() -> None:
    """One line each."""
    with pytest.raises(MetricError, match="a photo is"):
        robustness(local, PHOTO[..., 0])
    with pytest.raises(MetricError, match="moving frame: 63 px"):
        stability.frame_stability(local, PHOTO[:63])
    tiny = np.zeros((1, 1, 3), np.uint8)
    assert stability.mirror_symmetry(threshold, tiny).f1 == 1
