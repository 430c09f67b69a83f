"""SSIM is the published one, MS-SSIM built on it, and both fall with every harm."""

import numpy as np
import pytest
from skimage.data import astronaut

from artline.evaluate.metrics.gray import MetricError, picture_to_gray
from artline.evaluate.metrics.similarity import ms_ssim, ssim

HARMS = ["blurred", "specked", "broken", "shifted", "hazed", "scribbled"]


def _terms(x, y):
    """Luminance, and contrast with structure, of every 11×11 window, as Wang's paper defines."""
    bell = np.exp(-(np.arange(-5, 6) ** 2) / (2 * 1.5**2))
    weights = np.outer(bell, bell) / bell.sum() ** 2

    def mean(picture):
        windows = np.lib.stride_tricks.sliding_window_view(picture, (11, 11))
        return np.einsum("yxij,ij->yx", windows, weights)

    x, y = x.astype(np.float64), y.astype(np.float64)
    mx, my = mean(x), mean(y)
    luminance = (2 * mx * my + 0.01**2) / (mx**2 + my**2 + 0.01**2)
    variances = mean(x * x) - mx**2 + mean(y * y) - my**2
    return luminance, (2 * (mean(x * y) - mx * my) + 0.03**2) / (variances + 0.03**2)


def _ssim(x, y) -> float:
    luminance, structure = _terms(x, y)
    return (luminance * structure).mean()


@pytest.mark.parametrize("harm", HARMS)
def test_ssim_is_the_published_one(drawing, worse, harm) -> None:
    """To six digits, with Wang's own settings."""
    assert ssim(worse[harm], drawing) == pytest.approx(_ssim(worse[harm], drawing), abs=1e-6)


def test_ssim_is_the_published_one_on_a_photo_of_odd_sides() -> None:
    """On other content and at 211×173 as well."""
    photo = picture_to_gray(astronaut())[:211, :173]
    noisy = np.clip(photo + np.random.default_rng(0).normal(0, 0.1, photo.shape), 0, 1)
    assert ssim(noisy, photo) == pytest.approx(_ssim(noisy, photo), abs=1e-6)


def test_ms_ssim_is_the_published_one(drawing, worse) -> None:
    """Luminance counts at the coarsest scale alone; each scale is half the one before."""
    x, y = worse["hazed"].astype(np.float64), drawing.astype(np.float64)
    expected = 1.0
    for scale, weight in enumerate((0.0448, 0.2856, 0.3001, 0.2363, 0.1333)):
        luminance, structure = _terms(x, y)
        expected *= ((luminance * structure) if scale == 4 else structure).mean() ** weight
        x, y = (p.reshape(p.shape[0] // 2, 2, -1, 2).mean(axis=(1, 3)) for p in (x, y))
    assert ms_ssim(worse["hazed"], drawing) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("metric", [ssim, ms_ssim])
def test_identical_drawings_score_one(metric, drawing, blank, black) -> None:
    """So do two blank and two black sheets."""
    for sheet in (drawing, blank, black):
        assert metric(sheet, sheet) == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("metric", [ssim, ms_ssim])
@pytest.mark.parametrize("harm", HARMS)
def test_harm_lowers_similarity(metric, drawing, worse, harm) -> None:
    """Every harm is seen."""
    assert metric(worse[harm], drawing) < 0.99


@pytest.mark.parametrize("metric", [ssim, ms_ssim])
def test_more_blur_is_worse(metric, drawing) -> None:
    """Monotonous in the amount of harm."""
    from scipy.ndimage import gaussian_filter

    scores = [metric(np.clip(gaussian_filter(drawing, s), 0, 1), drawing) for s in (0.5, 1, 2, 4)]
    assert scores == sorted(scores, reverse=True)


def test_ms_ssim_forgives_a_small_shift_more_than_ssim(drawing) -> None:
    """That is what the coarser scales are for."""
    moved = np.roll(drawing, 1, axis=1)
    assert 1 - ms_ssim(moved, drawing) < 1 - ssim(moved, drawing)


def test_negative_structure_counts_as_none(drawing) -> None:
    """A negative cannot give a complex number."""
    assert ms_ssim(1 - drawing, drawing) == 0


@pytest.mark.parametrize(("metric", "least"), [(ssim, 11), (ms_ssim, 176)])
def test_too_small_is_said(metric, least) -> None:
    """One pixel under the window is refused, the window itself is not."""
    sheet = np.ones((least, least))
    assert metric(sheet, sheet) == pytest.approx(1)
    with pytest.raises(MetricError, match=f"needs {least} px"):
        metric(sheet[1:], sheet[1:])
    with pytest.raises(MetricError, match="1×1"):
        metric(np.ones((1, 1)), np.ones((1, 1)))


def test_sizes_that_differ_are_refused(drawing) -> None:
    """By both."""
    for metric in (ssim, ms_ssim):
        with pytest.raises(MetricError, match="sizes differ"):
            metric(drawing, drawing[1:])
