"""`artline evaluate ballot`: pairs for judges who know no names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from artline.cli.evaluate.judging import finish
from artline.cli.evaluate.options import FOLDER
from artline.cli.help import Command
from artline.cli.options import verbose_option
from artline.cli.report import made
from artline.errors import shown
from artline.system import streams

if TYPE_CHECKING:
    from artline.evaluate.ballot import Pair

EXAMPLES = (
    (
        "artline evaluate ballot ours/ theirs/ --photos photos/ -o sheet/",
        "Strips, a page to tick, and sheet-key.json beside the folder:",
    ),
)


@click.command(cls=Command, examples=EXAMPLES, needs="another program's drawings")
@click.argument("ours", type=FOLDER, metavar="OURS")
@click.argument("rival", type=FOLDER, metavar="RIVAL")
@click.option(
    "--photos",
    type=FOLDER,
    required=True,
    metavar="FOLDER",
    help="The photos both were drawn from, named as the drawings are.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False),
    required=True,
    metavar="FOLDER",
    help="What the judges get: strips, ballot.html, answers.csv.",
)
@click.option(
    "--key",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Who is A; without it, FOLDER-key.json beside the folder. Never show it to a judge.",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    metavar="N",
    help="Of the order and the sides.",
)
@verbose_option
@click.pass_context
def ballot(
    ctx: click.Context,
    /,
    *,
    ours: str,
    rival: str,
    photos: str,
    output: str,
    key: str | None,
    seed: int,
) -> None:
    """Make a blind comparison of two sets of drawings.

    Each strip is a photo and two drawings, A and B, without names, in random order. Where a rival
    shows another crop of the photo, and a face is found in both, all are cut to what both show.
    """
    sheet = Path(output)
    where = Path(key) if key else sheet.with_name(f"{sheet.resolve().name}-key.json")
    if where.resolve().is_relative_to(sheet.resolve()):
        raise click.UsageError(
            f"--key {shown(where)}: lies in what the judges get; put it elsewhere"
        )

    from artline.evaluate.ballot import pairs, save_ballot
    from artline.evaluate.mesh import MeshFinder
    from artline.evaluate.sets.folder import folder
    from artline.pipeline import face_finder

    root = Path(photos)
    theirs, mine = (folder(root, drawings=Path(drawings)) for drawings in (rival, ours))
    numbered, problems = pairs(theirs, mine, seed)

    def told(pair: Pair) -> None:
        streams.say(f"[{pair.number}/{len(numbered)}] {shown(pair.case.name)}")

    problems += save_ballot(numbered, sheet, where, face_finder(), MeshFinder(), told=told)
    made(photos, sheet / "ballot.html", f"key: {shown(where)}")
    finish(ctx, problems)
