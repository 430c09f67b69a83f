"""`artline evaluate fs2k`: against an artist's drawings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from artline.cli.evaluate.judging import judge_ours
from artline.cli.evaluate.options import FOLDER, report_option, running_options, sample_option
from artline.cli.help import Command
from artline.cli.options import model_option, options_of, verbose_option
from artline.options import DRAWING
from artline.options.places import EVALUATE

EXAMPLES = (
    ("artline evaluate fs2k FS2K/ -o scored/", "All 1,046 test pairs, and a report:"),
    (
        "artline evaluate fs2k FS2K/ -o scored/ -j 2 --sample 0 --look contour",
        "Another look, two at a time, without the slow measures:",
    ),
    (
        "artline evaluate fs2k FS2K/ -o scored/ --style 1 --look pencil",
        "A look against the artist it learned from:",
    ),
)


@click.command(cls=Command, examples=EXAMPLES, needs="FS2K's pictures")
@click.argument("path", type=FOLDER, metavar="PATH")
@click.option(
    "--split",
    type=click.Choice(["train", "test"]),
    metavar="[train|test]",
    default="test",
    show_default=True,
    help="Which of FS2K's own splits.",
)
@click.option(
    "--style",
    type=click.Choice(["1", "2", "3"]),
    metavar="[1|2|3]",
    help="Only the pairs of one artist's style.",
)
@report_option
@sample_option(100)
@options_of(DRAWING, command=EVALUATE)
@model_option
@running_options
@verbose_option
@click.pass_context
def fs2k(
    ctx: click.Context,
    /,
    *,
    path: str,
    split: str,
    style: str | None,
    **judging: Any,
) -> None:
    """Measure against FS2K's artists.

    PATH is FS2K as it is published: photo/, sketch/, anno_train.json and anno_test.json. Photos
    are drawn as they are; drawing and sketch are compared at 256×256. Figures are given for the
    whole split and by style, pose, hair, earring, smile and skin tone.
    """
    from artline.evaluate.sets.fs2k import fs2k as read

    judge_ours(ctx, read(Path(path), split, style), **judging)
