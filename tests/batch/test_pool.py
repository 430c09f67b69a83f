"""The pool: every photo gets an outcome, whatever becomes of the others or of a worker."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
from pathlib import Path

import pytest
from PIL import Image
from skimage import data

from artline.batch.local import draw_all, suitable_workers
from artline.batch.names import plan
from artline.batch.order import Order
from artline.batch.outcome import Outcome
from artline.batch.pool import _LeaveOnce
from artline.errors import ModelError

PHOTOS = 3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three small portraits and one file that is none."""
    (tmp_path / "in").mkdir()
    for number in range(PHOTOS):
        small = Image.fromarray(data.astronaut()[:240, 120:320]).resize((80 + number, 96))
        small.save(tmp_path / "in" / f"{number}.png")
    (tmp_path / "in" / "bad.png").write_bytes(b"not a picture")
    return tmp_path


def drawn(folder: Path, order: Order, workers: int) -> list[Outcome]:
    planned = plan([str(folder / "in")], str(folder / "out"))
    return list(draw_all(planned.jobs, order, workers=workers))


def test_one_bad_photo_stops_nobody_and_workers_change_no_pixel(folder: Path) -> None:
    """Protects a folder run: all others are drawn, and -j does not change what is drawn."""
    files = []
    for order, workers in ((Order(), 2), (Order(existing="replace", threads=1), 1)):
        outcomes = {Path(o.photo).name: o for o in drawn(folder, order, workers)}
        assert len(outcomes) == PHOTOS + 1
        bad = outcomes.pop("bad.png")
        assert bad.status == "failed"
        assert "bad.png" in (bad.error or "")
        for number in range(PHOTOS):
            outcome = outcomes[f"{number}.png"]
            assert (outcome.status, outcome.width) == ("drawn", 80 + number)
            with Image.open(folder / "out" / f"{number}.png") as image:
                assert image.size == (80 + number, 96)
        files.append({path.name: path.read_bytes() for path in (folder / "out").iterdir()})
        assert len(files[-1]) == PHOTOS
    assert files[0] == files[1]


def test_what_is_there_is_refused_skipped_or_replaced(folder: Path) -> None:
    """Protects drawings that are already there."""
    (folder / "out").mkdir()
    there = folder / "out" / "0.png"
    there.write_bytes(b"older")
    first = plan([str(folder / "in" / "0.png")], str(folder / "out")).jobs
    (refused,) = draw_all(first, Order())
    assert refused.status == "failed"
    assert "--force" in (refused.error or "")
    (skipped,) = draw_all(first, Order(existing="skip"))
    assert skipped.status == "skipped"
    assert there.read_bytes() == b"older"
    (replaced,) = draw_all(first, Order(existing="replace"))
    assert replaced.status == "drawn"
    assert there.read_bytes().startswith(b"\x89PNG")


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_a_worker_that_is_killed_costs_one_photo(folder: Path) -> None:
    """Protects a run from the system's out-of-memory killer."""
    planned = plan([str(folder / "in")], str(folder / "out"))
    outcomes = []
    with contextlib.closing(draw_all(planned.jobs, Order(), workers=2)) as running:
        outcomes.append(next(running))
        victim = multiprocessing.active_children()[0].pid
        assert victim is not None
        os.kill(victim, signal.SIGKILL)
        outcomes += running
    killed = [o for o in outcomes if "ended by signal 9" in (o.error or "")]
    assert len(outcomes) == PHOTOS + 1
    assert len(killed) == 1
    assert "-j 1" in (killed[0].error or "")
    assert sum(o.status == "drawn" for o in outcomes) == PHOTOS - 1
    assert not multiprocessing.active_children()


def test_stopping_early_leaves_no_worker_and_no_half_file(folder: Path) -> None:
    """Protects Ctrl-C: what is there is whole, and nobody goes on drawing."""
    planned = plan([str(folder / "in")], str(folder / "out"))
    with contextlib.closing(draw_all(planned.jobs, Order(), workers=2)) as running:
        next(running)
    assert not multiprocessing.active_children()
    for path in (folder / "out").iterdir():
        with Image.open(path) as image:
            image.load()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_model_that_is_none_stops_at_once(folder: Path, workers: int) -> None:
    """Protects from one and the same failure a thousand times."""
    with pytest.raises(ModelError, match="nobody"):
        drawn(folder, Order(model="nobody"), workers)
    assert not multiprocessing.active_children()


def test_workers_are_few_for_few_photos() -> None:
    """Protects a single photo from paying for processes."""
    assert suitable_workers(0) == suitable_workers(1) == suitable_workers(7) == 1
    assert 1 <= suitable_workers(1000) <= 4


def test_a_second_signal_does_not_interrupt_the_clean_up() -> None:
    """Protects from tracebacks where a terminal's signal and the parent's come to one worker."""
    leave = _LeaveOnce()
    with pytest.raises(SystemExit):
        leave(signal.SIGTERM, None)
    leave(signal.SIGTERM, None)
