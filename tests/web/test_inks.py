"""What is kept in memory is bounded in number, bytes and age; the oldest go first."""

from __future__ import annotations

import numpy as np
import pytest

from artline import pipeline
from artline.nouns import Ink
from artline.options import Settings
from artline.web.config import Limits
from artline.web.inks import Inks, size_of
from artline.web.problems import ProblemError
from made_ink import disc, made_ink


def _kept(inks: Inks, names: list[str]) -> list[bool]:
    found = []
    for name in names:
        try:
            inks.find(name)
            found.append(True)
        except ProblemError as problem:
            assert problem.status == 404
            found.append(False)
    return found


def test_the_longest_unasked_is_dropped_first():
    """Asking for one keeps it."""
    inks = Inks(Limits(inks=2))
    first, second = inks.keep(made_ink()), inks.keep(made_ink())
    inks.find(first)
    third = inks.keep(made_ink())
    assert _kept(inks, [first, second, third]) == [True, False, True]


def test_memory_is_bounded_but_the_latest_is_always_kept():
    """However large it is, somebody has just sent it."""
    size = size_of(made_ink())
    inks = Inks(Limits(ink_bytes=int(2.5 * size)))
    names = [inks.keep(made_ink()) for _ in range(4)]
    assert _kept(inks, names) == [False, False, True, True]
    assert inks.size == 2 * size
    small = Inks(Limits(ink_bytes=1))
    names = [small.keep(made_ink()) for _ in range(3)]
    assert _kept(small, names) == [False, False, True]


def test_a_retouch_counts_too():
    """Its arrays are memory as well; the photo is the same one."""
    inks = Inks(Limits(ink_bytes=int(2.2 * size_of(made_ink()))))
    names = [inks.keep(made_ink()) for _ in range(2)]
    inks.retouch(names[1], made_ink(subject=np.ones((160, 160), np.float32)))
    assert _kept(inks, names) == [False, True]


def test_what_nobody_asks_for_is_forgotten_after_a_while():
    """By a clock that the test turns."""
    now = [0.0]
    inks = Inks(Limits(ink_seconds=10), clock=lambda: now[0])
    names = [inks.keep(made_ink()), inks.keep(made_ink())]
    now[0] = 8
    inks.find(names[1])
    now[0] = 12
    inks.drop_old()
    assert len(inks) == 1
    assert _kept(inks, names) == [False, True]


def test_every_array_of_an_ink_is_counted():
    """Or memory would grow past its bound."""
    ink = made_ink()
    arrays = [getattr(ink, name) for name in Ink.__slots__]
    plain = sum(array.nbytes for array in arrays if isinstance(array, np.ndarray))
    channels = sum(channel.nbytes for channel in ink.channels.values())
    assert size_of(ink) == plain + channels + ink.photo.rgb.nbytes


@pytest.mark.parametrize("name", ["", "x", "../x"])
def test_a_name_that_was_never_given_leads_nowhere(name):
    """404, as for one that was dropped."""
    assert _kept(Inks(Limits()), [name]) == [False]


def test_what_an_ink_keeps_counts():
    """Protects the server's memory: the steep field of a drawing stays with its ink."""
    ink = made_ink(pressure=disc(50))
    before = size_of(ink)
    pipeline.finish(ink, Settings(size=320))
    assert size_of(ink) >= before + 320 * 320
