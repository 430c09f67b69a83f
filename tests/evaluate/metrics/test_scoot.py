"""SCOOT follows its paper: checked against scikit-image's co-occurrence and by hand."""

import numpy as np
import pytest
from skimage.feature import graycomatrix

from artline.evaluate.metrics.gray import MetricError
from artline.evaluate.metrics.scoot import scoot

HARMS = ["blurred", "specked", "broken", "shifted", "hazed", "scribbled"]


def _slow_features(gray: np.ndarray) -> np.ndarray:
    """Φ as the authors' toolbox describes it, by scikit-image."""
    levels = np.minimum(np.floor(gray.astype(np.float64) * 6), 5).astype(np.uint8)
    found = []
    height, width = levels.shape
    for i in range(4):
        for j in range(4):
            block = levels[
                height * i // 4 : height * (i + 1) // 4, width * j // 4 : width * (j + 1) // 4
            ]
            # scikit-image's angles run clockwise from right: 0, up right, up, up left.
            angles = [0, -np.pi / 4, -np.pi / 2, -3 * np.pi / 4]
            counts = graycomatrix(block, [1], angles, levels=6)[:, :, 0, :]
            share = np.floor(counts.mean(axis=2) + 0.5)
            share = share / share.sum()
            a, b = np.indices((6, 6))
            found += [((a - b) ** 2 * share).sum(), (share**2).sum()]
    return np.array(found)


@pytest.mark.parametrize("harm", HARMS)
def test_it_is_the_papers(drawing, worse, harm) -> None:
    """The same number by the slow way."""
    distance = np.linalg.norm(_slow_features(worse[harm]) - _slow_features(drawing))
    assert scoot(worse[harm], drawing) == pytest.approx(1 / (1 + distance), rel=1e-6)


def test_two_flat_sheets_by_hand() -> None:
    """Both have contrast 0 and energy 1 in every block: texture alone cannot tell them."""
    assert scoot(np.ones((16, 16)), np.zeros((16, 16))) == 1


def test_stripes_against_paper_by_hand() -> None:
    """Rows 0, 5, 0, 5 …: three of four directions see contrast 25."""
    stripes = np.ones((16, 16))
    stripes[::2] = 0
    # 0°: 4·3 pairs alike, half white; 90°: 12 pairs unlike; 45° and 135°: 9 pairs unlike each.
    # Unlike pairs run from the lower to the upper row: rows 1→0, 2→1, 3→2.
    alike = np.array([6, 6]) / 4
    white_to_black = (2 * 4 + 2 * 3 * 2) / 4  # rows 1 and 3 are white, above them black
    black_to_white = (1 * 4 + 1 * 3 * 2) / 4
    counts = np.floor(np.array([*alike, white_to_black, black_to_white]) + 0.5)
    share = counts / counts.sum()
    contrast, energy = 25 * (share[2] + share[3]), (share**2).sum()
    distance = np.sqrt(16 * (contrast**2 + (energy - 1) ** 2))
    assert scoot(stripes, np.ones((16, 16))) == pytest.approx(1 / (1 + distance))


def test_identical_is_one_and_harm_is_less(drawing, worse) -> None:
    """Every harm is seen."""
    assert scoot(drawing, drawing) == 1
    for harm in HARMS:
        assert scoot(worse[harm], drawing) < 0.99


def test_odd_sides_and_smallest() -> None:
    """8 px is enough, 7 is said to be too small, other sizes are refused."""
    sheet = np.random.default_rng(0).uniform(0, 1, (37, 53))
    assert scoot(sheet, sheet) == 1
    assert scoot(np.ones((8, 8)), np.ones((8, 8))) == 1
    for small in (np.ones((7, 8)), np.ones((1, 1))):
        with pytest.raises(MetricError, match="SCOOT needs 8 px"):
            scoot(small, small)
    with pytest.raises(MetricError, match="sizes differ"):
        scoot(np.ones((8, 8)), np.ones((9, 8)))
