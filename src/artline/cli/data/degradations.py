"""`artline data degradations`: what training does to a photo."""

from __future__ import annotations

import click

from artline.cli.help import Command
from artline.cli.options import artist_options, verbose_option
from artline.cli.place import PHOTO
from artline.cli.sheets import save_sheet, sheet_options, sheet_target, source

EXAMPLES = (
    ("artline data degradations photo.jpg", "All of them, on photo-degradations.png:"),
    ("artline data degradations photo.jpg -o other.png --seed 1", "With other random numbers:"),
)


@click.command(cls=Command, examples=EXAMPLES)
@click.argument("photo", type=PHOTO, metavar="PHOTO")
@sheet_options("-degradations")
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    metavar="N",
    help="Of the random numbers.",
)
@click.option(
    "--panel",
    type=click.IntRange(64, 1024),
    default=256,
    show_default=True,
    metavar="PIXELS",
    help="Side of each picture.",
)
@artist_options
@verbose_option
def degradations(
    *,
    photo: str,
    output: str | None,
    force: bool,
    seed: int,
    panel: int,
    model: str,
    threads: int | None,
    max_pixels: int,
    damaged: bool,
) -> None:
    """Show how training degrades a photo.

    Shadows, light, colour, camera and file; other backgrounds; a group; drawing blended in; and
    some as they come in training, all at random. The middle of the photo is shown, as a square.
    Where training takes another photo, this one stands in, mirrored.
    """
    target = sheet_target(photo, "-degradations", output, force)

    from artline.api.artist import Artist
    from artline.train.data.preview import preview
    from artline.train.data.teaching import sample_of

    artist = Artist(model, threads=threads, max_pixels=max_pixels, damaged=damaged)
    mine = sample_of(artist.see(source(photo), looks=()))
    save_sheet(photo, preview(mine, panel, seed), target, panel=panel)
