"""`artline serve`: the studio in the browser, and drawings by HTTP."""

from __future__ import annotations

import click

from artline.cli.help import Command
from artline.cli.options import max_pixels_option, model_option
from artline.errors import SettingError
from artline.system import streams

EXAMPLES = (
    ("artline serve --open", "The studio, in your browser:"),
    ("artline serve --port 0", "On any port that is free:"),
    (
        "ARTLINE_TOKEN=$(cat token) artline serve --host 0.0.0.0 --name studio.local",
        "For other devices on the network, with the token:",
    ),
    ("artline serve --max-pixels 200000000", "For the largest photos of phones:"),
)


@click.command(cls=Command, examples=EXAMPLES, needs="somebody to stop it")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=int,
    default=8000,
    show_default=True,
    help="Port to listen on; 0 is any that is free.",
)
@click.option("--open", "in_browser", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--token",
    envvar="ARTLINE_TOKEN",
    show_envvar=True,
    help="What whoever asks must know; needed where others can reach the server.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="A host name under which it is asked for; may be repeated.",
)
@click.option(
    "--threads",
    type=int,
    metavar="N",
    help="Threads of the network; without it, all cores.",
)
@max_pixels_option(64_000_000)
@model_option
@click.option("-v", "--verbose", is_flag=True, help="Tell of each request, but not what was sent.")
def serve(
    *,
    host: str,
    port: int,
    in_browser: bool,
    token: str | None,
    names: tuple[str, ...],
    threads: int | None,
    max_pixels: int,
    model: str,
    verbose: bool,
) -> None:
    """Serve the studio: line art in the browser.

    Photos stay in this machine's memory; nothing is written to disk. Ctrl-C stops, when what is
    being worked on is done.
    """
    try:
        from artline.web import server
        from artline.web.config import Config, Limits
    except ImportError as fault:
        raise SettingError(
            f'serve: needs one more package ({fault.name}); pip install "artline[web]"'
        ) from None
    config = Config(host, port, token, names, model, threads, Limits.of_photos(max_pixels))
    server.log_to_stderr(verbose=verbose)
    listener = server.listen(config)
    address = _address(host, listener.getsockname()[1])

    def ready() -> None:
        if not config.local:
            streams.say(f"{host} can be reached from elsewhere; a token is asked for")
        streams.say(f"artline studio at {address} (Ctrl-C stops)")
        if in_browser:
            click.launch(f"{address}?token={token}" if token else address)

    server.serve(config, listener, ready)


def _address(host: str, port: int) -> str:
    """The page's address, as a browser on this machine asks for it."""
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"
