"""`artline data check`: is this set fit to train on?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from artline.cli.data.progress import bar
from artline.cli.help import Command
from artline.cli.options import quiet_option, verbose_option
from artline.cli.place import PHOTO
from artline.cli.sheets import save_sheet, sheet_target
from artline.errors import SettingError, shown
from artline.system import streams

if TYPE_CHECKING:
    from artline.train.data.check import Report

EXAMPLES = (
    ("artline data check FS2K/", "Count, find doubles and drawings that lie off their photos:"),
    ("artline data check FS2K/ --set split=test -o sheet.png", "Another split, with a sheet:"),
)

PANEL = 480


@click.command(cls=Command, examples=EXAMPLES, needs="a data set")
@click.argument("path", type=click.Path(), metavar="PATH")
@click.option(
    "--kind",
    metavar="KIND",
    help="taught, photos, fs2k, apdrawing, anime or pairs; without it, told by the layout.",
)
@click.option(
    "--set",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    help="An option of the set, as a recipe would have it; may be given several times.",
)
@click.option("-o", "--output", type=PHOTO, metavar="FILE", help="Write a contact sheet, too.")
@click.option("--force", is_flag=True, help="Replace a sheet that is already there.")
@quiet_option
@verbose_option
@click.pass_context
def check(
    ctx: click.Context,
    /,
    *,
    path: str,
    kind: str | None,
    options: tuple[str, ...],
    output: str | None,
    force: bool,
    quiet: bool,
) -> None:
    """Say what is wrong with a data set.

    Counts, sizes and ink; files that cannot be read; photos that are in it twice (perceptual
    hash); drawings that lie off their photos (phase correlation of edges). A folder of photos is
    drawn by the teacher for that, which takes about two seconds a photo, once.
    """
    target = None if output is None else sheet_target(path, "", output, force)

    from artline.train.data import check as checking
    from artline.train.data.sets.kinds import kind_of, open_set

    folder = Path(path)
    known = kind or kind_of(folder)
    # each sample is read once: there is nothing to keep
    dataset = open_set(known, folder, {"keep": 0, **dict(map(_option, options))}, shown(path))
    with bar(len(dataset), quiet) as told:
        report = checking.check(dataset, told=told)
    streams.give(f"{'kind':10}  {known}")
    for name, value in _told(report):
        streams.give(f"{name:10}  {value}")
    if target is not None and report.pictures:
        save_sheet(path, report.pictures, target, panel=PANEL)
    for line in report.problems:
        streams.say(f"error: {line}")
    ctx.exit(1 if report.problems else 0)


def _told(report: Report) -> list[tuple[str, str]]:
    (least, most) = report.sizes
    inked = (f"{name} {100 * share:.1f} %" for name, share in report.ink.items())
    return [
        ("samples", str(report.samples)),
        *((name, f"{count} samples") for name, count in sorted(report.channels.items())),
        ("mattes", str(report.mattes)),
        ("sizes", f"{least[0]}×{least[1]} to {most[0]}×{most[1]} pixels"),
        ("ink", ", ".join(inked)),
        ("unreadable", str(len(report.unreadable))),
        ("doubles", str(len(report.doubles))),
        ("misaligned", str(len(report.misaligned))),
    ]


def _option(text: str) -> tuple[str, object]:
    """`name=value`, the value read as TOML where it is some, and as a word where not."""
    import tomllib

    name, sign, value = text.partition("=")
    if not sign or not name:
        raise SettingError(f"--set {shown(text)}: write NAME=VALUE")
    try:
        return name, tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return name, value
