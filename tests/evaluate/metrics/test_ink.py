"""Density, background ink, crispness and speckle see what they should, on the right pixels."""

import numpy as np
import pytest

from artline.evaluate.metrics import ink
from artline.evaluate.metrics.gray import MetricError


def test_density_runs_from_paper_to_black(drawing, blank, black) -> None:
    """0, 1, and the difference is signed."""
    assert ink.ink_density(blank) == 0
    assert ink.ink_density(black) == 1
    assert ink.density_difference(drawing, drawing) == 0
    assert ink.density_difference(black, blank) == 1
    assert ink.density_difference(blank, black) == -1
    assert ink.ink_density(np.array([[0]], np.uint8)) == 1


@pytest.mark.parametrize("harm", ["hazed", "specked", "scribbled"])
def test_more_ink_is_positive(drawing, worse, harm) -> None:
    """Haze, specks and scribbles add ink, gaps take it away."""
    assert ink.density_difference(worse[harm], drawing) > 0.002
    assert ink.density_difference(worse["broken"], drawing) < -0.01


def test_scribble_in_the_background_is_seen_and_the_sitter_is_not(drawing, worse, sitter) -> None:
    """The clean drawing has none, its own outline included."""
    assert ink.background_ink(drawing, sitter).of_picture == 0
    scribble = ink.background_ink(worse["scribbled"], sitter)
    assert scribble.of_picture > 0.005
    assert scribble.of_background == pytest.approx(scribble.of_picture / scribble.background)


def test_the_outline_may_lie_one_percent_outside(blank) -> None:
    """Of 256 px: 2 px off the sitter is his outline, 4 px off is background."""
    matte = np.zeros_like(blank)
    matte[:, :100] = 1
    near, far = blank.copy(), blank.copy()
    near[:, 101] = far[:, 103] = 0
    assert ink.background_ink(near, matte).of_picture == 0
    assert ink.background_ink(far, matte).of_picture == pytest.approx(1 / 256)


def test_background_ink_without_background_and_without_sitter(black) -> None:
    """All sitter: no background to ink; no sitter: every inked pixel counts."""
    assert ink.background_ink(black, np.ones_like(black)).of_background == 0
    assert ink.background_ink(black, np.zeros_like(black)).of_background == 1


def test_a_matte_of_another_size(drawing, sitter) -> None:
    """The same picture at half size gives the same answer; another picture is refused."""
    half = sitter[::2, ::2]
    assert ink.background_ink(drawing, half).background == pytest.approx(
        ink.background_ink(drawing, sitter).background, abs=0.01
    )
    with pytest.raises(MetricError, match="matte"):
        ink.background_ink(drawing, sitter[:100])


def test_blur_and_haze_cost_crispness(drawing, worse, blank, black) -> None:
    """Pure black on white has no grey; blur and haze are mostly grey."""
    assert ink.crispness(np.where(drawing < 0.5, 0.0, 1.0)) == 0
    assert ink.crispness(worse["blurred"]) > 2 * ink.crispness(drawing)
    assert ink.crispness(worse["hazed"]) > 0.8
    assert ink.crispness(blank) == ink.crispness(black) == 0
    assert ink.crispness(np.array([[0.5]])) == 1


def test_specks_are_counted_per_megapixel(blank) -> None:
    """5 px² is a speck, 6 px² is not; touching by a corner makes one of two."""
    sheet = blank.copy()
    sheet[10, 10:15] = 0
    sheet[20, 10:16] = 0
    sheet[30, 10] = sheet[31, 11] = 0
    assert ink.speckle(sheet) == pytest.approx(2e6 / sheet.size)


def test_specks_are_seen_and_a_clean_drawing_has_none(drawing, worse, blank, black) -> None:
    """Nor have blank and black sheets."""
    assert ink.speckle(drawing) == ink.speckle(blank) == ink.speckle(black) == 0
    assert ink.speckle(worse["specked"]) > 1000
    assert ink.speckle(np.array([[0.0]])) == 1e6
