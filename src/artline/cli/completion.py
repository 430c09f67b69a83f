"""`artline completion`: the script that teaches a shell artline's words."""

from __future__ import annotations

import click

from artline.cli.help import Command

SHELLS = ("bash", "zsh", "fish")


EXAMPLES = (
    ("artline completion bash >> ~/.bashrc", "bash:"),
    ("artline completion zsh >> ~/.zshrc", "zsh:"),
    ("artline completion fish > ~/.config/fish/completions/artline.fish", "fish:"),
)


@click.command(cls=Command, examples=EXAMPLES)
@click.argument("shell", type=click.Choice(SHELLS), metavar="|".join(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script for a shell."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(ctx.find_root().command, {}, "artline", "_ARTLINE_COMPLETE").source())
