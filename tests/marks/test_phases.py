"""Waves along directions: crests lie evenly, whatever the directions do."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from artline.marks.along import Lines
from artline.marks.crests import crests
from artline.marks.phases import phases, ways_of

SIDE = 120
GAP = 1.6
"""In steps of the grid."""
ALL = np.ones((SIDE, SIDE), bool)


def found(angle: NDArray[np.floating], gap: float = GAP) -> Lines:
    turns = np.full((SIDE, SIDE), 2 * np.pi / gap, np.float32)
    across, down = (f(angle).astype(np.float32) for f in (np.cos, np.sin))
    ways = ways_of(across, down, turns)
    return crests(phases(ways), ways, ALL)


def grid() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    y, x = np.mgrid[:SIDE, :SIDE].astype(float)
    return x, y


def distances(lines: Lines) -> NDArray[np.float64]:
    """From points of every line, its ends left out, to the nearest of any other."""
    from scipy.spatial import cKDTree

    even = lines.even(0.5, 4.0)
    number = even.number
    inner = ((even.points > 4) & (even.points < SIDE - 5)).all(1)
    near, who = cKDTree(even.points).query(even.points, k=24)
    other = number[who] != number[:, None]
    first = np.where(other.any(1), near[np.arange(len(near)), other.argmax(1)], np.nan)
    return first[inner & other.any(1)]


@pytest.mark.parametrize("tilt", [0.0, 0.4, 1.0, np.pi / 2, 2.5])
def test_straight_directions_give_straight_lines(tilt: float) -> None:
    """Protects from waves that swing or break where nothing asks for it."""
    lines = found(np.full((SIDE, SIDE), tilt))
    heights = -np.sin(tilt) * lines.points[:, 0] + np.cos(tilt) * lines.points[:, 1]
    for number in range(len(lines.counts)):
        assert np.ptp(heights[lines.number == number]) < 0.02
    middles = np.unique(np.rint(heights / GAP * 20) / 20)
    assert len(middles) >= SIDE / GAP - 1


@pytest.mark.parametrize("name", ["bend", "circles", "half"])
def test_lines_lie_evenly_where_directions_turn(name: str) -> None:
    """Protects evenness: on a bend, around a pole, and around half a turn, where no sign fits."""
    x, y = grid()
    around = np.arctan2(y - 58.3, x - 61.7)
    angle = {
        "bend": 0.6 * np.sin(x / 25) * np.cos(y / 30),
        "circles": around + np.pi / 2,
        "half": 0.5 * around,
    }[name]
    away = distances(found(angle))
    assert np.median(away) == pytest.approx(GAP, rel=0.08)
    assert np.percentile(away, 5) > 0.6 * GAP
    assert np.percentile(away, 95) < 1.4 * GAP


def test_lines_follow_the_directions() -> None:
    """Protects the flow: pieces of lines run as the field does."""
    x, y = grid()
    angle = 0.6 * np.sin(x / 25) * np.cos(y / 30)
    lines = found(angle).even(2.0, 6.0).smooth()
    inside = np.diff(lines.number, prepend=-1) == 0
    ahead = np.diff(lines.points, axis=0, prepend=0)[inside]
    places = np.rint(lines.points[inside]).astype(int).clip(0, SIDE - 1)
    off = np.arctan2(ahead[:, 1], ahead[:, 0]) - angle[places[:, 1], places[:, 0]]
    assert np.percentile(np.abs(np.sin(off)), 98) < 0.12


def test_nothing_is_looked_for_where_nothing_is_wanted() -> None:
    """Protects time, and paper."""
    turns = np.full((SIDE, SIDE), 2 * np.pi / GAP, np.float32)
    flat = np.ones((SIDE, SIDE), np.float32)
    ways = ways_of(flat, 0 * flat, turns)
    half = ALL.copy()
    half[:, 60:] = False
    assert crests(phases(ways), ways, half).points[:, 0].max() <= 60
    assert len(crests(phases(ways), ways, ~ALL).points) == 0


def test_the_same_field_gives_the_same_lines() -> None:
    """Protects repeatability."""
    x, _ = grid()
    first, second = (found(0.5 * np.sin(x / 20)) for _ in range(2))
    assert np.array_equal(first.points, second.points)
