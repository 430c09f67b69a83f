"""Several workers, each a process with its own Artist, one photo at a time each.

Every worker holds one job and one pipe, and the next job is taken from the caller's iterable only
when a worker is free: memory does not grow with the number of photos. A worker that dies takes its
own photo with it and nothing else.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import warnings
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from artline.batch.names import Job
from artline.batch.order import Order, check, drawer
from artline.batch.outcome import Outcome
from artline.errors import ArtlineError, Notice, shown
from artline.system.cores import cores

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    Pipe: TypeAlias = Connection[Any, Any]

PATIENCE = 2.0
"""Seconds that a worker has to clean up after it is told to stop."""


def suitable_workers(photos: int) -> int:
    """Workers for a number of photos where nobody says: one for a few, up to four for many.

    A worker takes about a second to start and some 350 MB; four keep a laptop usable.
    """
    return max(1, min(cores(), 4, photos // 4))


def draw_all(jobs: Iterable[Job], order: Order, *, workers: int = 1) -> Generator[Outcome]:
    """Draw every job and yield what became of it, in the order of finishing.

    Close the iterator (`contextlib.closing`) to stop early: no half-written file stays.

    Args:
        jobs: taken one by one as workers become free.
        order: how they are drawn; with several workers and no `threads`, the cores are shared.
        workers: processes; 1 draws in this one.

    Raises:
        ArtlineError: the model or a setting cannot be used, so nothing can be drawn.
    """
    check(order)
    if workers == 1:
        yield from map(drawer(order), jobs)
        return
    if order.threads is None:
        order = replace(order, threads=max(1, cores() // workers))
    yield from _drawn_by(jobs, order, workers)


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Pipe
    job: Job


def _drawn_by(jobs: Iterable[Job], order: Order, workers: int) -> Iterator[Outcome]:
    from multiprocessing.connection import wait

    waiting = iter(jobs)
    crew: dict[Pipe, _Worker] = {}
    try:
        for job in islice(waiting, workers):
            _hire(crew, order, job)
        while crew:
            for pipe in cast("list[Pipe]", wait(list(crew))):
                worker = crew[pipe]
                said = _heard(worker)
                if isinstance(said, ArtlineError):
                    raise said
                job_next = next(waiting, None)
                if said is None:
                    said = _lost(crew.pop(pipe))
                    if job_next is not None:
                        _hire(crew, order, job_next)
                elif job_next is None:
                    _dismiss(crew.pop(pipe))
                else:
                    _give(worker, job_next)
                yield said
    finally:
        _stop(crew.values())


def _hire(crew: dict[Pipe, _Worker], order: Order, job: Job) -> None:
    from multiprocessing import get_context

    context = get_context("spawn")  # forking a process with the network's threads may hang
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, order), daemon=True)
    with _interrupts_held():
        process.start()
        theirs.close()
        crew[ours] = worker = _Worker(process, ours, job)
    _give(worker, job)


def _give(worker: _Worker, job: Job | None) -> None:
    if job is not None:
        worker.job = job
    with contextlib.suppress(OSError):  # it died just now: its pipe will say so
        worker.pipe.send(job)


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C waits: a worker started meanwhile never sees it, and none is started unrecorded."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _heard(worker: _Worker) -> Outcome | ArtlineError | None:
    """What the worker says, or None where it died."""
    try:
        said: Outcome | ArtlineError = worker.pipe.recv()
    except (EOFError, OSError):
        return None
    return said


def _lost(worker: _Worker) -> Outcome:
    worker.pipe.close()
    worker.process.join()
    code = worker.process.exitcode or 0
    how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
    why = f"the worker drawing it {how}, perhaps for want of memory; try fewer workers (-j 1)"
    job = worker.job
    return Outcome(job.photo, job.output, "failed", f"{shown(job.photo)}: {why}")


def _dismiss(worker: _Worker) -> None:
    _give(worker, None)
    worker.pipe.close()
    worker.process.join()


def _stop(crew: Iterable[_Worker]) -> None:
    crew = list(crew)
    for worker in crew:
        worker.process.terminate()
    for worker in crew:
        worker.process.join(PATIENCE)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        worker.pipe.close()


class _LeaveOnce:
    """Handler of SIGTERM that leaves by an exception, so that half-written files are cleaned up.

    A terminal sends the signal to every process and the parent sends it once more. The second must
    not interrupt the clean-up that the first began: Python would report it with a traceback.
    """

    def __init__(self) -> None:
        self._leaving = False

    def __call__(self, *_: object) -> None:
        if not self._leaving:
            self._leaving = True
            sys.exit(0)


def _work(pipe: Pipe, order: Order) -> None:
    """Of a worker process: draw until told to stop, or until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which decides
    signal.signal(signal.SIGTERM, _LeaveOnce())
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    warnings.simplefilter("ignore", Notice)  # the parent has said so
    draw = drawer(order)
    with contextlib.suppress(EOFError, OSError):
        while (job := pipe.recv()) is not None:
            try:
                said: Outcome | ArtlineError = draw(job)
            except ArtlineError as fault:
                said = fault
            pipe.send(said)
