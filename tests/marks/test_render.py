"""Marks as pixels: painted one over the other, the same picture at every size."""

import numpy as np
import pytest
from PIL import Image

from artline.marks.render import rendered
from artline.nouns import Line, Marks, Shape, Window

SIDE = 100


def stroke(width: float = 6.0, **more: object) -> Line:
    """A gentle arc, as thick in the middle as it is asked to be, ending in points."""
    x = np.linspace(10, 90, 40)
    points = np.stack([x, 50 + 12 * np.sin(x / 20)], 1).astype(np.float32)
    widths = (width * np.sin(np.linspace(0, np.pi, 40))).astype(np.float32)
    return Line(points, widths, "hair", **more)  # type: ignore[arg-type]


def square(low: float, high: float, tone: float = 1.0) -> Shape:
    corners = np.array([(low, low), (high, low), (high, high), (low, high)], np.float32)
    # as many points as a traced outline has: curves then keep close to the corners
    sides = [
        a + (b - a) * t
        for a, b in zip(corners, np.roll(corners, -1, 0), strict=True)
        for t in np.linspace(0, 1, 40, endpoint=False)
    ]
    return Shape((np.array(sides, np.float32),), "scene", tone)


def test_a_part_is_the_same_as_in_the_whole():
    """Protects what is seen near: outlines that lie half within the part, around it, and beside."""
    marks = Marks((square(10, 90, 0.5), stroke(), square(60, 64), square(2, 4)), SIDE, SIDE)
    whole = rendered(marks, 1900, 1900)
    for window in (Window(400, 900, 333, 211), Window(0, 0, 97, 60), Window(1100, 1100, 140, 800)):
        part = rendered(marks, 1900, 1900, window=window).astype(int)
        rows = slice(window.top, window.top + window.height)
        columns = slice(window.left, window.left + window.width)
        assert np.ptp(part) > 60
        assert np.abs(part - whole[rows, columns]).max() <= 1


def test_marks_cover_those_beneath_them():
    """Protects paper lines in black hair, and grey on black."""
    marks = Marks((square(10, 90), square(30, 70, 0.4), stroke(paper=True)), SIDE, SIDE)
    picture = rendered(marks, SIDE, SIDE)
    assert picture[15, 15] == 255
    assert picture[35, 60] == round(0.4 * 255)
    assert picture[round(50 + 12 * np.sin(2.5)), 50] == 0


@pytest.mark.parametrize("side", [50, 200, 431, 1000])
def test_every_size_is_the_same_picture(side):
    """The large picture shrunk by areas is the small one: same marks, no own rendering a size."""
    marks = Marks((square(12, 77.5, 0.6), stroke(9)), SIDE, SIDE)
    once = rendered(marks, side, side)
    fine = rendered(marks, 4 * side, 4 * side)
    shrunk = np.asarray(Image.fromarray(fine).resize((side, side), Image.Resampling.BOX))
    assert np.abs(once.astype(int) - shrunk).max() <= 12
    assert abs(once.mean() - shrunk.mean()) < 0.15


def test_a_line_is_as_wide_as_it_says():
    """Area of a stroke is length by width."""
    picture = rendered(Marks((stroke(),), SIDE, SIDE), 10 * SIDE, 10 * SIDE)
    assert picture.sum() / 255 / 100 == pytest.approx(stroke().area, rel=0.03)


def test_marks_are_painted_on_what_is_beneath():
    wash = np.full((SIDE, SIDE), 90, np.uint8)
    picture = rendered(Marks((square(40, 60),), SIDE, SIDE), SIDE, SIDE, beneath=wash)
    assert picture[50, 50] == 255 and picture[5, 5] == 90
    assert (wash == 90).all()


def test_a_line_on_black_stays_black():
    """Protects dark hair: whichever way a line runs, it adds to the black beneath it."""
    for points in (slice(None), slice(None, None, -1)):
        line = stroke()
        turned = Line(line.points[points], line.widths[points], "hair")
        picture = rendered(Marks((square(10, 90), turned), SIDE, SIDE), SIDE, SIDE)
        assert (picture[20:80, 20:80] == 255).all()


def test_nothing_is_paper():
    assert not rendered(Marks((), SIDE, SIDE), 7, 9).any()
