"""Line agreement, broken lines and economy move the right way and never divide by nothing."""

import numpy as np
import pytest

from artline.evaluate.metrics import lines
from artline.evaluate.metrics.gray import MetricError


def test_identical_drawings_agree_wholly(drawing) -> None:
    """Precision, recall and F1 are 1, from bytes as from fractions."""
    assert lines.line_agreement(drawing, drawing) == lines.LineAgreement(1.0, 1.0)
    assert lines.line_agreement((drawing * 255).astype(np.uint8), drawing).f1 == 1.0


def test_f1_is_the_harmonic_mean() -> None:
    """Not the plain one: one good half does not make up for the other."""
    assert lines.LineAgreement(1.0, 0.5).f1 == pytest.approx(2 / 3)
    assert lines.LineAgreement(0.0, 0.0).f1 == 0


def test_missing_lines_cost_recall_and_invented_ones_precision(drawing, worse) -> None:
    """Which of the two falls tells what went wrong."""
    half = drawing.copy()
    half[140:] = 1
    missing = lines.line_agreement(half, drawing)
    assert missing.recall < 0.8
    assert missing.precision > 0.98
    invented = lines.line_agreement(worse["scribbled"], drawing)
    assert invented.recall > 0.99
    assert invented.precision < 0.85


def test_lines_off_by_more_than_the_tolerance_do_not_count(drawing) -> None:
    """2 px of 256 is within 1 %, 6 px is not."""
    near = lines.line_agreement(np.roll(drawing, 2, axis=1), drawing).f1
    far = lines.line_agreement(np.roll(drawing, 6, axis=1), drawing).f1
    assert near > 0.99
    assert far < 0.75


@pytest.mark.parametrize("harm", ["specked", "broken", "shifted", "scribbled"])
def test_line_agreement_sees_harm(drawing, worse, harm) -> None:
    """Each harm to lines lowers F1."""
    assert lines.line_agreement(worse[harm], drawing).f1 < 0.95


def test_agreement_does_not_depend_on_the_tone_of_paper_and_pencil(drawing) -> None:
    """Pencil at 0.5 on grey paper at 0.8 has the same lines as ink on white."""
    pencil = (0.5 + 0.3 * drawing).astype(np.float32)
    assert lines.line_agreement(pencil, drawing).f1 > 0.99


def test_a_mass_is_its_outline() -> None:
    """A filled disc and its drawn rim are the same line."""
    y, x = np.indices((200, 200))
    radius = np.hypot(x - 100, y - 100)
    disc = np.where(radius < 60, 0.0, 1.0)
    rim = np.where(abs(radius - 60) < 1.2, 0.0, 1.0)
    assert lines.line_agreement(disc, rim).f1 > 0.99


def test_a_straight_stroke_has_two_ends_and_its_length() -> None:
    """One piece, two free ends, 60 px of 100."""
    sheet = np.ones((100, 100))
    sheet[50, 20:81] = 0
    pen = lines.strokes(sheet)
    assert (pen.count, pen.ends) == (1, 2)
    assert pen.length == pytest.approx(0.6)
    assert lines.stroke_economy(sheet) == pytest.approx(0.6)


def test_a_diagonal_counts_by_its_length() -> None:
    """Steps across corners are √2 long."""
    sheet = np.ones((100, 100))
    sheet[np.arange(20, 71), np.arange(20, 71)] = 0
    assert lines.strokes(sheet).length == pytest.approx(0.5 * 2**0.5)


def test_a_closed_ring_has_no_end() -> None:
    """And so is not broken at all."""
    y, x = np.indices((120, 120))
    ring = np.where(abs(np.hypot(x - 60, y - 60) - 40) < 1.2, 0.0, 1.0)
    assert lines.broken_lines(ring) == 0


def test_a_stroke_that_runs_into_a_mass_ends_once() -> None:
    """Hair does not break the line that meets it."""
    y, x = np.indices((120, 120))
    sheet = np.where(np.hypot(x - 80, y - 60) < 20, 0.0, 1.0)
    sheet[60, 10:70] = 0
    assert lines.strokes(sheet).ends == 1


def test_breaking_lines_shows_in_ends_and_economy(drawing, worse) -> None:
    """More ends for the same length, shorter strokes."""
    assert lines.broken_lines(worse["broken"]) > 3 * lines.broken_lines(drawing)
    assert lines.stroke_economy(worse["broken"]) < 0.6 * lines.stroke_economy(drawing)


def test_empty_and_black_drawings_have_numbers(drawing, blank, black) -> None:
    """Nothing drawn: agrees with nothing drawn, not with a drawing."""
    assert lines.line_agreement(blank, blank).f1 == 1
    assert lines.line_agreement(blank, drawing) == lines.LineAgreement(0, 0)
    assert lines.line_agreement(drawing, blank).f1 == 0
    assert lines.line_agreement(black, drawing).f1 < 0.2
    for sheet in (blank, black):
        assert lines.broken_lines(sheet) == 0
        assert lines.stroke_economy(sheet) == 0


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_one_pixel_is_a_drawing(value) -> None:
    """1×1 gives numbers, not a crash."""
    pixel = np.array([[value]])
    assert lines.line_agreement(pixel, pixel).f1 == 1
    assert lines.broken_lines(pixel) == 0


def test_faint_noise_on_paper_is_no_line(blank) -> None:
    """A sheet of nearly one grey has no lines to be found by force."""
    noisy = (blank - np.random.default_rng(0).uniform(0, 0.05, blank.shape)).astype(np.float32)
    assert not lines.thinned(lines.ink_of(noisy)).any()


def test_distances_are_exact() -> None:
    """Against every pair of pixels: a tolerance met exactly must count as met."""
    mask = np.random.default_rng(0).random((40, 31)) > 0.995
    there, here = np.argwhere(mask), np.argwhere(np.ones_like(mask)).reshape(40, 31, 1, 2)
    squares = ((here - there) ** 2).sum(axis=-1).min(axis=-1)
    np.testing.assert_array_equal(lines.distance_to(mask), np.sqrt(squares))
    assert np.isinf(lines.distance_to(np.zeros((2, 3), dtype=bool))).all()


def test_sizes_that_differ_are_refused(drawing) -> None:
    """Rather than measured askew."""
    with pytest.raises(MetricError, match="sizes differ"):
        lines.line_agreement(drawing, drawing[:-1])
