"""What an engine is: it takes jobs to workers and brings back what became of each.

`local.py` is one, with processes of this machine. Another needs `run` alone: make `work.start` once
in each of its workers, and call what that gives with one job after another.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from typing import NamedTuple, Protocol, TypeVar

Job_contra = TypeVar("Job_contra", contravariant=True)
Outcome_co = TypeVar("Outcome_co", covariant=True)


class Loss(NamedTuple):
    """How a worker was lost over a job.

    Attributes:
        kind: `faults.CRASH` or `faults.TIMEOUT`.
        how: for a sentence: "was ended by signal 9".
    """

    kind: str
    how: str


class Desk(Protocol):
    """Where workers ask before they draw, so that photos of one content are drawn once."""

    def claim(self, content: str) -> str | None:
        """Who draws this content.

        Args:
            content: sum of a photo's bytes.

        Returns:
            None: the asker does. Else where its drawing is, or `LATER`.
        """


LATER = ""
"""The answer of a desk where another is drawing that content just now: ask again later."""


class Work(Protocol[Job_contra, Outcome_co]):
    """What is to be done with every job; can be pickled."""

    def start(self, desk: Desk) -> Callable[[Job_contra], Outcome_co]:
        """Called once in each worker: loads what is needed, and gives what does a job.

        What that gives raises nothing but an ArtlineError by which no job could be done.
        """

    def lost(self, job: Job_contra, loss: Loss) -> Outcome_co:
        """The outcome of a job whose worker was lost; called where the engine was."""


J = TypeVar("J")
O = TypeVar("O")  # noqa: E741 - an outcome


class Engine(Protocol):
    """Takes jobs to workers."""

    def run(self, jobs: Iterable[J], work: Work[J, O], desk: Desk) -> Generator[O]:
        """Have every job done, and yield what became of it, in the order of finishing.

        A worker that dies takes its own job with it and nothing else. Jobs are taken one by one
        as workers become free. Closing the iterator stops the workers.

        Raises:
            ArtlineError: nothing can be done.
        """


class OpenDesk:
    """A desk at which everybody draws."""

    def claim(self, content: str) -> str | None:
        """The asker does."""
        return None
