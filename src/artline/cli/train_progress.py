"""The bar that `artline train` shows."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from artline.train.loop import Progress as Step
    from artline.train.loop import Report
    from artline.train.recipe import Recipe


@contextlib.contextmanager
def progress(recipe: Recipe, quiet: bool) -> Iterator[Report]:
    """A bar on stderr with the stage, the loss and the pace."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from artline.cli.progress import left

    columns = (
        TextColumn("stage {task.fields[stage]} of " + str(len(recipe.stages))),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("loss {task.fields[loss]:.4f}, {task.fields[pace]:.1f} crops/s"),
        left(),
    )
    bar = Progress(*columns, console=Console(stderr=True), disable=quiet)
    task = bar.add_task("", total=recipe.steps, stage=1, loss=0.0, pace=0.0)

    def report(now: Step) -> None:
        # Not before: what is refused at the start is one line, without a bar above it.
        bar.start()
        bar.update(
            task, completed=now.step, stage=now.stage, loss=now.losses["loss"], pace=now.pace
        )

    try:
        yield report
    finally:
        if bar.live.is_started:
            bar.stop()
