"""Wide lines that a pen draws in one go."""

from __future__ import annotations

import numpy as np
import pytest

from artline.strokes.carried import carried
from artline.strokes.path import Path
from artline.strokes.swung import swung


def level(width: float, length: int = 60) -> Path:
    x = np.arange(length + 1, dtype=float)
    return Path(np.stack([x, np.full_like(x, 20)], 1), np.full(len(x), width), whole=True)


def test_the_pen_swings_from_side_to_side() -> None:
    """Protects tone on a plotter: the line is covered to its edges, and no farther."""
    made = swung(level(8.0), 2.0)
    assert made.whole
    assert made.points[:, 1].min() == pytest.approx(17) and made.points[:, 1].max() == 23
    assert made.points[:, 0].max() == pytest.approx(60)
    assert np.diff(made.points[:, 0]).max() < 2


def test_a_line_no_wider_than_the_pen_is_its_middle() -> None:
    """Protects hairlines from trembling."""
    assert swung(level(1.5), 2.0).points[:, 1] == pytest.approx(20)


def test_a_dot_is_filled_with_turns() -> None:
    """Protects stippling, whose dots are larger where it is dark."""
    dot = Path(np.array([[10.0, 10.0], [10.1, 10.0]]), np.full(2, 9.0), whole=True)
    away = np.hypot(*(swung(dot, 2.0).points - dot.points.mean(0)).T)
    assert away.max() == pytest.approx(3.5) and away.min() < 0.1
    small = Path(dot.points, np.full(2, 2.2), whole=True)
    assert swung(small, 2.0) is small


def test_a_whole_line_is_carried_uncut() -> None:
    """Protects the spiral: neither its own neighbours nor the frame cut it."""
    from artline.nouns import Line, Marks

    points = np.stack([np.linspace(0, 100, 50), np.full(50, 50)], 1).astype(np.float32)
    lines = [
        Line(points + np.float32(away), np.full(50, 3, np.float32), "line", whole=True)
        for away in (0, 0.5)
    ]
    assert len(carried(Marks(tuple(lines), 100, 100), (100, 100), 4.0)) == 2
