"""What the measuring commands do alike: judge, show progress, write the report, print tables."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from artline.cli.options import refuse_idle, take_settings
from artline.errors import shown
from artline.options.places import EVALUATE

if TYPE_CHECKING:
    from artline.evaluate.case import CaseSet, Entrant
    from artline.evaluate.run import Run
    from artline.evaluate.summary import Summary


def judge(
    cases: CaseSet,
    entrants: tuple[Entrant, ...],
    *,
    output: str,
    sample: int,
    jobs: int,
    threads: int | None,
    quiet: bool,
) -> tuple[Run, Summary]:
    """Judge a set, write its report into `output` and print its tables."""
    from artline.evaluate import run as running
    from artline.evaluate.examiner import Order
    from artline.evaluate.report import save_report
    from artline.evaluate.summary import kids, summarise
    from artline.evaluate.table import tables

    tools, missing = running.installed()
    for line in missing:
        click.echo(f"note: {line}", err=True)
    threads = threads or max(1, running.cores() // jobs)
    order = Order(entrants, Path(output), cases.square, tools, threads)
    run = running.Run(cases, order, running.sample(cases, sample))
    judged = list(_watched(run, jobs, quiet))
    summary = summarise(
        cases, tuple(entrant.name for entrant in entrants), judged, kids(cases, order)
    )
    _, page = save_report(summary, run, missing)
    click.echo(tables(summary), nl=False)
    click.echo(f"→ {shown(page)}", err=True)
    return run, summary


def judge_ours(
    ctx: click.Context,
    cases: CaseSet,
    *,
    output: str,
    sample: int,
    model: str,
    jobs: int,
    threads: int | None,
    quiet: bool,
    **chosen: Any,
) -> None:
    """Judge our own drawings of a set, finished as `chosen`, and end."""
    from artline.evaluate.case import Entrant

    settings = take_settings(chosen)
    refuse_idle(ctx, settings, command=EVALUATE)
    entrant = Entrant.of_model("artline", model, settings)
    _, summary = judge(
        cases,
        (entrant,),
        output=output,
        sample=sample,
        jobs=jobs,
        threads=threads,
        quiet=quiet,
    )
    finish(ctx, summary.problems)


def finish(ctx: click.Context, problems: tuple[str, ...] | list[str]) -> None:
    """Say what was left out, one line each, and end with the exit code."""
    for line in problems:
        click.echo(f"error: {line}", err=True)
    ctx.exit(1 if problems else 0)


def _watched(run: Run, jobs: int, quiet: bool) -> Iterator[Any]:
    from artline.evaluate.run import judge_all

    total = len(run.tasks())
    with closing(judge_all(run, workers=jobs)) as results:
        if quiet:
            yield from results
        elif sys.stderr.isatty():
            yield from _with_bar(results, total)
        else:
            for number, judged in enumerate(results, start=1):
                slow = ", slow measures" if judged.part == "sample" else ""
                click.echo(f"[{number}/{total}] {shown(judged.name)}{slow}", err=True)
                yield judged


def _with_bar(results: Iterator[Any], total: int) -> Iterator[Any]:
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(results, description="", total=total, console=console, transient=True)
