"""`artline evaluate against`: a rival's drawings and ours in one run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from artline.cli.evaluate.judging import finish, judge
from artline.cli.evaluate.options import FOLDER, mattes_option, report_option, running_options
from artline.cli.help import Command
from artline.cli.options import (
    model_option,
    options_of,
    refuse_idle,
    take_settings,
    verbose_option,
)
from artline.options import DRAWING
from artline.options.places import EVALUATE

EXAMPLES = (
    (
        "artline evaluate against theirs/ --photos photos/ -o scored/",
        "Drawings by another program beside ours:",
    ),
)


@click.command(cls=Command, examples=EXAMPLES, needs="another program's drawings")
@click.argument("outputs", type=FOLDER, metavar="OUTPUTS")
@click.option(
    "--photos",
    type=FOLDER,
    required=True,
    metavar="FOLDER",
    help="The photos they were drawn from, named as the drawings are.",
)
@mattes_option
@report_option
@options_of(DRAWING, command=EVALUATE)
@model_option
@running_options
@verbose_option
@click.pass_context
def against(
    ctx: click.Context,
    /,
    *,
    outputs: str,
    photos: str,
    mattes: str | None,
    output: str,
    model: str,
    jobs: int,
    threads: int | None,
    quiet: bool,
    **chosen: Any,
) -> None:
    """Measure a rival's drawings beside ours.

    Drawings of another size are brought to the photo's where the proportions agree. A pair is
    left out, with a line that says why, where they do not, or where the face lies elsewhere: such
    a drawing shows another crop, and `artline evaluate ballot` is the way to compare it.
    """
    settings = take_settings(chosen)
    refuse_idle(ctx, settings, command=EVALUATE)

    from artline.evaluate.case import Entrant
    from artline.evaluate.sets.folder import folder

    entrants = (Entrant.of_model("artline", model, settings), Entrant("rival"))
    cases = folder(Path(photos), mattes=Path(mattes) if mattes else None, drawings=Path(outputs))
    _, summary = judge(
        cases, entrants, output=output, sample=0, jobs=jobs, threads=threads, quiet=quiet
    )
    finish(ctx, summary.problems)
