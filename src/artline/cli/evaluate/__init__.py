"""`artline evaluate`: how good drawings are, on what, against whom."""

from __future__ import annotations

import click

from artline.cli.commands import Group
from artline.cli.evaluate.ab import ab
from artline.cli.evaluate.against import against
from artline.cli.evaluate.ballot import ballot
from artline.cli.evaluate.folder import folder
from artline.cli.evaluate.fs2k import fs2k
from artline.cli.evaluate.tally import tally


@click.group(cls=Group)
def evaluate() -> None:
    """Measure drawings, and let judges compare them.

    Every measure is defined in docs/quality.md. Scores are kept in the folder named with -o: a
    run that was stopped goes on where it was, and report.json and report.html are written there.

    Exit code: 0 all scored, 1 something was left out, 2 wrong usage.
    """


for command in (fs2k, folder, against, ab, ballot, tally):
    evaluate.add_command(command)
