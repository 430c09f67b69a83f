"""`artline data`: what a network learns from."""

from __future__ import annotations

import click

from artline.cli.commands import Group
from artline.cli.data.check import check
from artline.cli.data.degradations import degradations
from artline.cli.data.targets import targets


@click.group(cls=Group)
def data() -> None:
    """Look data sets over, have the teacher draw, see what training does to a photo.

    Layouts and options are described in docs/training.md.

    Exit code: 0 all well, 1 something is wrong with the data, 2 wrong usage.
    """


for command in (check, targets, degradations):
    data.add_command(command)
