"""A bounded work queue: threads work while requests wait."""

from __future__ import annotations

import asyncio
import math
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from fastapi import Request

from artline.web.problems import ProblemError

Result = TypeVar("Result")

BUSY = "too many photos at a time; try again in a moment"
LATE = "took longer than {seconds:g} s; ask for a smaller size, or try again later"
STOPPING = "the server is stopping; try again in a moment"
EMA_WEIGHT = 0.2
"""Weight of the latest duration in the moving average of how long a piece of work takes."""
FIRST_ESTIMATE = 0.5
"""Seconds that a piece of work is assumed to take before any was measured."""


class AbandonedError(Exception):
    """The client has disconnected or its time is up: the work is not needed any more."""


class Step:
    """Work calls this between its steps; it raises where the work is not needed any more."""

    def __init__(self) -> None:
        self._given_up = threading.Event()

    def give_up(self) -> None:
        """Let the work end at its next step."""
        self._given_up.set()

    def __call__(self) -> None:
        """Raise `AbandonedError` if `give_up` was called."""
        if self._given_up.is_set():
            raise AbandonedError


class WorkQueue:
    """A thread pool with a bounded number of waiting requests.

    Counts are changed only on the event loop's thread.

    Attributes:
        places: pieces of work that may be in work or waiting.
        held: pieces of work that are.
        done: pieces of work that have ended.

    Args:
        name: prefix of the threads' names.
        threads: pieces of work at a time.
        waiting: pieces of work that may wait.
        seconds: timeout for waiting and work together.
    """

    def __init__(self, name: str, *, threads: int, waiting: int, seconds: float) -> None:
        self.threads = threads
        self.places = threads + waiting
        self.held = 0
        self.done = 0
        self._seconds = seconds
        self._usual = FIRST_ESTIMATE
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._steps: set[Step] = set()

    def refuse_if_full(self) -> None:
        """Refuse a request where the queue is full; call it before an upload is read.

        On a machine so slow that work which has to wait would not be done in time, it is full
        earlier.

        Raises:
            ProblemError: 429.
        """
        late = self.held >= self.threads and self._wait + self._usual > self._seconds
        if late or self.held >= self.places:
            raise self._busy()

    @property
    def _wait(self) -> float:
        """Seconds until a piece of work that comes now would begin."""
        return self.held * self._usual / self.threads

    def _busy(self) -> ProblemError:
        return ProblemError(429, BUSY, retry_after=min(60, max(1, math.ceil(self._wait))))

    async def run(self, request: Request, work: Callable[[Step], Result]) -> Result:
        """Do work in a thread, unless the queue is full, while the client is connected.

        Args:
            request: its body must have been read; used to notice a disconnect.
            work: called with a `Step`, which it calls between its own steps.

        Raises:
            ProblemError: 429 the queue is full, or it waited so long that it would not be done in
                time; 503 it took too long, or the server stops.
            AbandonedError: the client has disconnected.
        """
        self.refuse_if_full()
        step = Step()
        loop = asyncio.get_running_loop()
        try:
            future = self._pool.submit(self._timed, work, step, loop, time.monotonic())
        except RuntimeError:
            raise ProblemError(503, STOPPING, retry_after=5) from None
        self.held += 1
        self._steps.add(step)
        future.add_done_callback(lambda _: _soon(loop, self._free, step))
        result = asyncio.wrap_future(future)
        gone = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait(
                (result, gone), timeout=self._seconds, return_when=asyncio.FIRST_COMPLETED
            )
            if result.cancelled():
                raise ProblemError(503, STOPPING, retry_after=5)
            if result.done():
                return result.result()
            if gone.done():
                raise AbandonedError
            if not future.running():
                raise self._busy()
            raise ProblemError(503, LATE.format(seconds=self._seconds), retry_after=10)
        finally:
            gone.cancel()
            step.give_up()
            if not result.cancel() and not result.cancelled():
                result.exception()  # retrieved, or asyncio would log it with its message

    def close(self) -> None:
        """Take no more work, drop what waits, and let running work end at its next step."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for step in self._steps:
            step.give_up()

    def _timed(
        self,
        work: Callable[[Step], Result],
        step: Step,
        loop: asyncio.AbstractEventLoop,
        asked: float,
    ) -> Result:
        step()
        waited = time.monotonic() - asked
        if waited > self._seconds / 2 and waited + self._usual > self._seconds:
            raise self._busy()  # the answer would come too late: let those go on who have time
        begun = time.monotonic()
        try:
            return work(step)
        finally:
            _soon(loop, self._took, time.monotonic() - begun)

    def _took(self, seconds: float) -> None:
        self._usual += EMA_WEIGHT * (seconds - self._usual)

    def _free(self, step: Step) -> None:
        self.held -= 1
        self.done += 1
        self._steps.discard(step)


async def _gone(request: Request) -> None:
    """Wait until the client has disconnected."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _soon(loop: asyncio.AbstractEventLoop, call: Callable[..., None], *arguments: object) -> None:
    """Call on the loop's thread, unless the loop is closed already."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(call, *arguments)
