"""What the measuring commands do alike: judge, show progress, write the report, print tables."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from artline.cli.options import refuse_idle, take_settings
from artline.cli.report import made
from artline.errors import shown
from artline.options.places import EVALUATE
from artline.system import streams
from artline.system.cores import cores

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
    from artline.evaluate.examiner import Examination
    from artline.evaluate.report import save_report
    from artline.evaluate.summary import kids, summarise
    from artline.evaluate.table import tables

    tools, missing = running.installed()
    for line in missing:
        streams.say(f"note: {line}")
    threads = threads or max(1, cores() // jobs)
    order = Examination(entrants, Path(output), cases.square, tools, threads)
    run = running.Run(cases, order, running.sample(cases, sample))
    judged = list(_watched(run, jobs, quiet))
    summary = summarise(
        cases, tuple(entrant.name for entrant in entrants), judged, kids(cases, order)
    )
    _, page = save_report(summary, run, missing)
    streams.give(tables(summary), end="")
    made(cases.title, page)
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
        streams.say(f"error: {line}")
    ctx.exit(1 if problems else 0)


def _watched(run: Run, jobs: int, quiet: bool) -> Iterator[Any]:
    from artline.evaluate.run import judge_all

    total = len(run.tasks())
    with closing(judge_all(run, workers=jobs)) as results:
        if quiet:
            yield from results
        elif streams.is_terminal(sys.stderr):
            yield from _with_bar(results, total)
        else:
            for number, judged in enumerate(results, start=1):
                slow = ", slow measures" if judged.part == "sample" else ""
                streams.say(f"[{number}/{total}] {shown(judged.name)}{slow}")
                yield judged


def _with_bar(results: Iterator[Any], total: int) -> Iterator[Any]:
    from artline.cli.progress import bar

    with bar(transient=True) as progress:
        yield from progress.track(results, total=total)
