"""Several workers, each a process of its own, one job at a time each.

Every worker holds one job and one pipe, and the next job is taken from the caller's iterable only
when a worker is free: memory does not grow with the number of jobs. A worker that dies takes its
own job with it and nothing else.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import time
import warnings
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, cast

from artline.batch.engine import Desk, J, Loss, O, Work
from artline.batch.faults import CRASH, TIMEOUT
from artline.errors import ArtlineError, Notice
from artline.system.memory import resident
from artline.system.parent import end_with_parent

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    Pipe: TypeAlias = Connection[Any, Any]

PATIENCE = 2.0
"""Seconds that a worker has to clean up after it is told to stop."""
GROWTH = 512 << 20
"""Bytes that a worker may grow by after its first jobs; then a fresh one takes its place."""
FIRST_JOBS = 8
"""Jobs after which a worker's memory should have settled."""

_BEGUN, _CLAIM, _DONE, _FAULT = "begun", "claim", "done", "fault"
"""What a worker says."""


@dataclass(slots=True, eq=False)
class _Worker(Generic[J]):
    process: SpawnProcess
    pipe: Pipe
    job: J
    since: float = field(default_factory=time.monotonic)
    begun: bool = False
    done: int = 0
    settled: int = 0
    """Bytes of memory after the first jobs."""


class Pool(Generic[J, O]):
    """Processes that do jobs.

    Args:
        work: what is done with each; it is pickled.
        desk: where workers ask.
        workers: how many.
        timeout: seconds that a job may take; None is any.
        growth: bytes that a worker may grow by.
    """

    def __init__(
        self,
        work: Work[J, O],
        desk: Desk,
        workers: int,
        *,
        timeout: float | None = None,
        growth: int = GROWTH,
    ) -> None:
        self._work, self._desk, self._workers = work, desk, workers
        self._timeout, self._growth = timeout, growth
        self._crew: dict[Pipe, _Worker[J]] = {}

    def run(self, jobs: Iterable[J]) -> Generator[O]:
        """Do every job; see `Engine.run`."""
        from multiprocessing.connection import wait

        waiting = iter(jobs)
        try:
            for job in islice(waiting, self._workers):
                self._hire(job)
            while self._crew:
                for pipe in cast("list[Pipe]", wait(list(self._crew), self._patience())):
                    yield from self._answered(self._crew[pipe], waiting)
                for worker in self._overdue():
                    yield self._replaced(worker, Loss(TIMEOUT, self._took()), waiting)
        finally:
            _stop(self._crew.values())
            self._crew.clear()

    def _answered(self, worker: _Worker[J], waiting: Iterator[J]) -> Iterator[O]:
        said = _heard(worker)
        if said is None:
            yield self._replaced(worker, None, waiting)
            return
        kind, value, memory = said
        if kind == _FAULT:
            raise value
        if kind == _BEGUN:
            worker.since, worker.begun = time.monotonic(), True
        elif kind == _CLAIM:
            _send(worker, self._desk.claim(value))
        else:
            yield value
            self._go_on(worker, memory, waiting)

    def _go_on(self, worker: _Worker[J], memory: int, waiting: Iterator[J]) -> None:
        worker.done += 1
        if worker.done <= FIRST_JOBS:
            worker.settled = max(worker.settled, memory)
        job = next(waiting, None)
        if job is None or memory > worker.settled + self._growth:
            self._dismiss(worker)
            if job is not None:
                self._hire(job)
            return
        worker.job, worker.since = job, time.monotonic()
        _send(worker, job)

    def _replaced(self, worker: _Worker[J], loss: Loss | None, waiting: Iterator[J]) -> O:
        del self._crew[worker.pipe]
        if loss is not None:
            worker.process.kill()
        worker.pipe.close()
        worker.process.join()
        outcome = self._work.lost(worker.job, loss or Loss(CRASH, _ended(worker.process)))
        job = next(waiting, None)
        if job is not None:
            self._hire(job)
        return outcome

    def _patience(self) -> float | None:
        """Seconds until the first of the workers is overdue."""
        begun = [worker.since for worker in self._crew.values() if worker.begun]
        if self._timeout is None or not begun:
            return None
        return max(0.0, min(begun) + self._timeout - time.monotonic())

    def _overdue(self) -> list[_Worker[J]]:
        if self._timeout is None:
            return []
        oldest = time.monotonic() - self._timeout
        return [w for w in self._crew.values() if w.begun and w.since <= oldest]

    def _took(self) -> str:
        return f"took longer than {self._timeout:g} s"

    def _hire(self, job: J) -> None:
        from multiprocessing import get_context

        context = get_context("spawn")  # forking a process with the network's threads may hang
        ours, theirs = context.Pipe()
        process = context.Process(target=_do, args=(theirs, self._work), daemon=True)
        with _interrupts_held():
            process.start()
            theirs.close()
            self._crew[ours] = worker = _Worker(process, ours, job)
        _send(worker, job)

    def _dismiss(self, worker: _Worker[J]) -> None:
        del self._crew[worker.pipe]
        _send(worker, None)
        worker.pipe.close()
        worker.process.join()


def _send(worker: _Worker[Any], value: object) -> None:
    with contextlib.suppress(OSError):  # it died just now: its pipe will say so
        worker.pipe.send(value)


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


def _heard(worker: _Worker[Any]) -> tuple[str, Any, int] | None:
    """What the worker says, or None where it died."""
    try:
        said: tuple[str, Any, int] = worker.pipe.recv()
    except (EOFError, OSError):
        return None
    return said


def _ended(process: SpawnProcess) -> str:
    code = process.exitcode or 0
    return f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"


def _stop(crew: Iterable[_Worker[Any]]) -> None:
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


class _PipedDesk:
    """The desk of a worker: it asks by its pipe."""

    def __init__(self, pipe: Pipe) -> None:
        self._pipe = pipe

    def claim(self, content: str) -> str | None:
        self._pipe.send((_CLAIM, content, 0))
        answer: str | None = self._pipe.recv()
        return answer


def _do(pipe: Pipe, work: Work[Any, Any]) -> None:
    """Of a worker process: do jobs until told to stop, or until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which decides
    signal.signal(signal.SIGTERM, _LeaveOnce())
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    end_with_parent()
    warnings.simplefilter("ignore", Notice)  # the parent has said so
    with contextlib.suppress(EOFError, OSError):
        try:
            do = work.start(_PipedDesk(pipe))
            pipe.send((_BEGUN, None, 0))
            while (job := pipe.recv()) is not None:
                pipe.send((_DONE, do(job), resident()))
        except ArtlineError as fault:
            pipe.send((_FAULT, fault, 0))
