"""SSIM is the published one, MS-SSIM built on it, and both fall with every harm."""

import numpy as np
import pytest
from skimage.data import astronaut
from skimage.metrics import structural_similarity

from artline.evaluate.metrics.gray import MetricError, picture_to_gray
from artline.evaluate.metrics.similarity import ms_ssim, ssim

HARMS = ["blurred", "specked", "broken", "shifted", "hazed", "scribbled"]


def _scikit(first, second) -> float:
    return structural_similarity(
        first.astype(np.float64),
        second.astype(np.float64),
        data_range=1.0,
        gaussian_weights=True,
        sigma=1.5,
        use_sample_covariance=False,
    )


@pytest.mark.parametrize("harm", HARMS)
def test_ssim_is_scikit_images(drawing, worse, harm) -> None:
    """To six digits, with Wang's own settings."""
    assert ssim(worse[harm], drawing) == pytest.approx(_scikit(worse[harm], drawing), abs=1e-6)


def test_ssim_is_scikit_images_on_a_photo_of_odd_sides() -> None:
    """On other content and at 211×173 as well."""
    photo = picture_to_gray(astronaut())[:211, :173]
    noisy = np.clip(photo + np.random.default_rng(0).normal(0, 0.1, photo.shape), 0, 1)
    assert ssim(noisy, photo) == pytest.approx(_scikit(noisy, photo), abs=1e-6)


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
