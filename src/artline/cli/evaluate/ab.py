"""`artline evaluate ab`: two ways of drawing the same photos."""

from __future__ import annotations

from pathlib import Path

import click

from artline.cli.evaluate.judging import finish, judge
from artline.cli.evaluate.options import (
    FOLDER,
    mattes_option,
    report_option,
    running_options,
    sample_option,
)
from artline.cli.help import Command
from artline.cli.options import verbose_option
from artline.cli.report import made
from artline.errors import shown

EXAMPLES = (
    (
        "artline evaluate ab photos/ --look ink --look contour -o scored/",
        "Two looks:",
    ),
    (
        "artline evaluate ab photos/ --set shade=-0.3 --set shade=0.3 -o scored/",
        "Two values of a setting:",
    ),
    (
        "artline evaluate ab photos/ --model portrait --model portrait --set detail=0 "
        "--set detail=0.5 -o scored/",
        "Two models, each with its own setting:",
    ),
)


@click.command(cls=Command, examples=EXAMPLES)
@click.argument("photos", type=FOLDER, metavar="PHOTOS")
@click.option(
    "--model",
    "models",
    multiple=True,
    metavar="NAME|FILE",
    help="A model; twice: A's, then B's.",
)
@click.option(
    "--look", "looks", multiple=True, metavar="LOOK", help="A look; twice: A's, then B's."
)
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="A setting (weight, detail, shade, background); the same one twice: A's, then B's.",
)
@mattes_option
@report_option
@sample_option(0)
@running_options
@verbose_option
@click.pass_context
def ab(
    ctx: click.Context,
    /,
    *,
    photos: str,
    models: tuple[str, ...],
    looks: tuple[str, ...],
    settings: tuple[str, ...],
    mattes: str | None,
    output: str,
    sample: int,
    jobs: int,
    threads: int | None,
    quiet: bool,
) -> None:
    """Compare two models, looks or settings.

    What is given once holds for both, what is given twice for A and then B. PHOTOS is a folder of
    photos, or FS2K's own folder, of which the test split is taken. Differences are A minus B on
    the same photos; differences.png shows where the drawings differ most.
    """
    choices = [("model", model) for model in models] + [("look", look) for look in looks]
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            raise click.UsageError(f"--set {shown(setting)}: write NAME=VALUE")
        choices.append((name, value))

    from artline.evaluate.ab import pair, save_differences
    from artline.evaluate.sets.folder import folder
    from artline.evaluate.sets.fs2k import fs2k, is_fs2k

    entrants = pair(choices, "portrait")
    root = Path(photos)
    drawn_by_artist = is_fs2k(root)
    if drawn_by_artist and mattes:
        raise click.UsageError("--mattes: FS2K has none; leave it out")
    cases = fs2k(root) if drawn_by_artist else folder(root, mattes=Path(mattes) if mattes else None)
    run, summary = judge(
        cases, entrants, output=output, sample=sample, jobs=jobs, threads=threads, quiet=quiet
    )
    sheet = save_differences(run, [row.name for row in summary.rows if row.scores])
    if sheet:
        made(photos, sheet)
    finish(ctx, summary.problems)
