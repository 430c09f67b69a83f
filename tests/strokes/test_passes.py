"""Lines wider than the pen are several of its lines, side by side."""

from __future__ import annotations

import numpy as np
import pytest

from artline.strokes.passes import passes
from artline.strokes.path import Path

PEN = 4.0


def line(widths: np.ndarray) -> Path:
    x = np.arange(len(widths), dtype=float)
    return Path(np.stack([x, np.full(len(x), 50.0)], 1), widths)


def test_a_line_of_the_pen_is_drawn_once_along_its_middle() -> None:
    """Protects thin lines from being drawn twice."""
    thin = line(np.full(200, 1.3 * PEN))
    assert passes(thin, PEN, 1.0) == [thin]


@pytest.mark.parametrize("times", [2, 3, 5])
def test_a_wide_line_is_as_many_lines_as_fit(times: int) -> None:
    """Protects width and evenness: together they cover the line, no paper between them."""
    found = passes(line(np.full(200, times * PEN)), PEN, 1.0)
    middles = sorted(float(np.median(path.points[:, 1])) for path in found)
    assert len(found) == times
    assert middles[0] - PEN / 2 == pytest.approx(50 - times * PEN / 2, abs=0.3)
    assert middles[-1] + PEN / 2 == pytest.approx(50 + times * PEN / 2, abs=0.3)
    assert max(np.diff(middles)) <= PEN + 0.01


def test_the_second_line_runs_where_the_first_swells() -> None:
    """Protects tapered tips: one line there, and the whole length drawn once."""
    swelling = line(PEN * (1 + 1.6 * np.exp(-(((np.arange(300) - 150) / 50) ** 2))))
    first, second = passes(swelling, PEN, 1.0)[:2]
    assert first.length == pytest.approx(swelling.length, rel=0.02)
    assert 50 < second.length < 200
