"""Light marks are drawn like dark ones, whole; of a wash, what is dark for its place."""

from __future__ import annotations

import numpy as np

from artline.nouns import Line, Marks, Shape
from artline.strokes.inked import inked, shapes_inked

SHAPE = (100, 100)


def bar(top: float, tone: float) -> Shape:
    corners = [[10, top], [90, top], [90, top + 4], [10, top + 4]]
    ring = np.concatenate([np.linspace(a, b, 20, endpoint=False) for a, b in zip(
        corners, corners[1:] + corners[:1], strict=True)])  # fmt: skip
    return Shape((ring.astype(np.float32),), "line", tone)


def test_a_light_shape_is_whole() -> None:
    """Protects light lines from breaking into specks; their tone is told apart."""
    marks = Marks((bar(20, 0.2), bar(60, 1.0)), 100, 100)
    drawn, tone = shapes_inked(marks, SHAPE)
    assert drawn[22, 15:85].all() and drawn[62, 15:85].all()
    assert tone[22, 50] < 0.25 and tone[62, 50] == 1


def test_lines_are_no_shapes_and_paper_lies_on_shapes() -> None:
    """Protects lines from being traced as well as carried over."""
    down = np.stack([np.full(40, 50), np.linspace(5, 95, 40)], 1).astype(np.float32)
    strand = Line(down, np.full(40, 6, np.float32), "hair")
    light = Line(down, np.full(40, 6, np.float32), "hair", paper=True)
    assert not shapes_inked(Marks((strand,), 100, 100), SHAPE)[0].any()
    assert inked(Marks((strand,), 100, 100), SHAPE).any()
    drawn, _ = shapes_inked(Marks((bar(60, 1.0), light), 100, 100), SHAPE)
    assert drawn[62, 30] and not drawn[62, 50]


def test_a_light_stroke_of_a_wash_is_drawn_where_nothing_darker_is_near() -> None:
    """Protects the hand's looks: light contours stay, grey between black strokes goes."""
    wash = np.zeros((400, 400), np.uint8)
    wash[80:84] = 90
    wash[240:244], wash[244:247] = 255, 90
    drawn = inked(Marks((), 400, 400, wash), (400, 400))
    assert drawn[82, 200] and drawn[242, 200] and not drawn[245, 200]
