"""Hatched strokes: their tone, their ends, and where they may not go."""

from __future__ import annotations

import numpy as np
import pytest

from artline.marks.grain import Grain
from artline.marks.hatched import Layer, hatched
from artline.marks.render import rendered
from artline.nouns import Line, Marks

SIDE = 160


def layer(cover: np.ndarray | float, **other: object) -> Layer:
    one = np.ones((SIDE, SIDE), np.float32)
    fields = {
        "way": Grain(0.8 * one, -0.6 * one),
        "gap": 4 * one,
        "cover": cover * one,
        "thinnest": 0.1,
        "part": one,
        **other,
    }
    return Layer(**fields)


def picture(lines: tuple[Line, ...]) -> np.ndarray:
    return rendered(Marks(lines, 2 * SIDE, 2 * SIDE), 2 * SIDE, 2 * SIDE) / 255


@pytest.mark.parametrize("cover", [0.2, 0.5, 0.8])
@pytest.mark.parametrize("gap", [3.0, 5.0])
def test_an_even_grey_is_drawn_as_dark(cover: float, gap: float) -> None:
    """Protects tone at any distance of strokes."""
    lines = hatched(layer(cover, gap=np.full((SIDE, SIDE), gap, np.float32)), 1.0, 2.0, 0)
    made = picture(lines)[40:-40, 40:-40]
    assert made.mean() == pytest.approx(cover, abs=0.04)


def test_strokes_reach_the_frame() -> None:
    """Protects pictures from a white margin."""
    made = picture(hatched(layer(0.5), 1.0, 2.0, 0))
    for edge in (made[:6], made[-6:], made[:, :6], made[:, -6:]):
        assert edge.mean() > 0.4


def test_paper_stays_white() -> None:
    """Protects lights."""
    assert hatched(layer(0.0), 1.0, 2.0, 0) == ()
    ramp = np.tile(np.linspace(0, 0.6, SIDE, dtype=np.float32), (SIDE, 1))
    made = picture(hatched(layer(ramp), 1.0, 2.0, 0))
    assert made[:, : SIDE // 4].max() == 0
    assert made[:, -SIDE // 4 :].mean() > 0.4


def test_ends_narrow_and_form_no_line() -> None:
    """Protects from strokes that stop like planks, all at one place."""
    ramp = np.tile(np.linspace(0, 0.5, SIDE, dtype=np.float32), (SIDE, 1))
    lines = hatched(layer(ramp), 1.0, 1.0, 0)
    ends = [min(line.points[[0, -1], 0]) for line in lines if len(line.points) > 20]
    assert np.std(ends) > 3
    for line in lines:
        left = 0 if line.points[0, 0] < line.points[-1, 0] else -1
        if 1 < line.points[left, 1] < SIDE - 1:
            assert line.widths[left] < 0.4 * line.widths.max()


def test_no_stroke_over_a_border() -> None:
    """Protects eyes, lips and paper beyond the sitter; beside them strokes are whole."""
    inside = np.ones((SIDE, SIDE), np.float32)
    inside[60:100, 60:100] = 0
    made = picture(hatched(layer(0.5, part=inside), 1.0, 2.0, 0))
    assert made[126:194, 126:194].max() == 0
    assert made[90:116, 120:200].mean() > 0.4


def test_seeded() -> None:
    """Protects repeatability, and one layer's ends from lying on another's."""
    ramp = np.tile(np.linspace(0, 0.5, SIDE, dtype=np.float32), (SIDE, 1))
    first, again, other = (hatched(layer(ramp), 1.0, 1.0, seed) for seed in (0, 0, 1))
    assert all(np.array_equal(a.points, b.points) for a, b in zip(first, again, strict=True))
    assert [len(a.points) for a in first] != [len(b.points) for b in other]


def test_of_no_other_pen_when_finer() -> None:
    """Protects character: a field twice as fine gives the same strokes of the same photo."""
    coarse = hatched(layer(0.5), 1.0, 2.0, 0)
    one = np.ones((2 * SIDE, 2 * SIDE), np.float32)
    fine = Layer(Grain(0.8 * one, -0.6 * one), 8 * one, 0.5 * one, 0.1, one)
    lengths = [
        sum(float(np.hypot(*np.diff(line.points, axis=0).T).sum()) for line in lines)
        for lines in (coarse, hatched(fine, 2.0, 1.0, 0))
    ]
    assert lengths[0] == pytest.approx(lengths[1], rel=0.03)
