"""Ordering shortens the ways and loses, adds and changes nothing."""

from __future__ import annotations

import time
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from artline.nouns import Pen, Stroke
from artline.strokes.budget import within
from artline.strokes.layers import LAYERS
from artline.strokes.order import ordered, shortened


def scattered(count: int, seed: int, loops: bool = True) -> list[Stroke]:
    rng = np.random.default_rng(seed)
    strokes = []
    for k in range(count):
        points = rng.random(2) * 200 + rng.normal(0, 4, (rng.integers(2, 6), 2)).cumsum(axis=0)
        closed = loops and k % 4 == 0
        if closed:
            points = np.concatenate([points, points[:1]])
        strokes.append(
            Stroke(
                points,
                np.ones(len(points)),
                pen=("black", "grey")[k % 2],
                layer=LAYERS[k % 4],
                closed=closed,
            )
        )
    return strokes


def key(stroke: Stroke) -> tuple[object, ...]:
    points = stroke.points[:-1] if stroke.closed else stroke.points
    return (stroke.pen, stroke.layer, stroke.closed, *sorted(map(tuple, points.tolist())))


def travel(strokes: list[Stroke]) -> float:
    ways = [b.points[0] - a.points[-1] for a, b in pairwise(strokes)]
    return float(np.hypot(*np.array(ways).T).sum())


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 40), st.integers(0, 2**32 - 1), st.sampled_from(["travel", "artist"]))
def test_the_same_strokes_come_back(count: int, seed: int, order: str) -> None:
    """Protects every stroke: turned round or begun elsewhere perhaps, but there, and once."""
    strokes = scattered(count, seed)
    result = ordered(strokes, [Pen("black"), Pen("grey")], order)
    assert sorted(map(key, result)) == sorted(map(key, strokes))
    pens = [stroke.pen for stroke in result]
    assert pens == sorted(pens)


def test_the_ways_are_much_shorter() -> None:
    """Protects the plotter's time: a quarter at most of what random order travels."""
    strokes = scattered(300, 3)
    assert travel(shortened(strokes, np.zeros(2))) < 0.25 * travel(strokes)


def test_an_artist_begins_with_the_face() -> None:
    """Protects `--order artist`: face, hair, body, background."""
    result = ordered(scattered(40, 5), [Pen("black"), Pen("grey")], "artist")
    black = [LAYERS.index(stroke.layer) for stroke in result if stroke.pen == "black"]
    assert black == sorted(black)


def test_a_budget_keeps_the_face_and_then_the_longest() -> None:
    """Protects `--strokes` and `--ink-length`: never more than asked, the face first."""
    strokes = scattered(40, 7)
    kept = within(strokes, 12, None)
    assert len(kept) == 12
    assert sum(stroke.layer == "face" for stroke in kept) == 10
    short = within(strokes, None, 100.0)
    assert 50 < sum(stroke.length for stroke in short) <= 100
    assert within(strokes, None, None) == strokes


def test_tens_of_thousands_of_dots_are_ordered_in_seconds() -> None:
    """Protects stippling: the ways between dots stay short, and so does the wait."""
    places = np.random.default_rng(5).random((20_000, 2)) * 200
    dots = [Stroke(np.array([(x, y), (x + 0.05, y)]), np.ones(2)) for x, y in places]
    begun = time.process_time()
    result = shortened(dots, np.zeros(2))
    assert time.process_time() - begun < 15
    assert travel(result) < 1.2 * 0.7124 * np.sqrt(20_000 * 200**2)
