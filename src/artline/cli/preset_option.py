"""`--preset`: named settings, beside which whatever is typed wins."""

from __future__ import annotations

import warnings
from typing import Any

import click
from click.core import ParameterSource
from click.shell_completion import CompletionItem

from artline.options import OPTIONS


class _Names(click.types.StringParamType):
    """Text that the table checks; shells complete the names, once they are asked for."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The names that begin so; nothing is said of what is wrong in the user's file."""
        from artline.api.presets import presets

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            known = presets()
        return [
            CompletionItem(name, help=row.about)
            for name, row in known.items()
            if name.startswith(incomplete)
        ]


def _take(ctx: click.Context, _param: click.Parameter, name: str | None) -> None:
    """Let its values be the command's defaults, so that none of them counts as typed."""
    if name is None or ctx.resilient_parsing:
        return
    from artline.api.presets import find

    found = find(name)
    kind = {} if found.format is None else {"kind": found.format}
    ctx.default_map = {**found.values, **kind}


preset_option = click.option(
    "--preset",
    type=_Names(),
    metavar="NAME",
    is_eager=True,
    expose_value=False,
    callback=_take,
    help="Settings by name (`artline presets` lists them); what else is typed wins.",
)


def said_by_preset(ctx: click.Context) -> frozenset[str]:
    """Names of the command's options whose values a preset gave."""
    source = ctx.get_parameter_source
    return frozenset(name for name in ctx.params if source(name) is ParameterSource.DEFAULT_MAP)


def kept_beside(ctx: click.Context, chosen: dict[str, Any], **place: str) -> None:
    """Take out of a command's values what a preset said in vain.

    Args:
        ctx: the command that runs.
        chosen: its values; others than options of drawing and page are left alone.
        **place: the command, and the format as far as it is known.

    Raises:
        SettingError: the preset names a machine that there is not.
    """
    said = said_by_preset(ctx) & chosen.keys() & OPTIONS.keys()
    if not said:
        return
    from artline.api.presets import beside

    values = {name: value for name, value in chosen.items() if name in OPTIONS}
    for name in values.keys() - beside(values, said, **place).keys():
        del chosen[name]
