"""`artline booklet`, `artline preview` and `artline machines`: around pens and plotters."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from artline.api.artist import Artist
from artline.batch.outcome import Outcome
from artline.cli.help import Command
from artline.cli.options import (
    artist_options,
    options_of,
    refuse_idle,
    take_frame,
    take_page,
    take_settings,
    verbose_option,
)
from artline.cli.place import OUTPUT, PHOTO
from artline.cli.preset_option import kept_beside, preset_option
from artline.cli.report import Report, made, made_line
from artline.cli.sheets import free_target
from artline.errors import ArtlineError, ModelError, shown
from artline.options import DRAWING, FRAMING, ON_PAGE
from artline.options.places import BOOKLET
from artline.output.target import make_folder
from artline.system import streams

if TYPE_CHECKING:
    from collections.abc import Callable

    from artline.nouns import Drawing, Plot

BOOKLET_EXAMPLES = (
    (
        "artline booklet photos/ -o book.pdf --look colouring --page a4 --pen 0.8mm",
        "A colouring book:",
    ),
)


@click.command(cls=Command, examples=BOOKLET_EXAMPLES)
@click.argument("photos", nargs=-1, required=True, type=PHOTO, metavar="PHOTO|FOLDER...")
@click.option("-o", "--output", required=True, type=OUTPUT, metavar="FILE", help="The PDF.")
@preset_option
@options_of(FRAMING, command=BOOKLET, format="pdf")
@options_of(DRAWING, command=BOOKLET, format="pdf")
@options_of(ON_PAGE, command=BOOKLET, format="pdf")
@artist_options
@click.option("--force", is_flag=True, help="Replace the PDF if it is already there.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
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
    quiet: bool,
    **chosen: Any,
) -> None:
    """Draw photos as strokes into one PDF, a page each.

    Photos that cannot be drawn are named and left out; the exit code is then 1.
    """
    from artline.batch.find import find_photos
    from artline.output import stroke_files

    kept_beside(ctx, chosen, command=BOOKLET, format="pdf")
    page, settings, frame = take_page(chosen), take_settings(chosen), take_frame(chosen)
    refuse_idle(ctx, settings, page, command=BOOKLET, format="pdf")
    if Path(output).suffix.lower() != ".pdf":
        raise click.UsageError(f"{shown(output)}: a booklet is a PDF; name a file ending in .pdf")
    free_target(output, force)
    found, failures, passed = find_photos(photos)
    sheets: list[Plot] = []
    report = Report(
        len(found) + len(failures), failures, many=True, passed=str(passed), quiet=quiet
    )
    with report:
        artist = Artist(model, threads=threads, max_pixels=max_pixels, damaged=damaged)

        def sheet(photo: Path) -> tuple[Drawing, Plot]:
            drawing = artist.draw(photo, settings, **frame.keywords)
            return drawing, drawing.strokes(page)

        for photo in found:
            report.tell(_drawn(sheet, photo.path, sheets, output))
        if sheets:
            make_folder(output)
            stroke_files.save_booklet(sheets, output)
            pages = _counted(len(sheets), "page")
            report.say(made_line(_counted(len(found), "photo"), output, pages))
    ctx.exit(report.exit_code)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


def _drawn(
    sheet: Callable[[Path], tuple[Drawing, Plot]], photo: Path, sheets: list[Plot], output: str
) -> Outcome:
    """Draw a photo as the next sheet; what became of it."""
    start = time.perf_counter()
    try:
        drawing, plot = sheet(photo)
    except ModelError:
        raise
    except ArtlineError as fault:
        return Outcome(str(photo), output, "failed", str(fault))
    sheets.append(plot)
    return Outcome(
        str(photo),
        f"{output}, page {len(sheets)}",
        "drawn",
        None,
        time.perf_counter() - start,
        drawing.width,
        drawing.height,
        drawing.notices,
    )


PREVIEW = (
    ("artline preview portrait.gcode", "portrait-gcode.png beside it:"),
    ("artline preview portrait.svg --animate -o drawn.gif", "How it will be drawn:"),
)


@click.command(cls=Command, examples=PREVIEW, needs="a plotter file")
@click.argument("file", type=PHOTO, metavar="FILE")
@click.option("-o", "--output", type=OUTPUT, metavar="FILE|-", help="The picture; - is stdout.")
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

    SVG, HPGL or G-code becomes a PNG, or a GIF of the drawing being drawn: FILE's name with its
    suffix in it, beside it, unless -o says otherwise.
    """
    from artline.output import stroke_files

    kind = "gif" if animate else "png"
    if output == "-":
        stroke_files.preview(file, streams.stdout(), kind=kind, side=size, travel=travel)
        return
    path = Path(file)
    target = output or str(path.with_name(f"{path.stem}-{path.suffix[1:] or 'preview'}.{kind}"))
    if Path(target).suffix.lower() != f".{kind}":
        raise click.UsageError(f"{shown(target)}: this picture is a {kind}; name it .{kind}")
    free_target(target, force)
    make_folder(target)
    stroke_files.preview(file, target, kind=kind, side=size, travel=travel)
    made(file, target, f"{size} pixels")


@click.command(cls=Command, examples=(("artline machines", "All of them:"),))
@verbose_option
def machines() -> None:
    """List the machines that --machine knows.

    Each with the files that it takes, its reach, and what it is.

    Your own go into the file that is named last.
    """
    from artline.output.machines import machines as known
    from artline.output.machines import own_file

    for machine in known().values():
        bed = f"{machine.bed[0]:g}×{machine.bed[1]:g} mm"
        takes = " ".join(machine.formats)
        streams.give(f"{machine.name:16} {takes:8} {bed:16} {machine.about}")
    streams.say(f"own: {shown(own_file())}")
