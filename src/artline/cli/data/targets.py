"""`artline data targets`: have the teacher draw a folder of photos before training."""

from __future__ import annotations

from pathlib import Path

import click

from artline.cli.data.progress import bar
from artline.cli.help import Command
from artline.cli.options import jobs_option, quiet_option, verbose_option
from artline.system import streams

EXAMPLES = (
    ("artline data targets photos/ -j 2", "Two at a time, those drawn before passed over:"),
)


@click.command(cls=Command, examples=EXAMPLES)
@click.argument("photos", type=click.Path(), metavar="PHOTOS")
@click.option(
    "--split",
    default="all",
    show_default=True,
    metavar="NAME",
    help="Rows of photos.csv to take, where PHOTOS has one.",
)
@click.option(
    "--mattes",
    type=click.Path(file_okay=False),
    metavar="FOLDER",
    help="Who the sitters are, white; without it, PHOTOS/mattes where there is one.",
)
@click.option(
    "--cache",
    type=click.Path(file_okay=False),
    metavar="FOLDER",
    help="Where drawings are kept; without it, in your cache folder.",
)
@jobs_option
@quiet_option
@verbose_option
@click.pass_context
def targets(
    ctx: click.Context,
    /,
    *,
    photos: str,
    split: str,
    mattes: str | None,
    cache: str | None,
    jobs: int,
    quiet: bool,
) -> None:
    """Draw the targets of a folder of photos, once.

    Training on the same folder finds them there. They are kept under the photo's and the matte's
    bytes and the teacher's version, so a new teacher draws anew. PHOTOS is a folder of pictures,
    or has them in photos/.
    """
    from artline.train.data.prefetch import prefetch
    from artline.train.data.sets.photos import photo_files, photo_mattes

    files = photo_files(Path(photos), split)
    given = photo_mattes(Path(photos), list(files), Path(mattes) if mattes else None)
    outcome = prefetch(files, Path(cache) if cache else None, jobs, given)
    done = drawn = 0
    problems = []
    with bar(len(files), quiet) as told:
        for result in outcome:
            done += 1
            drawn += result == "drawn"
            if result not in ("drawn", "kept"):
                problems.append(result)
            told(done)
    streams.say(f"{drawn} drawn, {done - drawn - len(problems)} kept before")
    for line in problems:
        streams.say(f"error: {line}")
    ctx.exit(1 if problems else 0)
