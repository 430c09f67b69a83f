"""The width of edges is right where it is known by hand, and soft drawings have wider ones."""

import numpy as np
import pytest
from PIL import Image, ImageDraw
from scipy.ndimage import gaussian_filter

from artline.evaluate.metrics.edge_width import MOST_CONTOUR_POINTS, edge_width
from artline.evaluate.metrics.gray import MetricError

FINER = 8


def disc(side: int) -> np.ndarray:
    """A black disc, each pixel the mean of what it covers."""
    canvas = Image.new("L", (side * FINER, side * FINER), 255)
    edge = 0.15 * side * FINER
    ImageDraw.Draw(canvas).ellipse([edge, edge, side * FINER - edge, side * FINER - edge], fill=0)
    small = canvas.resize((side, side), Image.Resampling.BOX)
    return np.asarray(small, dtype=np.float32) / np.float32(255)


def half_plane(degrees: float, side: int = 128) -> np.ndarray:
    """Black beside a straight edge through the middle, each pixel the mean of what it covers."""
    y, x = (np.indices((side * FINER, side * FINER)) + 0.5) / FINER - side / 2
    turn = np.deg2rad(degrees)
    light = (x * np.cos(turn) + y * np.sin(turn) > 0.3).astype(np.float32)
    return light.reshape(side, FINER, side, FINER).mean(axis=(1, 3))


def blurred(gray: np.ndarray, sigma: float) -> np.ndarray:
    return np.clip(gaussian_filter(gray, sigma), 0, 1)


def enlarged(gray: np.ndarray, times: int) -> np.ndarray:
    size = (gray.shape[1] * times, gray.shape[0] * times)
    return np.clip(np.asarray(Image.fromarray(gray).resize(size, Image.Resampling.BICUBIC)), 0, 1)


@pytest.mark.parametrize("degrees", [0, 5, 20, 45, 70])
def test_an_anti_aliased_edge_is_less_than_a_pixel_wide(degrees) -> None:
    """A box of one pixel rises from 20 to 80 % in 0.6 px; reading between pixels adds a little."""
    width = edge_width(half_plane(degrees))
    assert 0.55 < width.median < 1.0
    assert width.percentile_95 < 1.1
    assert width.n >= 100


def test_an_anti_aliased_disc_is_less_than_a_pixel_wide() -> None:
    """Contours of every direction, all of them found: its outline is 1,126 px long."""
    width = edge_width(disc(512))
    assert width.median == pytest.approx(0.65, abs=0.1)
    assert width.percentile_95 < 1.0
    assert width.n == pytest.approx(1126, rel=0.15)


@pytest.mark.parametrize("sigma", [1.0, 2.0, 3.0])
def test_a_blurred_edge_is_1_68_sigma_wide(sigma) -> None:
    """A Gaussian's 20 % and 80 % lie 1.683 σ apart; the way followed is 12 px here."""
    width = edge_width(blurred(disc(512), sigma), pass_side=64)
    assert width.median == pytest.approx(1.683 * sigma, rel=0.04)
    assert width.percentile_95 == pytest.approx(1.683 * sigma, rel=0.1)


def test_more_blur_is_wider_and_a_drawing_enlarged_is_as_many_times_wider(drawing) -> None:
    """On a drawing with lines of 2.5 px and a mass: this is what the measure is there to see."""
    widths = [edge_width(blurred(drawing, sigma)).median for sigma in (0.01, 0.5, 1.0)]
    assert widths == sorted(widths)
    assert widths[2] > 1.5 * widths[0]
    once = edge_width(disc(128))
    large = edge_width(enlarged(disc(128), 4), pass_side=128)
    assert large.median / once.median == pytest.approx(4, rel=0.15)
    assert large.percentile_95 / once.percentile_95 == pytest.approx(4, rel=0.15)


def test_an_edge_wider_than_the_way_followed_is_cut_short() -> None:
    """A ramp over the whole sheet: 60 % of the way followed, 2 · 2 px."""
    ramp = np.tile(np.linspace(0, 1, 10, dtype=np.float32), (40, 1))
    assert edge_width(ramp).median == pytest.approx(0.6 * 4, rel=0.1)


def test_a_thin_pale_line_counts_from_a_contrast_of_a_fifth(blank) -> None:
    """Both sides of it, and nothing below; the least measured edge."""
    pale, paler = blank.copy(), blank.copy()
    pale[20:230, 128] = 0.79
    paler[20:230, 128] = 0.85
    width = edge_width(pale)
    assert width.n == pytest.approx(420, rel=0.05)
    assert width.median < 1.0
    assert edge_width(paler) is None


def test_the_next_line_does_not_count(blank) -> None:
    """A grey line 3 px before a black mass: its contours end where the grey turns back."""
    sheet = blank.copy()
    sheet[:, 100:] = 0
    alone = edge_width(sheet, pass_side=64)
    sheet[:, 95:97] = 0.5
    beside = edge_width(sheet, pass_side=64)
    assert beside.n == 3 * alone.n
    assert beside.percentile_95 < 1.0


def test_sheets_without_edges_have_no_width(blank, black) -> None:
    """Nor has a wash, nor one pixel."""
    wash = np.tile(np.linspace(0.5, 1, 256), (256, 1))
    for sheet in (blank, black, wash, np.ones((1, 1)), np.full((30, 40), 0.5)):
        assert edge_width(sheet) is None


def test_a_large_drawing_is_measured_at_some_of_its_contour_points() -> None:
    """The same ones twice, and another seed finds nearly the same."""
    stripes = np.tile(np.repeat([0.0, 1.0], 8), (1500, 90))
    sheet = blurred(stripes.astype(np.float32), 1.0)
    width = edge_width(sheet)
    assert width.n == MOST_CONTOUR_POINTS
    assert edge_width(sheet) == width
    assert edge_width(sheet, seed=1).median == pytest.approx(width.median, rel=0.01)


def test_what_cannot_be_measured_is_refused(blank) -> None:
    """One line, and what to give instead."""
    with pytest.raises(MetricError, match="pass_side"):
        edge_width(blank, pass_side=0)
    with pytest.raises(MetricError, match="H×W"):
        edge_width(np.ones((4, 4, 3)))
