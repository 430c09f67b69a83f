"""The options that the measuring commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from artline.cli.options import jobs_option, quiet_option

Function = TypeVar("Function", bound=Callable[..., Any])

FOLDER = click.Path(exists=True, file_okay=False)
FILE = click.Path(exists=True, dir_okay=False)


def report_option(function: Function) -> Function:
    """`-o`."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(file_okay=False),
        required=True,
        metavar="FOLDER",
        help="Where scores, drawings, report.json and report.html go.",
    )(function)


def mattes_option(function: Function) -> Function:
    """`--mattes`."""
    return click.option(
        "--mattes",
        type=FOLDER,
        metavar="FOLDER",
        help="Mattes named as the photos are, white = sitter, for background ink.",
    )(function)


def sample_option(size: int) -> Callable[[Function], Function]:
    """`--sample`, with the number where nobody says."""
    return click.option(
        "--sample",
        type=click.IntRange(0),
        default=size,
        show_default=True,
        metavar="N",
        help="Photos, always the same, for the slow measures: robustness, stability, VGG LPIPS.",
    )


def running_options(function: Function) -> Function:
    """`-j`, `--threads`, `-q`."""
    for option in (
        quiet_option,
        click.option(
            "--threads",
            type=click.IntRange(1, 1024),
            metavar="N",
            help="Threads of each network; without it, all cores (shared by the workers).",
        ),
        jobs_option,
    ):
        function = option(function)
    return function
