"""`artline booklet`, `artline preview` and `artline machines`: around pens and plotters."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from artline.cli.help import Command
from artline.cli.options import (
    PHOTO,
    artist_options,
    options_of,
    refuse_idle,
    take_page,
    take_settings,
    verbose_option,
)
from artline.errors import ArtlineError, OutputExistsError, shown
from artline.options import DRAWING, ON_PAGE
from artline.options.places import BOOKLET

BOOKLET_EXAMPLES = (
    ("artline booklet photos/ -o book.pdf --look contour --page a4", "A colouring book:"),
)


@click.command(cls=Command, examples=BOOKLET_EXAMPLES)
@click.argument("photos", nargs=-1, required=True, type=click.Path(), metavar="PHOTO|FOLDER...")
@click.option("-o", "--output", required=True, type=click.Path(), metavar="FILE", help="The PDF.")
@options_of(DRAWING, command=BOOKLET, format="pdf")
@options_of(ON_PAGE, command=BOOKLET, format="pdf")
@artist_options
@click.option("--force", is_flag=True, help="Replace the PDF if it is already there.")
@verbose_option
@click.pass_context
def booklet(
    ctx: click.Context,
    /,
    *,
    photos: tuple[str, ...],
    output: str,
    model: str,
    threads: int | None,
    max_pixels: int,
    damaged: bool,
    force: bool,
    **chosen: Any,
) -> None:
    """Draw photos as strokes into one PDF, a page each.

    Photos that cannot be drawn are named and left out; the exit code is then 1.
    """
    from artline.api.artist import Artist
    from artline.batch.find import find_photos
    from artline.output import stroke_files

    page, settings = take_page(chosen), take_settings(chosen)
    refuse_idle(ctx, settings, page, command=BOOKLET, format="pdf")
    if Path(output).suffix.lower() != ".pdf":
        raise click.UsageError(f"{shown(output)}: a booklet is a PDF; name a file ending in .pdf")
    _refuse_existing(output, force)
    found, failures = find_photos(photos)
    told = [failure.error or "" for failure in failures]
    artist = Artist(model, threads=threads, max_pixels=max_pixels, damaged=damaged)
    sheets = []
    for photo in found:
        try:
            sheets.append(artist.draw(photo.path, settings).strokes(page))
        except ArtlineError as fault:
            told.append(str(fault))
    for message in told:
        click.echo(f"error: {message}", err=True)
    if sheets:
        stroke_files.save_booklet(sheets, output)
        click.echo(f"{shown(output)}: {len(sheets)} pages", err=True)
    ctx.exit(1 if told or not sheets else 0)


PREVIEW = (
    ("artline preview portrait.gcode", "portrait-preview.png beside it:"),
    ("artline preview portrait.svg --animate -o drawn.gif", "How it will be drawn:"),
)


@click.command(cls=Command, examples=PREVIEW, needs="a plotter file")
@click.argument("file", type=click.Path(), metavar="FILE")
@click.option("-o", "--output", type=PHOTO, metavar="FILE|-", help="The picture; - is stdout.")
@click.option("--animate", is_flag=True, help="A GIF that shows it being drawn.")
@click.option("--travel", is_flag=True, help="Show the ways with the pen up, in red.")
@click.option(
    "--size", type=click.IntRange(16, 8000), default=1000, show_default=True, metavar="PIXELS",
    help="Long side of the picture.",
)  # fmt: skip
@click.option("--force", is_flag=True, help="Replace the picture if it is already there.")
@verbose_option
def preview(
    *, file: str, output: str | None, animate: bool, travel: bool, size: int, force: bool
) -> None:
    """Show what a plotter file will draw.

    SVG, HPGL or G-code becomes a PNG, or a GIF of the drawing being drawn.
    """
    from artline.output import stroke_files

    kind = "gif" if animate else "png"
    if output == "-":
        stroke_files.preview(file, sys.stdout.buffer, kind=kind, side=size, travel=travel)
        return
    target = output or str(Path(file).with_name(f"{Path(file).stem}-preview.{kind}"))
    if Path(target).suffix.lower() != f".{kind}":
        raise click.UsageError(f"{shown(target)}: this picture is a {kind}; name it .{kind}")
    _refuse_existing(target, force)
    stroke_files.preview(file, target, kind=kind, side=size, travel=travel)
    click.echo(shown(target), err=True)


@click.command(cls=Command, examples=(("artline machines", "All of them:"),))
@verbose_option
def machines() -> None:
    """List the machines that --machine knows: files that they take, reach, and what they are.

    Your own go into the file that is named last.
    """
    from artline.output.machines import machines as known
    from artline.output.machines import own_file

    for machine in known().values():
        bed = f"{machine.bed[0]:g}×{machine.bed[1]:g} mm"
        takes = " ".join(machine.formats)
        click.echo(f"{machine.name:16} {takes:8} {bed:16} {machine.about}")
    click.echo(f"own: {shown(own_file())}", err=True)


def _refuse_existing(target: str, force: bool) -> None:
    if Path(target).exists() and not force:
        raise OutputExistsError(f"{shown(target)}: already there; --force replaces it")
