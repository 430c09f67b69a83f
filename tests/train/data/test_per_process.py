"""What each process makes for itself: once, and anew in a forked one."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from artline.train.data.per_process import PerProcess

PID = PerProcess(os.getpid)


def made() -> tuple[int, int]:
    return PID(), os.getpid()


def test_it_is_made_once() -> None:
    calls: list[int] = []
    own = PerProcess(lambda: calls.append(1))
    own()
    own()
    assert calls == [1]


def test_a_forked_process_makes_its_own() -> None:
    """Sessions lose their threads in a fork; what was inherited must not be used."""
    assert PID() == os.getpid()
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
        inherited, there = pool.submit(made).result()
    assert inherited == there != os.getpid()
