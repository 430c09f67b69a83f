"""`artline serve`: the studio in the browser, and drawings by HTTP."""

from __future__ import annotations

import click

from artline.cli.help import Command
from artline.cli.options import model_option, verbose_option
from artline.errors import SettingError

EXAMPLES = (
    ("artline serve --open", "The studio, in your browser:"),
    ("artline serve --port 0", "On any port that is free:"),
)


@click.command(cls=Command, examples=EXAMPLES, needs="somebody to stop it")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=int, default=8000, show_default=True, help="0: any that is free.")
@click.option("--open", "in_browser", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--token",
    envvar="ARTLINE_TOKEN",
    show_envvar=True,
    help="What whoever asks must know; needed where others can reach the server.",
)
@model_option
@verbose_option
def serve(*, host: str, port: int, in_browser: bool, token: str | None, model: str) -> None:
    """Serve the studio: line art in the browser, and for programs by HTTP.

    Photos stay on this machine, in memory; nothing is written to disk. Ctrl-C stops.
    """
    try:
        from artline.web.config import Config
        from artline.web.server import listen
        from artline.web.server import serve as serve_studio
    except ImportError as fault:
        raise SettingError(
            f'serve: needs more packages ({fault.name}); pip install "artline[web]"'
        ) from None
    config = Config(host=host, port=port, token=token, model=model)
    listener = listen(config)
    address = f"http://{host}:{listener.getsockname()[1]}/"
    click.echo(f"artline studio at {address} (Ctrl-C stops)", err=True)
    if in_browser:
        click.launch(address)
    serve_studio(config, listener)
