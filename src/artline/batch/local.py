"""The engine of one machine: processes, or none where there is but one worker."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, replace

from artline.batch.engine import Desk, J, Loss, O, OpenDesk, Work
from artline.batch.names import Job
from artline.batch.order import Order, check, drawer
from artline.batch.outcome import Outcome
from artline.batch.pool import Pool
from artline.errors import shown
from artline.system.cores import cores


@dataclass(frozen=True, slots=True)
class Local:
    """Workers of this machine.

    Attributes:
        workers: how many.
        timeout: seconds that a job may take; None is any.
        apart: whether even a single worker is a process of its own, whose end the run survives.
    """

    workers: int = 1
    timeout: float | None = None
    apart: bool = False

    def run(self, jobs: Iterable[J], work: Work[J, O], desk: Desk) -> Generator[O]:
        """Have every job done; see `Engine.run`."""
        if self.workers == 1 and not self.apart:
            yield from map(work.start(desk), jobs)
            return
        yield from Pool(work, desk, self.workers, timeout=self.timeout).run(jobs)


def suitable_workers(photos: int) -> int:
    """Workers for a number of photos where nobody says: one for a few, up to four for many.

    A worker takes about a second to start and some 350 MB; four keep a laptop usable.
    """
    return max(1, min(cores(), 4, photos // 4))


@dataclass(frozen=True, slots=True)
class FolderWork:
    """Photos of this machine become files of this machine."""

    order: Order

    def start(self, desk: Desk) -> Callable[[Job], Outcome]:
        """What draws one photo after another."""
        return drawer(self.order)

    def lost(self, job: Job, loss: Loss) -> Outcome:
        """A photo whose worker died has failed."""
        why = f"the worker drawing it {loss.how}, perhaps for want of memory"
        error = f"{shown(job.photo)}: {why}; try fewer workers (-j 1)"
        return Outcome(job.photo, job.output, "failed", error)


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
    if order.threads is None and workers > 1:
        order = replace(order, threads=max(1, cores() // workers))
    yield from Local(workers).run(jobs, FolderWork(order), OpenDesk())
