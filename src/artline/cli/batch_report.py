"""What `artline batch` tells while it runs: a bar on a terminal, a line now and then in a pipe."""

from __future__ import annotations

import sys
import time
from collections import Counter
from types import TracebackType
from typing import TYPE_CHECKING, Any

from artline.cli.progress import say_above, time_left
from artline.errors import shown
from artline.system import streams

if TYPE_CHECKING:
    from artline.batch.worker import Result

EVERY = 10.0
"""Seconds from one plain line to the next."""


class BatchReport:
    """Tells how far a run is.

    Args:
        quiet: say nothing but errors.
    """

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._total: int | None = None
        self._counts: Counter[str] = Counter()
        self._kinds: Counter[str] = Counter()
        self._bar: Any = None

    def __enter__(self) -> BatchReport:
        self._begun = self._said = time.monotonic()
        if not self._quiet and streams.is_terminal(sys.stderr):
            from artline.cli.progress import bar

            self._bar = bar("{task.fields[rate]}", "{task.fields[failed]}", "{task.fields[name]}")
            self._bar.add_task("", total=self._total, rate="", failed="", name="")
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        if kind is None or not issubclass(kind, Exception):
            self.say(self._line(stopped=kind is not None))

    def tell(self, result: Result, total: int | None) -> None:
        """Take note of a photo.

        Args:
            result: what became of it.
            total: how many photos there are to draw; None where that is not known, or not yet.
        """
        self._total = total
        self._counts[result.outcome] += 1
        row = result.row
        if row is not None and row.kind:
            self._kinds[row.kind] += 1
        for notice in result.notices if self._total == 1 else ():
            self.say(f"note: {shown(result.task.photo.source)}: {notice}")
        if self._bar is not None:
            task = self._bar.task_ids[0]
            name = shown(result.task.photo.name)
            self._bar.update(
                task, total=total, completed=self._done, name=name,
                rate=f"{self._rate:.1f}/s", failed=self._said_kinds,
            )  # fmt: skip
        elif time.monotonic() - self._said >= EVERY:
            self._said = time.monotonic()
            self.say(self._line())

    def say(self, line: str) -> None:
        """A line on stderr, above the bar where there is one."""
        if not self._quiet:
            say_above(self._bar, line)

    @property
    def _done(self) -> int:
        return sum(self._counts.values())

    @property
    def _rate(self) -> float:
        return self._done / max(time.monotonic() - self._begun, 1e-9)

    @property
    def _said_kinds(self) -> str:
        return ", ".join(f"{count} {kind}" for kind, count in self._kinds.most_common())

    def _line(self, *, stopped: bool = False) -> str:
        seconds = time.monotonic() - self._begun
        counts = ", ".join(f"{count} {name}" for name, count in sorted(self._counts.items()))
        kinds = f" ({self._said_kinds})" if self._kinds else ""
        of = "" if self._total is None else f"{self._done} of {self._total}: "
        left = ""
        if self._total is not None and 0 < self._done < self._total and not stopped:
            left = f", {time_left((self._total - self._done) / self._rate)}"
        start = "stopped after " if stopped else ""
        said = f"{counts or 'nothing to draw'}{kinds}"
        return f"{start}{of}{said} in {seconds:.0f} s, {self._rate:.1f} a second{left}"
