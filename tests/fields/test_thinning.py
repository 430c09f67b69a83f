"""Lines thinned to a pixel, as an independent implementation has them."""

import numpy as np
from scipy.ndimage import distance_transform_edt
from skimage.morphology import skeletonize

from artline.fields.thinning import ends, thinned


def test_a_drawing_thins_as_in_scikit_image(drawing):
    """Protects the lines' places: both lie within a pixel and a half but for single ends."""
    ink = drawing.pixels < 128
    ours, theirs = thinned(ink, 1000), skeletonize(ink)
    assert np.mean(distance_transform_edt(~theirs)[ours] < 1.5) > 0.99
    assert np.mean(distance_transform_edt(~ours)[theirs] < 1.5) > 0.99
    assert ours.sum() < 1.15 * theirs.sum()


def test_a_line_has_two_ends_and_a_ring_none():
    """Protects closed lines from being narrowed, and the ends of open ones from being missed."""
    line = np.zeros((20, 40), bool)
    line[9:12, 5:35] = True
    y, x = np.nonzero(ends(thinned(line, 5)))
    assert len(x) == 2
    assert set(y) == {10}
    assert x.min() < 9
    assert x.max() > 30
    yy, xx = np.mgrid[:40, :40]
    ring = np.abs(np.hypot(yy - 20, xx - 20) - 12) < 2
    assert not ends(thinned(ring, 5)).any()
