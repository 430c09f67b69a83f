"""`artline train`: teach a network by a recipe."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from artline.cli.help import Command
from artline.cli.options import verbose_option
from artline.errors import SettingError

if TYPE_CHECKING:
    from artline.train.loop import Progress as Step
    from artline.train.loop import Report
    from artline.train.recipe import Recipe

EXAMPLES = (
    ("artline train recipes/tiny.toml", "A minute's training on pictures made in code:"),
    ("artline train recipes/portrait.toml -o runs/mine", "In a folder of your own:"),
)
STOPPED = 130


@click.command(cls=Command, examples=EXAMPLES, needs="a recipe")
@click.argument("recipe", type=click.Path(path_type=Path), metavar="RECIPE")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Folder of the run; without it, runs/ and the recipe's name.",
)
@click.option("--tensorboard", is_flag=True, help="Losses for TensorBoard too, in events/.")
@click.option("-q", "--quiet", is_flag=True, help="No progress.")
@verbose_option
@click.pass_context
def train(
    ctx: click.Context, recipe: Path, output: Path | None, tensorboard: bool, quiet: bool
) -> None:
    """Train a network as a recipe says.

    The folder gets checkpoints (last.pt, previous.pt), a log (log.jsonl) and sample sheets. The
    same command goes on where a stopped or killed run was. Ctrl-C ends after the step, saved.

    Exit code: 0 trained to the end, 1 could not go on, 2 wrong usage, 130 stopped.
    """
    need_torch()
    from artline.train.data.sets.opened import open_set
    from artline.train.events import events
    from artline.train.loop import fit
    from artline.train.recipe import read_recipe

    chosen = read_recipe(recipe)
    if not chosen.data:
        raise SettingError(f"{recipe}: no data set; add a [[data]] row")
    folder = output or Path("runs") / recipe.stem
    datasets = [open_set(row.kind, row.path, row.options) for row in chosen.data]
    with contextlib.ExitStack() as stack:
        stop = stack.enter_context(_asked_to_stop())
        reports = [stack.enter_context(_progress(chosen, quiet))]
        if tensorboard:
            reports.append(stack.enter_context(events(folder)))

        def report(now: Step) -> None:
            for each in reports:
                each(now)

        training = fit(chosen, datasets, folder, report=report, stop=stop)
    if training.step < chosen.steps:
        click.echo(
            f"stopped at step {training.step} of {chosen.steps}; saved in {folder}", err=True
        )
        ctx.exit(STOPPED)
    after = f"artline export {folder} -o {recipe.stem}.onnx"
    click.echo(f"trained {chosen.steps} steps; now: {after}", err=True)


def need_torch() -> None:
    """Refuse in one line where torch is not installed.

    Raises:
        SettingError: it is not.
    """
    from importlib.util import find_spec

    if find_spec("torch") is None:
        raise SettingError("training needs torch; pip install 'artline[train]'")


@contextlib.contextmanager
def _asked_to_stop() -> Iterator[Callable[[], bool]]:
    """Ctrl-C or a polite kill lets the step end; a second one ends at once."""
    asked: list[int] = []

    def note(number: int, _frame: object) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _progress(recipe: Recipe, quiet: bool) -> Iterator[Report]:
    """A bar on stderr with the stage, the loss and the pace."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    columns = (
        TextColumn("stage {task.fields[stage]} of " + str(len(recipe.stages))),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("loss {task.fields[loss]:.4f}, {task.fields[pace]:.1f} crops/s"),
        Remaining(),
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
