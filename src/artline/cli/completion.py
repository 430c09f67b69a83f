"""`artline completion`: the script that teaches a shell artline's words."""

from __future__ import annotations

import click

from artline.cli.help import Command
from artline.system import streams

SHELLS = ("bash", "zsh", "fish")

BASH = """\
_artline_completion() {
    local kind word=${COMP_WORDS[COMP_CWORD]} said line
    [ "$word" = "=" ] && word=
    COMPREPLY=()
    while IFS=, read -r kind said; do
        case $kind in
            plain) COMPREPLY+=("$said") ;;
            file)
                compopt -o default -o filenames
                while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$word")
                ;;
        esac
    done < <(IFS=$'\\n'; env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \\
        _ARTLINE_COMPLETE=bash_complete "$1" 2> /dev/null)
}
complete -o nosort -F _artline_completion artline
"""
"""For bash from version 4.4 on. click's own forgets the words where files may stand too."""

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

    if shell == "bash":
        streams.give(BASH)
        return
    kind = get_completion_class(shell)
    assert kind is not None
    streams.give(kind(ctx.find_root().command, {}, "artline", "_ARTLINE_COMPLETE").source())
