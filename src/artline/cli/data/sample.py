"""`artline data sample`: a small set made in code."""

from __future__ import annotations

from pathlib import Path

import click

from artline.cli.help import Command
from artline.cli.options import verbose_option
from artline.errors import shown

EXAMPLES = (("artline data sample people/ --count 12", "Twelve people that nobody is:"),)


@click.command(cls=Command, examples=EXAMPLES)
@click.argument("output", type=click.Path(), metavar="OUT")
@click.option("--count", type=int, default=64, show_default=True, metavar="N", help="How many.")
@click.option(
    "--size", type=int, default=256, show_default=True, metavar="PIXELS", help="Side of each."
)
@click.option("--seed", type=int, default=0, show_default=True, metavar="N", help="Of all chance.")
@click.option(
    "--test",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    metavar="N",
    help="How many are marked as test in photos.csv.",
)
@verbose_option
def sample(*, output: str, count: int, size: int, seed: int, test: int) -> None:
    """Make a small data set to try training with.

    People drawn in code: photo-like pictures, and lines, masses, scene and mattes that fit them
    exactly. OUT is a new folder with photos/, targets/, mattes/ and photos.csv.
    """
    from artline.train.data.synthetic.made import Synthetic, save_set

    save_set(Synthetic(count, size, seed), Path(output), test)
    click.echo(f"→ {shown(output)}", err=True)
