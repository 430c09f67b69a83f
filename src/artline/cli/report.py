"""What a run tells: lines or a bar on stderr, JSON on stdout, failures at the end."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Any

from artline.cli.progress import say_above
from artline.cli.waiting import Waiting
from artline.errors import shown
from artline.system import streams

if TYPE_CHECKING:
    from artline.batch.outcome import Outcome


def made(source: object, target: object, *facts: str) -> None:
    """Say in one line what was made of what, and where it is."""
    streams.say(made_line(source, target, *facts))


def made_line(source: object, target: object, *facts: str) -> str:
    """The line that says so, in every command."""
    about = f" ({', '.join(facts)})" if facts else ""
    return f"{shown(source)} → {shown(target)}{about}"


class Report:
    """Tells of each outcome as it comes, and sums up when left.

    Of a single photo it says one line, and on a terminal how long it takes until then; of many a
    line each where stderr is a file or pipe, and a progress bar where it is a terminal.

    Args:
        total: how many outcomes there will be, `failures` among them.
        failures: those that are known already.
        many: whether several photos were asked for.
        passed: what was passed over, in one line.
        as_json: each outcome as JSON on stdout.
        quiet: say nothing but errors.
        verbose: say more.
    """

    def __init__(
        self,
        total: int,
        failures: Iterable[Outcome] = (),
        *,
        many: bool,
        passed: str = "",
        as_json: bool = False,
        quiet: bool = False,
        verbose: bool = False,
    ) -> None:
        self._total, self._known, self._many, self._passed = total, failures, many, passed
        self._json, self._quiet, self._verbose = as_json, quiet, verbose
        self._counts = {"drawn": 0, "skipped": 0, "failed": 0}
        self._failures: list[Outcome] = []
        self._bar: Any = None
        self._waiting = contextlib.ExitStack()

    @property
    def exit_code(self) -> int:
        """0 when nothing failed, else 1."""
        return 1 if self._counts["failed"] else 0

    def __enter__(self) -> Report:
        self._start = time.perf_counter()
        watched = not self._quiet and streams.is_terminal(sys.stderr)
        if watched and not self._many:
            self._waiting.enter_context(Waiting())
        if watched and self._many:
            from artline.cli.progress import bar

            self._bar = bar("{task.fields[rate]}")
            self._bar.add_task("", total=self._total, rate="")
            self._bar.start()
        for failure in self._known:
            self.tell(failure)
        return self

    def tell(self, outcome: Outcome) -> None:
        """Take note of an outcome and say what is to be said now."""
        self._waiting.close()
        self._counts[outcome.status] += 1
        if outcome.status == "failed":
            self._failures.append(outcome)
        if self._json:
            streams.give(outcome.to_json())
        for notice in outcome.notices:
            self.say(f"note: {shown(outcome.photo)}: {notice}")
        if not self._json and (self._bar is None or self._verbose):
            self._say_line(outcome)
        if self._verbose and outcome.trace:
            self.say(outcome.trace.rstrip())
        if self._bar is not None:
            done = sum(self._counts.values())
            rate = done / (time.perf_counter() - self._start)
            self._bar.update(self._bar.task_ids[0], completed=done, rate=f"{rate:.1f}/s")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._waiting.close()
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
        if self._many and (kind is None or not issubclass(kind, Exception)):
            if self._passed:
                self.say(f"note: {self._passed}")
            self.say(self._summary(stopped=kind is not None))
        for failure in self._failures:
            streams.say(f"error: {failure.error}")

    def say(self, line: str) -> None:
        """A line on stderr, above the bar where there is one; nothing where it shall be quiet."""
        if not self._quiet:
            say_above(self._bar, line)

    def _say_line(self, outcome: Outcome) -> None:
        done = f"[{sum(self._counts.values())}/{self._total}] " if self._many else ""
        photo = shown(outcome.photo)
        if outcome.status == "drawn":
            if outcome.output == "-":
                return
            size = f"{outcome.width}×{outcome.height}"
            taken = f"{outcome.seconds:.1f} s"
            self.say(f"{done}{made_line(outcome.photo, outcome.output, size, taken)}")
        elif outcome.status == "skipped":
            self.say(f"{done}{photo}: skipped, {shown(outcome.output)} is already there")
        elif done:
            self.say(f"{done}{photo}: failed")

    def _summary(self, *, stopped: bool) -> str:
        seconds = time.perf_counter() - self._start
        counts = self._counts
        parts = [f"{counts['drawn']} drawn"]
        parts += [f"{counts[name]} {name}" for name in ("skipped", "failed") if counts[name]]
        rate = f", {counts['drawn'] / seconds:.1f} a second" if counts["drawn"] > 1 else ""
        start = f"stopped after {sum(counts.values())} of {self._total}: " if stopped else ""
        return f"{start}{', '.join(parts)} in {seconds:.1f} s{rate}"
