"""Soft ink made steep: edges of a brush, and every line whole however light it is."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter, label
from skimage.morphology import skeletonize

from artline.evaluate.metrics.edge_width import edge_width
from artline.finish import steep as module
from artline.finish.steep import steepened
from artline.nouns import Mesh
from made_ink import SIDE, disc, ring


def blob(sigma: float = 2.0) -> np.ndarray:
    """A black disc with a hole, blurred: contours of every direction, bent both ways."""
    hard = (disc(50) > 0.5) & (disc(20) < 0.5)
    return gaussian_filter(hard.astype(np.float32), sigma)


def steep(soft: np.ndarray, scale: int = 2, **more: object) -> np.ndarray:
    """Made steep at `scale` times its size, as a photo whose pass has the size of `soft`."""
    h, w = soft.shape
    return steepened(np.asarray(soft, np.float32), scale * h, scale * w, float(scale), **more)


def eyes(radius: float, *middles: tuple[float, float]) -> Mesh:
    """A face of which nothing but the irises is known, in pixels."""
    rim = np.array([(0, 0), (-radius, 0), (0, -radius), (radius, 0), (0, radius)], np.float32)
    irises = np.array(middles, np.float32)[:, None] + rim
    return Mesh(np.zeros((468, 2), np.float32), irises, 1.0)


@pytest.mark.parametrize("scale", [1, 2])
def test_a_blurred_edge_becomes_steep(scale):
    """Protects drawings from blurred edges: the ink of a network is as soft as this."""
    soft = blob()
    before = edge_width(255 - (255 * soft).astype(np.uint8), pass_side=SIDE // 4)
    after = edge_width(255 - steep(soft, scale), pass_side=SIDE // 4)
    assert before.median > 3
    assert after.median <= 1.3


def test_an_edge_stays_where_it_was():
    """Protects faces from growing fat or thin: the area at half of the tone is the same."""
    soft = blob()
    assert (steep(soft) > 127).sum() / 4 == pytest.approx((soft > 0.5).sum(), rel=0.02)


@pytest.mark.parametrize("scale", [1, 2, 3])
@pytest.mark.parametrize("tone", [0.3, 0.9])
def test_a_light_line_stays_a_whole_light_line(tone, scale):
    """Protects jaws and lids: nothing is cut at a level, so no line breaks or goes black."""
    made = steep(tone * ring(50), scale)
    line = skeletonize(made > 127 * tone)
    y, x = (np.indices(made.shape) + 0.5) / scale - 0.5
    whole = skeletonize(np.abs(np.hypot(y - 80, x - 80) - 50) < 1)
    assert line.sum() >= 0.98 * whole.sum()
    assert label(line, np.ones((3, 3)))[1] == 1
    assert np.median(made[line]) == pytest.approx(255 * tone, rel=0.2)


def test_a_line_that_fades_is_whole_as_far_as_it_is_seen():
    """Protects the thin ends of strokes, which a cut at one level takes off."""
    along = np.linspace(0.1, 1, SIDE, dtype=np.float32)[None]
    across = np.exp(-(((np.arange(SIDE, dtype=np.float32) - 80) / 1.5) ** 2))[:, None]
    drawn = steep(across * along)[158:164].max(axis=0) / 255
    assert drawn[20:-20].min() > 0.1
    assert drawn[20:-20] == pytest.approx(np.repeat(along[0], 2)[20:-20], abs=0.1)


def test_blank_paper_stays_blank_and_costs_nothing(monkeypatch):
    """Protects the time of a drawing: only what holds ink goes through the filter."""

    def never(*_: object) -> np.ndarray:
        raise AssertionError("blank paper was filtered")

    monkeypatch.setattr(module, "_shocked", never)
    assert not steep(np.zeros((SIDE, SIDE), np.float32)).any()
    with pytest.raises(AssertionError, match="blank paper"):
        steep(ring(50))


def test_the_paper_that_is_left_out_changes_nothing(monkeypatch):
    """Protects the edges of a drawing: the filter gives the same as on the whole sheet."""
    soft = np.pad(blob()[40:120, 40:120], 60)  # cut off, so that ink ends hard
    made = steep(soft)
    monkeypatch.setattr(module, "MARGIN", 1000.0)
    assert np.array_equal(made, steep(soft))


@pytest.mark.parametrize("tone", [0.2, 0.5, 1.0])
def test_flat_grey_stays_flat(tone):
    """Protects even tone, where there is no darker and no lighter neighbour to move to."""
    made = steep(np.full((SIDE, SIDE), tone, np.float32)).astype(int)
    assert np.abs(made - 255 * tone).max() <= 1


def test_the_light_in_an_eye_stays():
    """Protects catchlights, which the long rounds close: in both irises of the mesh."""
    middles = ((60.0, 80.0), (100.0, 80.0))
    black = np.maximum(*(disc(6, (y, x)) for x, y in middles))
    lights = np.maximum(*(disc(1.8, (y - 1.5, x + 1.5)) for x, y in middles))
    soft = gaussian_filter(black * (1 - lights), 0.6)
    spared, closed = steep(soft, meshes=[eyes(6, *middles)]), steep(soft)
    for x, y in middles:
        rows, columns = (slice(round(2 * v) - 2, round(2 * v) + 3) for v in (y - 1.5, x + 1.5))
        assert spared[rows, columns].min() < 80
        assert closed[rows, columns].min() > 120


def test_the_same_ink_is_made_steep_alike():
    soft = blob()
    assert np.array_equal(steep(soft), steep(soft.copy()))


def test_the_ink_that_was_given_stays_as_it_is():
    soft = blob()
    before = soft.copy()
    steep(soft, 1)
    assert np.array_equal(soft, before)
