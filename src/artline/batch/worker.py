"""What a worker of a batch does with a photo: read, draw or link, note, write."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from artline.batch.draw import Draw, Drawn
from artline.batch.engine import LATER, Desk, Loss
from artline.batch.faults import kind_of_fault
from artline.batch.manifest.journal import Journal
from artline.batch.manifest.row import DOUBLE, DRAWN, FAILED, Row
from artline.batch.place import DiskFullError
from artline.batch.sources import read
from artline.batch.targets import Target
from artline.batch.tasks import Task
from artline.errors import ArtlineError, OutputError, PhotoError, shown

WAITS = "waits"
"""Outcome of a photo whose content another worker draws just now; it has no row."""
LOST = "lost"
"""Outcome of a photo whose worker was lost; it has no row yet."""


class Result(NamedTuple):
    """What became of a task.

    Attributes:
        task: the photo.
        outcome: that of its row, `WAITS` or `LOST`.
        row: its row in the manifest.
        content: sum of its bytes, as far as they were read.
        loss: of a lost worker.
        notices: one-line remarks.
        trace: Python's traceback where artline itself is at fault.
    """

    task: Task
    outcome: str
    row: Row | None = None
    content: str = ""
    loss: Loss | None = None
    notices: tuple[str, ...] = ()
    trace: str = ""


@dataclass(frozen=True, slots=True)
class BatchWork:
    """Photos of a source become drawings of a target, each with a row; can be pickled.

    Attributes:
        draw: draws.
        target: where drawings go.
        part: beginning of the names of this run's journals.
        settings: how they are drawn, as rows say it.
        model: sum of the model's file.
    """

    draw: Draw
    target: Target
    part: str
    settings: str
    model: str

    def start(self, desk: Desk) -> Callable[[Task], Result]:
        """Load the model and open a journal; called once in each worker."""
        from artline.batch.hired import hire

        hire(self.draw.model, self.draw.threads, self.draw.device).result()
        journal = Journal(self.target.place, f"{self.part}{secrets.token_hex(8)}")
        return lambda task: self._do(task, desk, journal)

    def lost(self, task: Task, loss: Loss) -> Result:
        """The run decides whether it is tried again."""
        return Result(task, LOST, loss=loss)

    def failed(self, task: Task, kind: str, error: str, seconds: float = 0.0) -> Row:
        """The row of a photo that failed."""
        return self._row(task, FAILED, task.photo.size, "", seconds, error=error, kind=kind)

    def _do(self, task: Task, desk: Desk, journal: Journal) -> Result:
        start = time.perf_counter()
        try:
            data = read(task.photo)
        except (PhotoError, MemoryError) as fault:
            said = str(fault) or f"{shown(task.photo.source)}: not enough memory to read it"
            row = self.failed(task, kind_of_fault(fault), said, time.perf_counter() - start)
            journal.add(row)
            return Result(task, FAILED, row)
        content = hashlib.sha256(data).hexdigest()
        first = desk.claim(content)
        if first == LATER:
            return Result(task, WAITS, content=content)
        if first is not None:
            return self._linked(task, first, data, content, journal)
        drawn = self.draw(data, task.photo.source)
        seconds = time.perf_counter() - start
        row = self._row_of(task, drawn, len(data), content, seconds)
        journal_row = self._written(task, drawn, data, row, journal)
        notices = drawn.facts.notices if drawn.facts else ()
        return Result(task, journal_row.outcome, journal_row, content, None, notices, drawn.trace)

    def _written(self, task: Task, drawn: Drawn, data: bytes, row: Row, journal: Journal) -> Row:
        """The row, noted before the drawing is written, and once more where that failed."""
        try:
            if drawn.drawing is None:
                journal.add(row)
                return row
            self.target.check_free(task, drawn.drawing)
            journal.add(row)
            self.target.write(task, drawn.drawing, drawn.facts, data)
        except DiskFullError:
            raise
        except OutputError as fault:
            row = self.failed(task, kind_of_fault(fault), str(fault), row.seconds)
            journal.add(row)
        return row

    def _linked(
        self, task: Task, first: str, data: bytes, content: str, journal: Journal
    ) -> Result:
        row = self._row(task, DOUBLE, len(data), content, 0.0, same_as=first)
        try:
            journal.add(row)
            self.target.link(task, first)
        except DiskFullError:
            raise
        except (ArtlineError, OSError) as fault:
            error = f"{shown(task.photo.source)}: cannot be linked to {shown(first)}; retry it"
            row = self.failed(task, kind_of_fault(fault), error)
            journal.add(row)
        return Result(task, row.outcome, row, content)

    def _row_of(self, task: Task, drawn: Drawn, size: int, content: str, seconds: float) -> Row:
        if drawn.drawing is None or drawn.facts is None:
            return self._row(
                task, FAILED, size, content, seconds, error=drawn.error or "", kind=drawn.kind or ""
            )
        facts = drawn.facts
        return self._row(
            task,
            DRAWN,
            size,
            content,
            seconds,
            output_sum=hashlib.sha256(drawn.drawing).hexdigest(),
            width=facts.width,
            height=facts.height,
            faces=facts.faces,
            ink_share=facts.ink_share,
        )

    def _row(
        self, task: Task, outcome: str, size: int, content: str, seconds: float, **more: str | float
    ) -> Row:
        return Row(
            source=task.photo.source,
            output=task.output,
            size=size,
            content=content,
            settings=self.settings,
            model=self.model,
            outcome=outcome,
            seconds=round(seconds, 3),
            finished=time.time(),
            **more,  # type: ignore[arg-type]  # each of its field's type
        )
