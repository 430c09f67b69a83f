"""Circular scribbling: tone by circles, and a short way through all of their places."""

from __future__ import annotations

import numpy as np
import pytest

from artline.marks.render import rendered
from artline.marks.scribbled import scribbled
from artline.marks.tour import tour
from artline.nouns import Marks

GAP = np.full((200, 240), 3.8, np.float32)


@pytest.mark.parametrize("tone", [0.2, 0.5, 0.8])
def test_it_covers_as_much_paper_as_the_tone_asks_for(tone: float) -> None:
    """Protects tone: what circles cover is what was asked for, nearly."""
    lines = scribbled(np.full((200, 240), tone, np.float32), GAP, 1.0, 2.0)
    made = rendered(Marks(lines, 400, 480), 400, 480) / 255
    assert made[60:340, 60:420].mean() == pytest.approx(tone, abs=0.09)


def test_white_stays_white() -> None:
    """Protects lights: no line crosses a broad white stripe."""
    tone = np.full((200, 240), 0.6, np.float32)
    tone[:, 100:150] = 0
    lines = scribbled(tone, GAP, 1.0, 1.0)
    made = rendered(Marks(lines, 200, 240), 200, 240)
    assert made[:, 112:138].max() == 0
    assert len(lines) == 2


def test_white_paper_has_no_line() -> None:
    """Protects blank photos."""
    assert scribbled(np.zeros((200, 240), np.float32), GAP, 1.0, 1.0) == ()


@pytest.mark.parametrize("count", [1, 2, 3, 4, 50, 2000])
def test_the_tour_meets_every_place_once_and_is_short(count: int) -> None:
    """Protects the pen's way: a fifth longer at most than the best of such places."""
    places = np.random.default_rng(2).random((count, 2)) * 100
    order = tour(places)
    assert sorted(order.tolist()) == list(range(count))
    length = np.hypot(*np.diff(places[order], axis=0).T).sum()
    if count > 100:
        assert length < 1.22 * 0.7124 * 100 * np.sqrt(count)
