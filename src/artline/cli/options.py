"""The options that several commands share; what they say comes from `settings`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any, TypeVar

import click

from artline.looks import LOOKS
from artline.page_settings import MASSES, ORDERS, PAGE_HELP, SVG_KINDS, PageSettings
from artline.settings import BACKGROUNDS, HELP, KNOBS, Settings

Function = TypeVar("Function", bound=Callable[..., Any])

PHOTO = click.Path(allow_dash=True)


def _words(words: Iterable[str]) -> dict[str, Any]:
    """One of some words: shown and completed here, refused by `Settings` as anywhere else."""
    known = tuple(words)

    def complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
        return [word for word in known if word.startswith(incomplete)]

    return {"metavar": f"[{'|'.join(known)}]", "shell_complete": complete}


_KINDS: dict[str, dict[str, Any]] = {
    "look": _words(LOOKS),
    "background": _words(BACKGROUNDS),
    "ink": {"metavar": "COLOUR"},
    "paper": {"metavar": "COLOUR"},
    "invert": {"is_flag": True, "show_default": False},
    "size": {"metavar": "PIXELS", "type": str, "show_default": False},
    **{name: {"metavar": "NUMBER", "default": f"{knob.neutral:g}"} for name, knob in KNOBS.items()},
}


def settings_options(*left_out: str) -> Callable[[Function], Function]:
    """An option for each field of `Settings`, in its order, but those left out."""

    def decorate(function: Function) -> Function:
        for setting in reversed(fields(Settings)):
            if setting.name in left_out:
                continue
            kind = {"default": setting.default, "show_default": True, **_KINDS[setting.name]}
            function = click.option(f"--{setting.name}", help=HELP[setting.name], **kind)(function)
        return function

    return decorate


_PAGE_KINDS: dict[str, dict[str, Any]] = {
    "page": {"metavar": "SIZE"},
    "margin": {"metavar": "LENGTH"},
    "landscape": {"is_flag": True, "show_default": False},
    "fit": {"is_flag": True},
    "pen": {"metavar": "LENGTH", "type": str},
    "pens": {"metavar": "PENS"},
    "svg": _words(SVG_KINDS),
    "masses": _words(MASSES),
    "polyline": {"is_flag": True, "show_default": False},
    "tolerance": {"metavar": "LENGTH", "type": str},
    "strokes": {"metavar": "N", "type": str},
    "ink_length": {"metavar": "LENGTH"},
    "order": _words(ORDERS),
    "machine": {"metavar": "NAME"},
    "plain": {"is_flag": True, "show_default": False},
    "animate": {"is_flag": True, "show_default": False},
}


def page_options(function: Function) -> Function:
    """An option for each field of `PageSettings`, in its order."""
    for setting in reversed(fields(PageSettings)):
        known = setting.default is not None
        kind = {"default": setting.default, "show_default": known, **_PAGE_KINDS[setting.name]}
        name = f"--{setting.name.replace('_', '-')}"
        name = f"{name}/--no-{setting.name}" if setting.default is True else name
        function = click.option(name, help=PAGE_HELP[setting.name], **kind)(function)
    return function


def page_settings(chosen: dict[str, Any]) -> PageSettings:
    """Take what belongs to the page out of the options; refuse a machine that is not there."""
    from artline.output.machines import machine

    page = PageSettings.choose(**{f.name: chosen.pop(f.name) for f in fields(PageSettings)})
    machine(page.machine)
    return page


model_option = click.option(
    "--model",
    default="portrait",
    show_default=True,
    metavar="NAME|FILE",
    help="A model by name (`artline models`) or the path of an ONNX file.",
)


def artist_options(function: Function) -> Function:
    """`--model`, `--threads` and `--max-pixels`: what an Artist is made with."""
    for option in (
        click.option(
            "--max-pixels",
            type=int,
            metavar="N",
            default=200_000_000,
            show_default=True,
            help="Refuse photos with more pixels, before decoding them.",
        ),
        click.option(
            "--threads",
            type=int,
            metavar="N",
            help="Threads of the network; without it, all cores (shared by the workers).",
        ),
        model_option,
    ):
        function = option(function)
    return function


def json_option(what: str) -> Callable[[Function], Function]:
    """`--json`, saying what comes on stdout."""
    return click.option("--json", "as_json", is_flag=True, help=f"{what} as JSON on stdout.")


# `main` itself looks for it, since it must know before there are any options.
verbose_option = click.option(
    "-v",
    "--verbose",
    is_flag=True,
    expose_value=False,
    help="Show where, should artline itself be at fault.",
)

jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    metavar="N",
    help="Photos at a time.",
)

quiet_option = click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
