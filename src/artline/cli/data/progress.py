"""A bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

from artline.system import streams


@contextlib.contextmanager
def bar(total: int, quiet: bool) -> Iterator[Callable[[int], None]]:
    """Gives a function that is told how many are done."""
    if quiet or not streams.is_terminal(sys.stderr):
        yield lambda _done: None
        return
    from artline.cli.progress import bar as live

    with live(transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda done: progress.update(task, completed=done)
