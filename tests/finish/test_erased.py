"""Marks where the user erased: lines end, shapes are covered, washes are bare."""

from dataclasses import replace

import numpy as np
import pytest

from artline.finish.erased import without_erased
from artline.finish.pixels import pixels_of
from artline.nouns import Ink, Line, Marks, Shape
from artline.options import Settings
from artline.strokes.carried import carried
from artline.strokes.inked import inked
from made_ink import SIDE, made_ink

HALF = SIDE // 2


@pytest.fixture(scope="module")
def right() -> Ink:
    """Its right half is erased."""
    erased = np.zeros((SIDE, SIDE), bool)
    erased[:, HALF:] = True
    return replace(made_ink(), erased=erased)


def level(**own: object) -> Line:
    """A line from left to right."""
    x = np.linspace(10, SIDE - 10, 60)
    points = np.stack([x, np.full_like(x, 50.0)], 1).astype(np.float32)
    return Line(points, np.full(60, 4.0, np.float32), "line", **own)


def square() -> Shape:
    """All of the picture but its rim."""
    near, far = 5.0, SIDE - 5.0
    ring = np.array([(near, near), (far, near), (far, far), (near, far)], np.float32)
    return Shape((np.repeat(ring, 3, 0),), "line")


def left_of(marks: tuple[Line | Shape, ...], ink: Ink, **chosen: object) -> Marks:
    settings = Settings(**chosen)
    return without_erased(Marks(marks, ink.photo.height, ink.photo.width), ink, settings)


@pytest.mark.parametrize("whole", [False, True])
def test_lines_end_where_it_is_erased(right: Ink, whole: bool) -> None:
    """Cut and not covered: so it holds for pens too, and for lines that are drawn in one go."""
    made = left_of((level(whole=whole),), right)
    (line,) = made.marks
    assert line.points[:, 0].max() <= HALF
    assert line.points[:, 0].max() > HALF - 5
    assert line.whole is whole


def test_shapes_are_covered_by_paper(right: Ink) -> None:
    """In pictures and for pens, whatever lies beneath."""
    made = left_of((square(), level()), right)
    pixels = pixels_of(made, Settings())
    assert pixels[:, HALF + 3 :].min() == 255
    assert pixels[10:-10, 10 : HALF - 3].max() == 0
    assert not inked(made, (SIDE, SIDE))[:, HALF + 3 :].any()


def test_a_pen_draws_no_line_beneath_a_shape_of_paper(right: Ink) -> None:
    """Protects what linocut has cleared too."""
    made = left_of((square(),), right)
    below = replace(made, marks=(level(), *made.marks))
    ends = np.concatenate([path.points[:, 0] for path in carried(below, (SIDE, SIDE), 2.0)])
    assert ends.max() < HALF + 3


def test_a_wash_is_bare(right: Ink) -> None:
    wash = np.full((2 * SIDE, 2 * SIDE), 200, np.uint8)
    made = without_erased(Marks((), SIDE, SIDE, wash), right, Settings())
    assert made.wash is not None
    assert made.wash[:, SIDE + 2 :].max() == 0
    assert made.wash[:, : SIDE - 2].min() == 200
    assert not made.marks


def test_nothing_is_covered_where_nothing_was_drawn(right: Ink) -> None:
    """Protects files for cutting from a shape of paper that nobody needs."""
    line = level()
    short = replace(line, points=line.points[:20], widths=line.widths[:20])
    assert left_of((short,), right).marks == (short,)


def test_without_erasing_marks_stay_as_they_are() -> None:
    marks = Marks((square(),), SIDE, SIDE)
    assert without_erased(marks, made_ink(), Settings()) is marks
