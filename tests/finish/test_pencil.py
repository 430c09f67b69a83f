"""Pencil: lines, tone in strokes, paper with a tooth; the knobs turn it."""

from dataclasses import replace

import numpy as np
import pytest

from artline.finish.pencil import draw
from artline.options import Settings
from made_ink import SIDE, disc, made_ink, ring

HAIR = disc(16, (45, 80)) > 0.9
AWAY = (ring(50, width=5) < 0.02) & (disc(24, (45, 80)) < 0.02) & (disc(45) > 0.5)


def penciled(**changes):
    """A head whose outline and cap of hair pen and channel have, on white skin."""
    drawn = np.maximum(0.8 * ring(50), 0.5 * disc(20, (45, 80))).astype(np.float32)
    tree = 0.7 * ring(12, (40, 145))
    light = (0.95 - 0.6 * disc(20, (45, 80))).astype(np.float32)
    made = {"pencil": np.maximum(drawn, tree), "lightness": light, **changes}
    return made_ink(**made)


def touch(ink=None, **knobs):
    """The graphite, 0..1, at the size of the made ink."""
    wash = draw(ink or penciled(), Settings.choose(look="pencil", **knobs))
    place = ((np.arange(SIDE) + 0.5) * wash.shape[0] / SIDE).astype(int)
    return wash[np.ix_(place, place)] / 255


def test_lines_and_tone_are_drawn_and_the_rest_is_paper():
    drawn = touch()
    assert drawn[ring(50) > 0.9].mean() > 0.5
    assert 0.2 < drawn[HAIR].mean() < 0.8
    assert drawn[AWAY].mean() < 0.02


def test_tone_is_strokes_with_paper_between_them():
    assert touch()[HAIR].std() > 0.12


def test_paper_has_a_grain():
    """Protects from one flat grey: neighbours in a dark area differ, finer than strokes do."""
    wash = draw(penciled(), Settings(look="pencil")).astype(float) / 255
    middle = wash.shape[0] // 2
    line = wash[middle + round(50 * wash.shape[0] / SIDE), middle - 40 : middle + 40]
    assert np.abs(np.diff(line)).mean() > 0.02


def test_lines_are_not_all_as_dark():
    """Protects lines from being wire: the hand presses more and less."""
    angle = np.linspace(0, 2 * np.pi, 200)
    y, x = (np.rint(80 + 50 * f(angle)).astype(int) for f in (np.sin, np.cos))
    below = y > 75
    along = touch(penciled(faces=()))[y[below], x[below]]
    smooth = np.convolve(along, np.ones(9) / 9, "valid")
    assert smooth.max() - smooth.min() > 0.1 and smooth.min() > 0.2


def test_a_dark_photo_has_tone_where_the_channel_has_none():
    """Protects skin and cloth in shadow: tone follows the photo too."""
    shadow = disc(14, (100, 80))
    ink = replace(penciled(), lightness=(0.95 - 0.8 * shadow).astype(np.float32))
    there = shadow > 0.9
    assert touch(ink)[there].mean() > touch()[there].mean() + 0.1


def test_the_background_is_paper_or_kept_lighter():
    tree = ring(12, (40, 145)) > 0.9
    assert touch()[tree].mean() < 0.02
    assert 0.05 < touch(background="keep")[tree].mean() < 0.8


@pytest.mark.parametrize(
    "less, more",
    [({"shade": -0.8}, {"shade": 0.8}), ({"weight": 0.5}, {"weight": 2.5}), ({"detail": -1}, {})],
)
def test_knobs_turn_the_way_their_names_say(less, more):
    assert touch(**less).sum() < touch(**more).sum()


def test_what_the_user_erased_stays_empty():
    erased = np.zeros((SIDE, SIDE), bool)
    erased[:60] = True
    ink = penciled(erased=erased, pressure=np.where(erased, 0, ring(50)).astype(np.float32))
    assert touch(ink)[:58].max() < 0.1


def test_the_same_photo_gives_the_same_drawing():
    assert np.array_equal(touch(), touch())
