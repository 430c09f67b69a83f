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
from artline.cli.report import made
from artline.cli.train_progress import progress
from artline.errors import ArtlineError, ModelError, SettingError
from artline.system import streams

if TYPE_CHECKING:
    from artline.train.data.sample import DataSet
    from artline.train.loop import Progress as Step
    from artline.train.loop import Report
    from artline.train.recipe import Recipe

EXAMPLES = (
    (
        "artline train recipes/tiny.toml",
        "A short training on the example photos:",
    ),
    ("artline train recipes/portrait.toml -o runs/mine", "In a folder of your own:"),
)
FAILED, WRONG_USAGE, STOPPED = 1, 2, 130


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

    Several GPUs: accelerate launch --num_processes 4 $(which artline) train RECIPE

    Exit code: 0 trained to the end, 1 could not go on, 2 wrong usage, 130 stopped.
    """
    need_torch()
    from artline.train.events import events
    from artline.train.loop import fit
    from artline.train.peers import gathered

    folder = output or Path("runs") / recipe.stem
    with contextlib.ExitStack() as stack:
        stop = stack.enter_context(_asked_to_stop())
        peers = stack.enter_context(gathered())
        stack.enter_context(_speaking(ctx, peers.first))
        chosen, datasets, left_out = peers.all(_opened, recipe)
        reports: list[Report] = []
        if peers.first:
            for line in left_out:
                click.echo(line, err=True)
            reports.append(stack.enter_context(progress(chosen, quiet)))
        if peers.first and tensorboard:
            reports.append(stack.enter_context(events(folder)))

        def report(now: Step) -> None:
            for each in reports:
                each(now)

        training = fit(chosen, datasets, folder, report=report, stop=stop, peers=peers)
    stopped = training.step < chosen.steps
    if peers.first:
        steps = f"step {training.step} of {chosen.steps}"
        made(recipe, folder, f"stopped at {steps}" if stopped else steps)
        if not stopped:
            streams.say(f"now: artline export {folder} -o {recipe.stem}.onnx")
    if stopped:
        ctx.exit(STOPPED)


def _opened(path: Path) -> tuple[Recipe, list[DataSet], list[str]]:
    """The recipe, its data sets, and a line on each that is not here and may be left out."""
    from artline.train.data.sets.kinds import open_set
    from artline.train.missing import without_missing
    from artline.train.recipe import read_recipe

    recipe = read_recipe(path)
    if not recipe.data:
        raise SettingError(f"{path}: no data set; add a [[data]] row")
    recipe, left_out = without_missing(recipe, str(path))
    datasets = [open_set(row.kind, row.path, row.options) for row in recipe.data]
    return recipe, datasets, left_out


@contextlib.contextmanager
def _speaking(ctx: click.Context, first: bool) -> Iterator[None]:
    """What ends one of several processes ends all; only the process with `first` says why."""
    try:
        yield
    except ArtlineError as fault:
        if first:
            raise
        ctx.exit(WRONG_USAGE if isinstance(fault, SettingError | ModelError) else FAILED)


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
