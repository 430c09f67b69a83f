"""`artline evaluate folder`: what can be told without a reference."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from artline.cli.evaluate.judging import judge_ours
from artline.cli.evaluate.options import (
    FOLDER,
    mattes_option,
    report_option,
    running_options,
    sample_option,
)
from artline.cli.help import Command
from artline.cli.options import model_option, options_of, verbose_option
from artline.options import DRAWING
from artline.options.places import EVALUATE

EXAMPLES = (
    ("artline evaluate folder photos/ -o scored/ --sample 1", "Your photos, and a report:"),
    (
        "artline evaluate folder photos/ -o scored/ --sample 0 --look bold",
        "Another look, without the slow measures:",
    ),
)


@click.command(cls=Command, examples=EXAMPLES)
@click.argument("photos", type=FOLDER, metavar="PHOTOS")
@mattes_option
@report_option
@sample_option(100)
@options_of(DRAWING, command=EVALUATE)
@model_option
@running_options
@verbose_option
@click.pass_context
def folder(
    ctx: click.Context,
    /,
    *,
    photos: str,
    mattes: str | None,
    **judging: Any,
) -> None:
    """Measure drawings of any photos.

    Likeness, skin, background (given mattes), cleanliness, robustness and stability: all that
    needs no artist's drawing. Subfolders are searched too.
    """
    from artline.evaluate.sets.folder import folder as read

    judge_ours(ctx, read(Path(photos), mattes=Path(mattes) if mattes else None), **judging)
