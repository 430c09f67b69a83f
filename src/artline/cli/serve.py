"""`artline serve`: the studio in the browser, and drawings by HTTP."""

from __future__ import annotations

import ipaddress
import secrets
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from artline.cli.help import Command
from artline.cli.options import max_pixels_option, model_option
from artline.errors import SettingError, shown
from artline.system import streams
from artline.system.network import network_address

if TYPE_CHECKING:
    from artline.web.certificate import Certificate
    from artline.web.config import Config

EXAMPLES = (
    ("artline serve --open", "The studio, in your browser:"),
    ("artline serve --port 0", "On any port that is free:"),
    ("artline serve --lan", "For your phone, with a code to scan:"),
    (
        "artline serve --lan --certificate auto",
        "The same by HTTPS, with camera preview, clipboard and sharing on the phone:",
    ),
    (
        "ARTLINE_TOKEN=$(cat token) artline serve --root-path /studio --name home.example",
        "Behind a proxy, with a token of your own:",
    ),
    ("artline serve --max-pixels 200000000", "For the largest photos of phones:"),
)

THIS_MACHINE = "127.0.0.1"
"""Address that only this machine can reach, and on which the studio listens by default."""
EVERY_INTERFACE = {"0.0.0.0": socket.AF_INET, "::": socket.AF_INET6}
"""Addresses to listen on that stand for all of this machine's, by kind of address."""
TOKEN_BYTES = 16
"""Random bytes of a token that is made here: 22 characters, so that its QR code stays small."""
AUTO = "auto"
"""Value of --certificate for one that is made here."""


@click.command(cls=Command, examples=EXAMPLES, needs="somebody to stop it")
@click.option(
    "--host",
    metavar="ADDRESS",
    help=f"Address to listen on; without it, {THIS_MACHINE}, which only this machine can reach.",
)
@click.option(
    "--lan",
    is_flag=True,
    help="Let phones and other devices on the network in: listen on every address of this "
    "machine, and show the one that works from there, with a QR code.",
)
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
    help="What whoever asks must know; made anew where others can reach the server and none "
    "is given.",
)
@click.option(
    "--certificate",
    metavar="FILE|auto",
    help="Serve by HTTPS, with this certificate (PEM); auto makes one for this machine, once.",
)
@click.option(
    "--key",
    metavar="FILE",
    help="The certificate's private key (PEM), where it is not in the same file.",
)
@click.option(
    "--root-path",
    metavar="PATH",
    default="",
    help="The path below which a proxy serves the studio, as /studio.",
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
    host: str | None,
    lan: bool,
    port: int,
    in_browser: bool,
    token: str | None,
    certificate: str | None,
    key: str | None,
    root_path: str,
    names: tuple[str, ...],
    threads: int | None,
    max_pixels: int,
    model: str,
    verbose: bool,
) -> None:
    """Serve the studio: line art in the browser.

    Photos stay in this machine's memory; nothing of them is written to disk. Ctrl-C stops, when
    what is being worked on is done.
    """
    try:
        from artline.cli.qr import say_qr_code
        from artline.web import server
        from artline.web.config import Config, Limits, reached_from_elsewhere
    except ImportError as fault:
        raise SettingError(
            f'serve: needs one more package ({fault.name}); pip install "artline[web]"'
        ) from None
    if lan and host is not None:
        raise SettingError("lan: listens on every address, and --host on one; give one of them")
    host = "0.0.0.0" if lan else host or THIS_MACHINE
    made_token = token is None and reached_from_elsewhere(host)
    token = secrets.token_urlsafe(TOKEN_BYTES) if made_token else token
    reached = _reached(host, needed=lan)
    shown_certificate = _certificate(certificate, key, reached)
    if lan:
        from artline.web.own_certificate import local_name

        names = (*names, *([name] if (name := local_name()) else []))
    config = Config(
        host, port, token, names, model, threads, Limits.of_photos(max_pixels),
        shown_certificate, root_path,
    )  # fmt: skip
    server.log_to_stderr(verbose=verbose)
    listener = server.listen(config)
    port = listener.getsockname()[1]
    entrance = "" if token is None else f"?token={token}"
    here = _address(config, _on_this_machine(host), port)

    def ready() -> None:
        if config.local:
            streams.say(f"artline studio at {here} (Ctrl-C stops)")
        else:
            # A token that its owner gave stays out of a service's log.
            told = made_token or streams.is_terminal(sys.stderr)
            address = _address(config, reached or host, port)
            streams.say(f"artline studio at {address}{entrance if told else ''} (Ctrl-C stops)")
            say_qr_code(address + entrance)
            _say_how_to_enter(config, address)
        if in_browser:
            click.launch(here + entrance)

    server.serve(config, listener, ready)


def _reached(host: str, *, needed: bool) -> str | None:
    """The address by which other devices reach this machine; None where there is none.

    Raises:
        SettingError: there is none, and it is needed.
    """
    if host not in EVERY_INTERFACE:
        return host
    found = network_address(EVERY_INTERFACE[host])
    if found is None and needed:
        raise SettingError(
            "lan: this machine is in no network; connect it, or give its address as --host"
        )
    return found


def _certificate(given: str | None, key: str | None, reached: str | None) -> Certificate | None:
    """The certificate to show.

    Raises:
        SettingError: a key without a certificate, or one that cannot be used.
    """
    if given is None:
        if key is not None:
            raise SettingError("key: belongs to a certificate; give --certificate FILE too")
        return None
    if given == AUTO:
        if key is not None:
            raise SettingError("key: --certificate auto makes its own; leave --key out")
        from artline.web.own_certificate import own_certificate

        return own_certificate(_ip_address(reached))
    from artline.web.certificate import Certificate

    return Certificate(Path(given), None if key is None else Path(key))


def _ip_address(host: str | None) -> str | None:
    """The host where it is an IP address; None for a name, whose certificate says the name."""
    if host is None or host == "localhost":
        return None
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        raise SettingError(
            f"certificate: auto is for addresses, and {shown(host)} is a name; "
            "give --certificate FILE --key FILE, or --lan"
        ) from None


def _say_how_to_enter(config: Config, address: str) -> None:
    certificate = config.certificate
    streams.say(
        "open it on a phone in the same network, or point the phone's camera at the code; "
        "whoever has that address can use the studio"
    )
    if certificate is None:
        streams.say(
            "what is sent can be read on the way; with --certificate auto it is encrypted, and "
            "phones have camera preview, clipboard and sharing"
        )
    elif certificate.authority is not None:
        from artline.web.own_certificate import fingerprint

        streams.say(
            f"browsers warn of its certificate until it is trusted: install {address}certificate "
            f"on the phone; SHA-256 {fingerprint(certificate.authority)}"
        )


def _on_this_machine(host: str) -> str:
    """The address by which this machine's own browser asks for what listens on `host`."""
    return {"0.0.0.0": THIS_MACHINE, "::": "::1"}.get(host, host)


def _address(config: Config, host: str, port: int) -> str:
    """The page's address, as a browser asks for it."""
    scheme = "http" if config.certificate is None else "https"
    return f"{scheme}://[{host}]:{port}/" if ":" in host else f"{scheme}://{host}:{port}/"
