"""Listen on a socket and serve until stopped."""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

import uvicorn

from artline.errors import SettingError, shown
from artline.web.app import create_app
from artline.web.config import LONGEST_HEAD, Config
from artline.web.connection import idle_timeout_protocol
from artline.web.metrics import LOG

if TYPE_CHECKING:
    from fastapi import FastAPI


def listen(config: Config) -> socket.socket:
    """A socket that listens on the configured address.

    Raises:
        SettingError: the address is not of this machine, or the port is taken.
    """
    try:
        found = socket.getaddrinfo(config.host, config.port, type=socket.SOCK_STREAM)
        family, _, _, _, address = found[0]
        return socket.create_server((address[0], config.port), family=family, backlog=128)
    except (OSError, UnicodeError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise SettingError(
            f"{shown(config.host)} port {config.port}: cannot listen there ({shown(reason)}); "
            "choose another --port or --host"
        ) from None


def make_server(app: FastAPI, config: Config) -> uvicorn.Server:
    """A uvicorn server for the app, with the configured limits; call its `run`."""
    limits, certificate = config.limits, config.certificate
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=idle_timeout_protocol(limits.idle_seconds),
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            # A proxy on this machine may say that browsers reach it by HTTPS; it is believed alone.
            proxy_headers=True,
            limit_concurrency=limits.connections,
            timeout_keep_alive=max(1, int(limits.idle_seconds)),
            timeout_graceful_shutdown=max(1, int(limits.stop_seconds)),
            h11_max_incomplete_event_size=LONGEST_HEAD,
            ssl_certfile=None if certificate is None else certificate.file,
            ssl_keyfile=None if certificate is None else certificate.key,
        )
    )


def serve(config: Config, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM; running work is finished first.

    Args:
        config: limits and model.
        listener: from `listen`.
        ready: called once the model is loaded.

    Raises:
        ModelError: unknown, damaged or missing model.
    """
    server = make_server(create_app(config), config)

    def stop(*_: object) -> None:
        server.should_exit = True

    # Until uvicorn handles the signals itself, they stop it all the same; after it has stopped, it
    # raises them again for these handlers.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    ready()
    server.run(sockets=[listener])


def log_to_stderr(*, verbose: bool) -> None:
    """Log errors to stderr, and with `verbose` every request; never its content."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    handler.addFilter(_without_details)
    for name, level in (
        (LOG.name, logging.INFO if verbose else logging.ERROR),
        ("uvicorn.error", logging.ERROR),
        ("asyncio", logging.CRITICAL),
    ):
        logger = logging.getLogger(name)
        logger.setLevel(level)
        logger.handlers = [handler]
        logger.propagate = False


def _without_details(record: logging.LogRecord) -> bool:
    """Drop tracebacks: their messages may name a photo."""
    record.exc_info = record.exc_text = None
    return True
