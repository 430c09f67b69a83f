"""A run: photos of a source become drawings of a target, whatever is killed meanwhile."""

from __future__ import annotations

import json
import secrets
import threading
from collections import Counter
from collections.abc import Collection, Generator, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from artline.batch.contents import Contents
from artline.batch.draw import Draw
from artline.batch.engine import Engine
from artline.batch.faults import CRASH
from artline.batch.manifest.journal import Journal
from artline.batch.manifest.keep import drop_superseded, seal_left
from artline.batch.manifest.known import STALE, Known
from artline.batch.manifest.lock import Lock
from artline.batch.manifest.row import DRAWN, FAILED
from artline.batch.place import OWN, Place
from artline.batch.sources import Source
from artline.batch.targets import Target
from artline.batch.tasks import WHOLE, Part, Task, Tasks
from artline.batch.worker import WAITS, BatchWork, Result
from artline.errors import ArtlineError, OutputError, shown
from artline.output.registry import FORMATS

DESCRIPTION = f"{OWN}/run.json"
"""What a target is of: source, format and all that was chosen."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is about.

    Attributes:
        source: where photos come from.
        target: where drawings go.
        draw: how they are drawn.
        column: of a list or Parquet; None guesses.
        part: which of the photos.
        limit: how many at most; None is all.
        resume: go on with what the target has.
        retried: kinds of failures that are tried again, and nothing else.
        chosen: all that was chosen, for the target's description.
    """

    source: str
    target: Target
    draw: Draw
    column: str | None = None
    part: Part = WHOLE
    limit: int | None = None
    resume: bool = False
    retried: Collection[str] | None = None
    chosen: dict[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """The target's folder."""
        return self.target.place

    def opened(self) -> Source:
        """The source, without the target's folder.

        Raises:
            SettingError: there is no such thing.
        """
        source = Source(self.source, self.column, self.place.root)
        if source.fs == self.place.fs and source.path.rstrip("/") == self.place.root:
            said = "drawings would lie among the photos; choose another -o"
            raise OutputError(f"{shown(self.place.url)}: {said}")
        return source if source.fs == self.place.fs else Source(self.source, self.column)

    def tasks(self, source: Source, known: Known) -> Tasks:
        """What is to be drawn."""
        suffix = FORMATS[self.draw.format].suffix
        return Tasks(
            source,
            suffix,
            known,
            self.part,
            self.retried,
            dots=self.target.dots,
            replaces=self.target.replaces,
        )


def settings_of(draw: Draw) -> str:
    """How a callable draws, as rows say it: JSON of what differs from the defaults."""
    page = {name: getattr(draw.page, name) for name in draw.page.changed}
    settings = {name: getattr(draw.settings, name) for name in draw.settings.changed}
    settings |= {name: getattr(draw.frame, name) for name in draw.frame.changed}
    more = {"damaged": True} if draw.damaged else {}
    more |= {"keep_metadata": True} if draw.keep_metadata else {}
    return json.dumps({"format": draw.format, **settings, **page, **more}, default=str)


def model_sum(model: str) -> str:
    """SHA-256 of a model's file."""
    import hashlib

    from artline.models.store import find

    return hashlib.sha256(find(model).data).hexdigest()


class Run:
    """One run, from its lock to its last row.

    Args:
        plan: what it is about.

    Attributes:
        counts: outcome → photos of this run.
        kinds: kind of failure → photos of this run.
        notes: remarks in one line, as they come.
        total: photos to draw; None until they are counted, which is done beside the drawing, and
            not in a store, where it would be paid for.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._name = f"{plan.part}{'-' if str(plan.part) else ''}"
        self._settings, self._model = settings_of(plan.draw), model_sum(plan.draw.model)
        self.counts: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        self.notes: list[str] = []
        self.total: int | None = None

    def dry(self) -> Counter[str]:
        """What there is to do, by what the manifest knows; nothing is written."""
        self._refuse_other()
        source = self._plan.opened()
        tasks = self._plan.tasks(source, Known(self._plan.place, self._settings, self._model))
        self.counts["would draw"] = sum(1 for _ in islice(tasks, self._plan.limit))
        return tasks.counts

    def draw(self, engine: Engine) -> Generator[Result]:
        """Draw what is to be drawn, and yield what became of each.

        Raises:
            ArtlineError: nothing can be drawn, or no more can be written.
        """
        plan = self._plan
        self._refuse_other()
        source = plan.opened()
        with Lock(plan.place, str(plan.part)):
            self._describe()
            plan.place.clear_halves()
            plan.target.tidy()
            dropped = seal_left(plan.target, f"{self._name}left-{secrets.token_hex(8)}", self._name)
            if dropped:
                self.notes.append(f"{dropped} drawn when the last run was ended; drawn once more")
            known = Known(plan.place, self._settings, self._model)
            tasks = plan.tasks(source, known)
            driver = Journal(plan.place, f"{self._name}{secrets.token_hex(8)}")
            over = threading.Event()
            counting = threading.Thread(target=self._count, args=(known, over))
            counting.start()
            try:
                yield from self._rounds(engine, tasks, Contents(known.contents), driver)
            finally:
                over.set()
                counting.join()
                driver.seal()
                seal_left(plan.target, f"{self._name}end-{secrets.token_hex(8)}", self._name)
            drop_superseded(plan.place)
            if tasks.counts[STALE]:
                self.notes.append(
                    f"{tasks.counts[STALE]} drawn once more: settings, model or photo had changed"
                )
            plan.target.finish()

    def _count(self, known: Known, over: threading.Event) -> None:
        """Count what is to be drawn, unless the run is over before."""
        count = 0
        with suppress(ArtlineError):  # what is wrong with the source, the drawing tells
            source = self._plan.opened()
            if not source.local:
                return
            for _ in islice(self._plan.tasks(source, known), self._plan.limit):
                if over.is_set():
                    return
                count += 1
            self.total = count

    def _rounds(
        self, engine: Engine, tasks: Iterable[Task], contents: Contents, driver: Journal
    ) -> Iterator[Result]:
        """All tasks once; then those that had to wait, and once more those that lost a worker."""
        plan = self._plan
        work = BatchWork(plan.draw, plan.target, self._name, self._settings, self._model)
        again: list[Task] = []
        crashed: set[str] = set()
        waiting: Iterable[Task] = islice(tasks, plan.limit)
        while True:
            with closing(engine.run(waiting, work, contents)) as results:
                for result in results:
                    told = self._settled(result, work, contents, driver, crashed)
                    if told is None:
                        again.append(result.task)
                        continue
                    self.counts[told.outcome] += 1
                    if told.row is not None and told.row.kind:
                        self.kinds[told.row.kind] += 1
                    plan.target.pack()
                    yield told
            if not again:
                return
            contents.release_all()
            waiting, again = again, []

    @staticmethod
    def _settled(
        result: Result, work: BatchWork, contents: Contents, driver: Journal, crashed: set[str]
    ) -> Result | None:
        """What became of a photo for good; None where it is to be tried again."""
        if result.outcome == WAITS:
            return None
        if result.loss is None:
            if result.content:
                done = result.outcome == DRAWN
                contents.settle(result.content, result.task.output if done else None)
            return result
        source, (kind, how) = result.task.photo.source, result.loss
        if kind == CRASH and source not in crashed:
            crashed.add(source)
            return None
        twice = "set aside: twice, " if kind == CRASH else ""
        error = f"{shown(source)}: {twice}the worker drawing it {how}"
        row = work.failed(result.task, kind, error)
        driver.add(row)
        return Result(result.task, FAILED, row)

    def _refuse_other(self) -> None:
        """Refuse a target that is of another run.

        Raises:
            OutputError: it is; it is a file; or it has a run's rows, and that was not asked for.
        """
        plan = self._plan
        plan.place.check_folder()
        there = plan.place.read(DESCRIPTION)
        if there is None:
            return
        url = shown(plan.place.url)
        try:
            other = json.loads(there)
        except ValueError:
            raise OutputError(
                f"{url}: its {DESCRIPTION} cannot be read; choose another -o"
            ) from None
        for name in ("source", "format", "into"):
            if other.get(name) != plan.chosen.get(name):
                said = f"{name} {shown(other.get(name))}, not {shown(plan.chosen.get(name))}"
                raise OutputError(
                    f"{url}: has the manifest of another run ({said}); choose another -o"
                )
        if not plan.resume and plan.part.of == 1:
            raise OutputError(f"{url}: has a run already; --resume goes on with it")

    def _describe(self) -> None:
        said = json.dumps(self._plan.chosen, default=str).encode()
        self._plan.place.put(DESCRIPTION, said)
