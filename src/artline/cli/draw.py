"""`artline draw`: photos become drawings."""

from __future__ import annotations

import contextlib
import shlex
import sys
from pathlib import Path
from typing import Any

import click

from artline.cli.help import Command
from artline.cli.options import (
    artist_options,
    device_option,
    json_option,
    options_of,
    refuse_idle,
    take_frame,
    take_page,
    take_settings,
)
from artline.cli.place import OUTPUT, PHOTO
from artline.cli.preset_option import kept_beside, preset_option, said_by_preset
from artline.cli.report import Report
from artline.errors import OutputError, shown
from artline.options import DRAWING, FRAMING, ON_PAGE
from artline.options.files import PICTURE_FILE_OPTIONS
from artline.options.places import DRAW, PLOTTER_FILES
from artline.output.registry import format_with
from artline.system import streams
from artline.system.paths import exists

EXAMPLES = (
    ("artline photo.jpg", "Draw photo-line.png beside the photo:"),
    (
        "artline photo.jpg -o card.webp --background transparent --ink navy",
        "Blue ink on nothing, as WebP:",
    ),
    (
        "artline photos/ -o drawn/ --recursive --skip-existing",
        "A whole tree, going on where the last run stopped:",
    ),
    ("artline *.jpg -o drawn/ -j 4 --json > drawn.jsonl", "Four at a time, with a record of each:"),
    (
        "artline photo.jpg -o portrait.svg --look contour --page a4 --pen 0.5mm",
        "Strokes of a pen (.svg .pdf .dxf .hpgl .plt .gcode .nc):",
    ),
    ("artline photo.jpg --crop face", "A square around the face:"),
    ("artline photo.jpg --preset avatar", "Named settings (`artline presets` lists them):"),
    ("cat photo.jpg | artline - > drawing.png", "In a pipe:"),
)


@click.command(cls=Command, examples=EXAMPLES)
@click.argument("photos", nargs=-1, required=True, type=PHOTO, metavar="PHOTO|FOLDER...")
@click.option(
    "-o",
    "--output",
    type=OUTPUT,
    metavar="FILE|FOLDER|-",
    help="Where to write; a folder for several photos; - is stdout.",
)
@preset_option
@options_of(FRAMING, command=DRAW)
@options_of(DRAWING, command=DRAW)
@click.option("--format", "kind", metavar="FORMAT", help="As suffixes say it: png, svg ….")
@options_of(ON_PAGE, command=DRAW)
@artist_options
@device_option
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Photos at a time; without it, up to four where there are many.",
)
@click.option("--recursive", is_flag=True, help="Search folders below the named ones too.")
@click.option("--force", is_flag=True, help="Replace drawings that are already there.")
@click.option("--skip-existing", is_flag=True, help="Leave drawings that are already there.")
@options_of(PICTURE_FILE_OPTIONS, command=DRAW)
@json_option("One object per photo")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say more: each photo, and inner faults.")
@click.pass_context
def draw(
    ctx: click.Context,
    /,
    *,
    photos: tuple[str, ...],
    output: str | None,
    kind: str | None,
    model: str,
    threads: int | None,
    max_pixels: int,
    damaged: bool,
    device: str,
    jobs: int | None,
    recursive: bool,
    force: bool,
    skip_existing: bool,
    keep_metadata: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
    **chosen: Any,
) -> None:
    """Draw photos; a folder draws every photo in it.

    The drawing of photo.jpg is photo-line.png beside it, or photo-brush.png in the look brush, at
    exactly the photo's pixels; -o says otherwise. With several photos or a folder, -o is a folder
    that holds photo.png and mirrors subfolders; drawings that would have the same name keep the
    photo's suffix in it (a.jpg.png, a.webp.png). Folders are made where missing. A photo whose
    drawing is already there fails unless --force or --skip-existing. In folders, hidden files are
    passed over, and what artline drew: its files are marked. - as the photo is stdin, and its
    drawing goes to stdout.

    Exit code: 0 all drawn, 1 some failed, 2 wrong usage.
    """
    from artline.batch.local import draw_all, suitable_workers
    from artline.batch.names import STREAM, plan
    from artline.batch.order import Order

    if force and skip_existing:
        raise click.UsageError("--force and --skip-existing exclude each other")
    _refuse_swapped(photos, output)
    kept_beside(ctx, chosen, command=DRAW)
    page, settings, frame = take_page(chosen), take_settings(chosen), take_frame(chosen)
    if "kind" in said_by_preset(ctx) and _names_format(output):
        kind = None
    try:
        planned = plan(photos, output, format=kind, look=settings.look, recursive=recursive)
    except OutputError as fault:
        raise click.UsageError(str(fault)) from fault
    to_stdout = any(job.output == STREAM for job in planned.jobs)
    for written in sorted({job.format for job in planned.jobs}):
        if said_by_preset(ctx):  # all are of one format
            fit = settings.values | page.values
            kept_beside(ctx, fit, command=DRAW, format=written)
            page, settings = take_page(fit), take_settings(fit)
        refuse_idle(ctx, settings, page, command=DRAW, format=written)
        if written in PLOTTER_FILES:
            from artline.output.machines import machine_of

            machine_of(page.machine, written)  # what is wrong with it is told before the work
        if page.for_machine(written):
            from artline.output.reach import refuse_beyond

            refuse_beyond(page, written)
    _refuse_stdout(to_stdout, as_json)
    order = Order(
        settings=settings,
        model=model,
        threads=threads,
        max_pixels=max_pixels,
        damaged=damaged,
        existing="replace" if force else "skip" if skip_existing else "refuse",
        keep_metadata=keep_metadata,
        page=page,
        device=device,
        frame=frame,
    )
    count = len(planned.jobs)
    workers = max(1, min(jobs or suitable_workers(count), count))
    report = Report(
        count + len(planned.failures),
        planned.failures,
        many=planned.many,
        passed=planned.passed,
        as_json=as_json,
        quiet=quiet,
        verbose=verbose,
    )
    with report, contextlib.closing(draw_all(planned.jobs, order, workers=workers)) as outcomes:
        for outcome in outcomes:
            report.tell(outcome)
    ctx.exit(report.exit_code)


def _refuse_swapped(photos: tuple[str, ...], output: str | None) -> None:
    """`artline in.jpg out.png`: the second name is where to write, as for other programs."""
    if output is not None or len(photos) != 2 or exists(photos[1]):
        return
    one, two = map(Path, photos)
    same = one.suffix.lower() == two.suffix.lower()
    if exists(one) and not same and format_with(two.suffix.lower()):
        typed = f"artline {shlex.quote(photos[0])} -o {shlex.quote(photos[1])}"
        raise click.UsageError(f"{shown(two)}: no such photo; to write it: {shown(typed)}")


def _names_format(output: str | None) -> bool:
    """Whether the name of the file to write says its format."""
    return output is not None and format_with(Path(output).suffix.lower()) is not None


def _refuse_stdout(to_stdout: bool, as_json: bool) -> None:
    if to_stdout and as_json:
        raise click.UsageError("--json and a drawing cannot both go to stdout; name a file with -o")
    if to_stdout and streams.is_terminal(sys.stdout):
        raise click.UsageError("stdout is a terminal; name a file with -o, or pipe it on")
