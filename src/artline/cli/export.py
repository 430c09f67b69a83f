"""`artline export`: a trained network as a model to draw with."""

from __future__ import annotations

from pathlib import Path

import click

from artline.cli.help import Command
from artline.cli.options import verbose_option
from artline.cli.report import made
from artline.cli.train import need_torch
from artline.errors import SettingError, shown
from artline.output.target import check_target, make_folder
from artline.system import streams

EXAMPLES = (
    ("artline export runs/tiny -o tiny.onnx", "The averaged weights of a run:"),
    ("artline export runs/mine -o mine.onnx --int8 photos/", "In eight bits, fitted to photos:"),
)


@click.command(cls=Command, examples=EXAMPLES, needs="a trained run")
@click.argument("run", type=click.Path(path_type=Path), metavar="RUN")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    required=True,
    help="The .onnx file; one that is there is replaced.",
)
@click.option(
    "--int8",
    type=click.Path(path_type=Path),
    metavar="PHOTOS",
    help="Eight-bit weights and arithmetic, fitted to a folder of photos.",
)
@click.option("--fp32", is_flag=True, help="Single-precision weights: twice the size.")
@verbose_option
def export(run: Path, output: Path, int8: Path | None, fp32: bool) -> None:
    """Write a trained network as an ONNX file.

    RUN is a run's folder or one of its checkpoints. The file must give torch's numbers and draw a
    picture before it is written.
    """
    need_torch()
    from artline.train.export import to_onnx, trained, write
    from artline.train.proof import draw_with, made_photo

    if int8 is not None and fp32:
        raise SettingError("--int8 and --fp32 exclude each other; give one")
    check_target(output)
    recipe, network = trained(run)
    data = to_onnx(recipe, network, "fp32" if fp32 else "fp16")
    alike = []
    if int8 is not None:
        from artline.train.quantise import quantised

        data, difference = quantised(recipe, network, int8)
        alike = [f"drawings differ from fp16's by {difference:.1%} of the paper"]
    else:
        draw_with(data, [made_photo()])
    make_folder(output)
    write(data, output)
    made(run, output, f"{len(data) / 1e6:.1f} MB", *alike)
    streams.say(f"now: artline photo.jpg --model {shown(output)}")
