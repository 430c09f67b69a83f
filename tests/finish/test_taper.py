"""Lines that narrow towards their ends, and keep all else."""

import numpy as np
from scipy.ndimage import gaussian_filter

from artline.finish.taper import LENGTH, tapered
from made_ink import SIDE, disc, ring

UNIT = 2.25


def steep(ink: np.ndarray) -> np.ndarray:
    """A bar, a ring or a disc with edges as the shock filter leaves them."""
    return np.rint(255 * gaussian_filter(ink.astype(np.float64), 0.6)).astype(np.uint8)


def bar() -> np.ndarray:
    """A line of 5 pixels from column 40 to 120."""
    ink = np.zeros((SIDE, SIDE))
    ink[78:83, 40:120] = 1
    return steep(ink)


def widths(field: np.ndarray) -> np.ndarray:
    """Ink in every column, in pixels."""
    return np.asarray(field.sum(0) / 255)


def test_a_line_narrows_evenly_to_a_point_and_keeps_its_middle():
    """Protects the knob's promise: at 1 a line ends in a point, at a half in half its width."""
    before, half, whole = (widths(tapered(bar(), share, UNIT)) for share in (0.0, 0.5, 1.0))
    assert np.allclose(whole[75:85], before[75:85], atol=0.1)
    assert np.all(np.diff(whole[43:60]) > -0.25)
    assert whole[43:46].mean() < 0.3 * before[43:46].mean()
    assert 0.4 < half[43:46].mean() / before[43:46].mean() < 0.75
    assert LENGTH * UNIT < 30  # what the columns above are chosen for


def test_what_has_no_ends_stays():
    """Protects closed lips, irises and black areas from being eaten."""
    for ink in (ring(40, width=4) > 0.5, disc(30) > 0.5):
        assert np.array_equal(tapered(steep(ink), 1.0, UNIT), steep(ink))
