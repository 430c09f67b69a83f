"""The engine of many machines: Ray Data, whose actors keep the model loaded.

Nothing of a cluster is ours: machines are joined by Ray's own means (`ray start`). Where no address
is given, Ray starts itself on this machine, for as long as the run takes.
"""

from __future__ import annotations

import logging
import os
import pickle
import threading
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from artline.batch.engine import Desk, J, Loss, O, Work
from artline.batch.faults import CRASH, TIMEOUT
from artline.errors import ArtlineError, SettingError, shown

JOBS_OF_A_WORKER = 500
"""Jobs that an actor does on average before Ray replaces it, and with it whatever it holds."""
STORE = 256 << 20
"""Bytes of the object store of a Ray on this machine: jobs and outcomes are small."""


@dataclass(frozen=True, slots=True)
class Ray:
    """Actors of a Ray cluster.

    Attributes:
        workers: how many actors; None is one for each processor of the cluster.
        address: of the cluster; None is a Ray of this machine alone, or what RAY_ADDRESS says.
        timeout: seconds that a job may take; None is any.
        threads: of each actor; Ray counts as many processors for it.
        gpus: of each actor.
    """

    workers: int | None = None
    address: str | None = None
    timeout: float | None = None
    threads: int = 1
    gpus: int = 0

    def run(self, jobs: Iterable[J], work: Work[J, O], desk: Desk) -> Generator[O]:
        """Have every job done; see `Engine.run`."""
        ray = self._connected()
        workers = self.workers or max(1, int(ray.cluster_resources().get("CPU", 1)) // self.threads)
        # The desk lives where the run does: if that machine is lost, both are.
        here = ray.util.scheduling_strategies.NodeAffinitySchedulingStrategy(
            ray.get_runtime_context().get_node_id(), soft=False
        )
        counter = ray.remote(num_cpus=0, scheduling_strategy=here)(_Counter).remote(desk)
        waiting = iter(jobs)
        try:
            while some := list(islice(waiting, workers * JOBS_OF_A_WORKER)):
                yield from self._done(some, work, counter, min(workers, len(some)))
        finally:
            ray.kill(counter)

    def _done(self, jobs: list[J], work: Work[J, O], counter: Any, workers: int) -> Iterator[O]:
        """Outcomes of some jobs; what an actor had not begun when it was lost is given again."""
        import ray

        left = dict(enumerate(jobs))
        ray.get(counter.forget.remote())
        while left:
            before = len(left)
            for number, said in self._passed(left, work, counter, workers):
                outcome = pickle.loads(said)
                if isinstance(outcome, ArtlineError):
                    raise outcome
                del left[number]
                yield outcome
            for number, loss in ray.get(counter.lost.remote(list(left))):
                yield work.lost(left.pop(number), loss)
            if len(left) == before:
                raise SettingError(
                    "ray: its actors end before they draw; install the same artline[batch] on every"
                    " machine of the cluster"
                )

    def _passed(
        self, left: dict[int, J], work: Work[J, O], counter: Any, workers: int
    ) -> Iterator[tuple[int, bytes]]:
        """Number and pickled outcome of each job that an actor has done."""
        import ray.data

        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.max_errored_blocks = -1  # a lost actor takes its own job with it, and nothing else
        rows = [{"number": number, "job": pickle.dumps(job)} for number, job in left.items()]
        table = ray.data.from_items(rows, override_num_blocks=len(rows))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of ray_remote_args_fn, from 2.64
            done = table.map(
                _Actor,
                fn_constructor_args=(work, counter, self.timeout),
                compute=ray.data.ActorPoolStrategy(size=workers, max_tasks_in_flight_per_actor=1),
                num_cpus=self.threads,
                num_gpus=self.gpus,
                # What was lost is told to the run, which decides whether it is tried again.
                ray_remote_args_fn=lambda: {"max_task_retries": 0},
            )
        for row in done.iter_rows():
            yield row["number"], row["outcome"]

    def _connected(self) -> Any:
        """Ray, connected to its cluster.

        Raises:
            SettingError: it is not installed, or there is no cluster at that address.
        """
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would report to its makers
        os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
        try:
            import ray.data
            import ray.util.scheduling_strategies
        except ImportError:
            raise SettingError("engine: ray needs Ray: pip install 'artline[ray]'") from None
        logging.getLogger("ray.data").setLevel(logging.CRITICAL)  # the run tells what was lost
        if ray.is_initialized():
            return ray
        address = self.address or os.environ.get("RAY_ADDRESS") or "local"
        own: dict[str, Any] = {"object_store_memory": STORE}
        own |= {} if self.workers is None else {"num_cpus": self.workers * self.threads}
        try:
            ray.init(
                address,
                logging_level=logging.CRITICAL,
                log_to_driver=False,
                **own if address == "local" else {},
            )
        except (ConnectionError, ValueError, RuntimeError) as fault:
            said = shown(str(fault).splitlines()[0])
            raise SettingError(
                f"address: no Ray cluster at {shown(address)} ({said}); start one with"
                " `ray start --head`"
            ) from None
        return ray


class _Counter:
    """The actor at which all others ask; it knows which jobs were begun.

    Args:
        desk: the run's, as it was when the engine was asked. What is drawn meanwhile it does not
            hear of: photos of one content wait until the run asks again, and are linked then.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.forget()

    def forget(self) -> None:
        """Numbers mean other jobs from now on."""
        self._begun: set[int] = set()
        self._late: dict[int, str] = {}

    def claim(self, content: str) -> str | None:
        """See `Desk.claim`."""
        return self._desk.claim(content)

    def begin(self, number: int) -> None:
        """An actor begins a job."""
        self._begun.add(number)

    def late(self, number: int, how: str) -> None:
        """An actor gives up a job, and itself."""
        self._late[number] = how

    def lost(self, numbers: list[int]) -> list[tuple[int, Loss]]:
        """Which of these jobs were begun, and how they were lost."""
        return [
            (n, Loss(TIMEOUT, self._late[n]) if n in self._late else Loss(CRASH, "was lost"))
            for n in numbers
            if n in self._begun
        ]


class _AskedDesk:
    """The desk of an actor: it asks another."""

    def __init__(self, counter: Any) -> None:
        self._counter = counter

    def claim(self, content: str) -> str | None:
        import ray

        answer: str | None = ray.get(self._counter.claim.remote(content))
        return answer


class _Actor:
    """Does one job after another; Ray Data makes as many as there are workers."""

    def __init__(self, work: Work[Any, Any], counter: Any, timeout: float | None) -> None:
        self._counter, self._timeout = counter, timeout
        self._do: Callable[[Any], Any] | None = None
        self._fault: ArtlineError | None = None
        try:
            self._do = work.start(_AskedDesk(counter))
        except ArtlineError as fault:
            self._fault = fault

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        import ray

        number = int(row["number"])
        if self._do is None:
            return {"number": number, "outcome": pickle.dumps(self._fault)}
        ray.get(self._counter.begin.remote(number))
        watch = self._watch(number)
        try:
            outcome = self._do(pickle.loads(row["job"]))
        except ArtlineError as fault:
            outcome = fault
        finally:
            if watch is not None:
                watch.cancel()
        return {"number": number, "outcome": pickle.dumps(outcome)}

    def _watch(self, number: int) -> threading.Timer | None:
        """Ends this process if the job takes too long."""
        if self._timeout is None:
            return None

        def leave() -> None:
            import ray

            how = f"took longer than {self._timeout:g} s"
            ray.get(self._counter.late.remote(number, how))
            os._exit(1)

        watch = threading.Timer(self._timeout, leave)
        watch.daemon = True
        watch.start()
        return watch
