"""The options that several commands share; those of drawings and pages come from their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from artline.options import (
    DRAWING,
    FRAMING,
    ON_PAGE,
    OPTIONS,
    READING,
    Frame,
    Option,
    PageSettings,
    Settings,
    Table,
)
from artline.options import refuse_idle as refuse_idle_options
from artline.options.frame import QUARTER_TURNS, BoxOrFace, QuarterTurn
from artline.options.kinds import Colour, Length, Name, Number, Switch, Whole, Word, WordOrWhole
from artline.options.page import PageSize
from artline.options.pens import PenList
from artline.options.reading import DEFAULT_MAX_PIXELS, DEFAULT_MODEL, DEVICES

Function = TypeVar("Function", bound=Callable[..., Any])


def options_of(table: Table, **place: str) -> Callable[[Function], Function]:
    """A click option for each row that may do something in a place, in the table's order.

    Args:
        table: the rows.
        **place: the command, and the format where it has but one.
    """

    def decorate(function: Function) -> Function:
        for option in reversed(tuple(table.values())):
            if option.counts(place):
                function = _click_option(option)(function)
        return function

    return decorate


def _click_option(option: Option[Any]) -> Callable[[Function], Function]:
    """Values arrive as text and are checked by the option's row, as anywhere else."""
    name = f"--{option.name.replace('_', '-')}"
    if isinstance(option.kind, Switch):
        name = f"{name}/--no-{option.name}" if option.default else name
        return click.option(
            name,
            is_flag=True,
            default=option.default,
            show_default=option.default,
            help=option.about,
        )
    default = option.default
    return click.option(
        name,
        type=Words(option.kind) if isinstance(option.kind, Word) else str,
        default=f"{default:g}" if isinstance(default, float) else default,
        show_default=default is not None,
        help=option.about,
        **_shown_values(option.kind),
    )


def _shown_values(kind: object) -> dict[str, Any]:
    """What stands for the value in help; words say so themselves."""
    if isinstance(kind, Word):
        return {}
    if isinstance(kind, WordOrWhole):
        return {"metavar": f"[{'|'.join(kind.words)}|N]"}
    if isinstance(kind, Whole):
        return {"metavar": kind.unit.upper() or "N"}
    return {"metavar": _METAVARS[type(kind)]}


_METAVARS: dict[type, str] = {
    Number: "NUMBER",
    Length: "LENGTH",
    Colour: "COLOUR",
    Name: "NAME",
    PageSize: "SIZE",
    PenList: "PENS",
    QuarterTurn: f"[{'|'.join(map(str, QUARTER_TURNS))}]",
    BoxOrFace: "BOX|face",
}


class Words(click.types.StringParamType):
    """Text that its row checks; help shows and shells complete the words, once they are asked for.

    They are not read before: the looks of installed packages are loaded by it.
    """

    def __init__(self, kind: Word) -> None:
        self._words = kind.words

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """The words, for help."""
        return f"[{'|'.join(self._words)}]"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The words that begin so."""
        return [CompletionItem(word) for word in self._words if word.startswith(incomplete)]


def take_settings(chosen: dict[str, Any]) -> Settings:
    """Take what belongs to the drawing out of a command's values."""
    return Settings.choose(**_taken(chosen, DRAWING))


def take_page(chosen: dict[str, Any]) -> PageSettings:
    """Take what belongs to the page out of a command's values.

    Raises:
        SettingError: a value is refused, or there is no such machine.
    """
    page = PageSettings.choose(**_taken(chosen, ON_PAGE))
    if page.machine is not None:  # else nothing may need the user's file of machines
        from artline.output.machines import machine

        machine(page.machine)
    return page


def take_frame(chosen: dict[str, Any]) -> Frame:
    """Take what belongs to the photo's frame out of a command's values."""
    return Frame.choose(**_taken(chosen, FRAMING))


def _taken(chosen: dict[str, Any], table: Table) -> dict[str, Any]:
    return {name: chosen.pop(name) for name in table if name in chosen}


def typed(ctx: click.Context, table: Table) -> list[str]:
    """Names of the options that the user gave, even where they gave the default."""
    sources = (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)
    return [name for name in table if ctx.get_parameter_source(name) in sources]


def take_in_looks(
    ctx: click.Context, chosen: dict[str, Any], looks: Iterable[str], **place: str
) -> list[Settings]:
    """Take what belongs to drawings in several looks out of a command's values.

    Raises:
        SettingError: a value is refused, or was typed and would do nothing in any look.
    """
    values = _taken(chosen, DRAWING)
    refuse_idle_options(OPTIONS, typed(ctx, OPTIONS), values | place)
    return Settings.in_looks(looks, **values)


def refuse_idle(ctx: click.Context, *settings: Settings | PageSettings, **place: str) -> None:
    """Refuse what was typed and would do nothing.

    Args:
        ctx: the command that runs; a default is not typed.
        *settings: every value that was chosen.
        **place: command, format and look, as far as they are known.

    Raises:
        SettingError: names the first, and says what it is for.
    """
    values = {name: value for one in settings for name, value in one.values.items()}
    # an option that the command does not have, as `look` for a sheet of all looks, has no value
    known = {name: value for name, value in values.items() if name in ctx.params}
    refuse_idle_options(OPTIONS, typed(ctx, OPTIONS), known | place)


model_option = click.option(
    "--model",
    default=DEFAULT_MODEL,
    show_default=True,
    metavar="NAME|FILE",
    help="A model by name (`artline models`) or the path of an ONNX file.",
)


def max_pixels_option(most: int) -> Callable[[Function], Function]:
    """`--max-pixels`, which its refusal names as the remedy; `most` is the default."""
    return click.option(
        "--max-pixels",
        type=int,
        metavar="N",
        default=most,
        show_default=True,
        help="Refuse photos with more pixels, before decoding them.",
    )


def artist_options(function: Function) -> Function:
    """`--model`, `--threads`, `--max-pixels`, `--damaged`: what an Artist is made with."""
    for option in (
        options_of(READING),
        max_pixels_option(DEFAULT_MAX_PIXELS),
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

device_option = click.option(
    "--device",
    type=click.Choice(DEVICES),
    default=DEVICES[0],
    show_default=True,
    help="Where the network runs; auto takes cuda where it is (onnxruntime-gpu).",
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
