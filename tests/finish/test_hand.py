"""Looks in an artist's hand: the channel is drawn, knobs turn it, and the background is paper."""

from dataclasses import replace

import numpy as np
import pytest

from artline.finish.hand import draw
from artline.looks import LOOKS
from artline.options import Settings
from made_ink import SIDE, disc, made_ink, ring

HAIR = disc(16, (45, 80)) > 0.9


def handed(**changes):
    drawn = np.maximum(0.8 * ring(50), 0.5 * disc(20, (45, 80))).astype(np.float32)
    tree = 0.7 * ring(12, (40, 145))
    return made_ink(graphite=np.maximum(drawn, tree), **changes)


def touch(ink=None, **knobs):
    settings = Settings.choose(look="graphite", **knobs)
    return draw(ink or handed(), settings, LOOKS["graphite"].draw.keywords["style"]).tone


def test_lines_and_tone_are_drawn_and_the_rest_is_paper():
    drawn = touch()
    assert drawn[ring(50) > 0.9].mean() > 0.6
    assert 0.1 < drawn[HAIR].mean() < 0.75
    assert drawn[(ring(50, width=5) < 0.02) & (disc(24, (45, 80)) < 0.02)].max() == 0


def test_tone_is_strokes_with_paper_between_them():
    hair = touch()[HAIR]
    assert hair.std() > 0.12


def test_narrow_tone_is_a_line_and_stays_whole():
    """Protects lids and lips from the gaps that strokes of a tone have."""
    lid = ring(30) > 0.9
    drawn = touch(made_ink(graphite=0.6 * ring(30), line=0 * ring(30)))[lid]
    assert drawn.min() > 0.4


def test_the_background_is_paper_or_kept_lighter():
    tree = ring(12, (40, 145)) > 0.9
    assert touch()[tree].max() == 0
    kept = touch(background="keep")[tree]
    assert 0.05 < kept.mean() < 0.5


@pytest.mark.parametrize(
    "less, more",
    [({"shade": -0.8}, {"shade": 0.8}), ({"weight": 0.5}, {"weight": 2.5}), ({"detail": -1}, {})],
)
def test_knobs_turn_the_way_their_names_say(less, more):
    assert touch(**less).sum() < touch(**more).sum()


def test_more_detail_draws_what_the_photo_has():
    """Protects the knob's upper half: lines that the network left out are drawn too."""
    line = ring(20, (100, 80))
    ink = replace(handed(), lightness=(0.8 - 0.3 * line).astype(np.float32))
    inside = line > 0.9
    assert touch(ink, detail=1).sum() > touch(ink).sum()
    assert touch(ink, detail=1)[inside].mean() > touch(ink)[inside].mean()


def test_nobody_found_draws_everything():
    """Protects pictures without people: never an empty sheet."""
    alone = handed(subject=np.zeros((SIDE, SIDE), np.float32), faces=())
    drawn = touch(alone, background="keep")
    assert drawn[ring(12, (40, 145)) > 0.9].mean() > 0.3
