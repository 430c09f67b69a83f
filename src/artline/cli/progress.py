"""Bars on a terminal: how much is done, and how long it will take once that can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from artline.system import streams

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

_MINUTE = 60
"""Seconds of a minute, and minutes of an hour."""

_BOTH = 90
"""As many seconds are still said in seconds, and as many minutes in minutes."""


def bar(*texts: str, transient: bool = False) -> Progress:
    """A bar on stderr, which is a terminal.

    Args:
        *texts: fields to show between count and time, as rich writes them.
        transient: whether it vanishes when it is done.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), *map(TextColumn, texts), left())
    return Progress(*columns, console=Console(stderr=True), transient=transient)


def say_above(shown: Progress | None, line: str) -> None:
    """A line on stderr, above the bar where one is shown."""
    if shown is None:
        streams.say(line)
    else:
        shown.console.print(line, markup=False, highlight=False, soft_wrap=True)


def left() -> ProgressColumn:
    """The column that says how long it will take; empty as long as nobody knows."""
    from rich.progress import ProgressColumn, Task
    from rich.text import Text

    class Left(ProgressColumn):
        max_refresh = 0.5

        def render(self, task: Task) -> Text:
            known = None if task.finished else task.time_remaining
            return Text(time_left(known))

    return Left()


def time_left(seconds: float | None) -> str:
    """How long it will take, as a person would say; "" where nobody knows."""
    if seconds is None:
        return ""
    if seconds < _BOTH:
        return f"about {max(1, round(seconds))} s left"
    minutes = seconds / _MINUTE
    if minutes < _BOTH:
        return f"about {round(minutes)} min left"
    return f"about {round(minutes / _MINUTE)} h left"
