"""Lines among the marks reach the pen as they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from artline import Drawing
from artline.nouns import Line, Mark, Marks
from artline.nouns.marks import Role
from artline.strokes.carried import carried

SHAPE = (200, 200)


def line(y: float, *, role: Role = "hair", **other: float) -> Line:
    x = np.linspace(10, 90, 41)
    points = np.stack([x, y + 4 * np.sin((x - 10) * np.pi / 80)], 1).astype(np.float32)
    return Line(points, np.full(41, 1.0, np.float32), role, **other)


def marks(*found: Mark) -> Marks:
    return Marks(found, 100, 100)


def test_a_line_keeps_its_middle_and_its_width() -> None:
    """Protects strands from the raster: exact places at twice the size."""
    (path,) = carried(marks(line(50)), SHAPE, pen=2)
    assert path.points[0] == pytest.approx((20, 100)) and path.points[-1] == pytest.approx(
        (180, 100)
    )
    assert path.points[:, 1].max() == pytest.approx(108, abs=0.1)
    assert path.widths == pytest.approx(2)


def test_paper_on_top_cuts_a_line_and_beneath_it_does_not() -> None:
    """Protects lights in hair, which are lines of paper."""
    down = np.stack([np.full(36, 50), np.linspace(20, 90, 36)], 1).astype(np.float32)
    across = Line(down, np.full(36, 8, np.float32), "hair", paper=True)
    left, right = carried(marks(line(50), across), SHAPE, pen=2)
    assert left.points[:, 0].max() < 95 and right.points[:, 0].min() > 105
    assert len(carried(marks(across, line(50)), SHAPE, pen=2)) == 1


def test_strands_nearer_than_the_pen_are_one() -> None:
    """Protects paper from being torn: the more important strand is drawn."""
    faint, strong = line(50, importance=0.2), line(51, importance=0.9)
    (path,) = carried(marks(faint, strong), SHAPE, pen=8)
    assert path.points[0, 1] == pytest.approx(102)
    assert len(carried(marks(faint, strong), SHAPE, pen=1)) == 2


def test_a_line_of_the_drawing_is_a_path_of_its_layer(drawing: Drawing) -> None:
    """Protects the way from mark to page, and that a role says more than the place."""
    height, width = drawing.marks.height, drawing.marks.width
    points = np.array([[0.1 * width, 0.03 * height], [0.9 * width, 0.03 * height]], np.float32)
    strand = Line(points, np.full(2, 0.002 * width, np.float32), "hair")
    plain = replace(drawing, marks=Marks((), height, width))
    plot = replace(plain, marks=Marks((strand,), height, width)).strokes()
    (path,) = plot.paths
    assert path.layer == "hair"
    assert path.points[[0, -1], 1] == pytest.approx(0.03 * plot.height, abs=0.05)
    assert path.length == pytest.approx(0.8 * plot.width, rel=0.01)
