"""Listen and serve, until told to stop."""

from __future__ import annotations

import signal
import socket

import uvicorn

from artline.errors import SettingError, shown
from artline.web.app import create_app
from artline.web.config import Config


def listen(config: Config) -> socket.socket:
    """A socket that listens where the configuration says.

    Raises:
        SettingError: the address is not this machine's, or the port is taken.
    """
    try:
        found = socket.getaddrinfo(config.host, config.port, type=socket.SOCK_STREAM)
        family, _, _, _, address = found[0]
        return socket.create_server(address[:2], family=family, backlog=128)
    except (OSError, UnicodeError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        raise SettingError(
            f"{shown(config.host)} port {config.port}: cannot listen there ({shown(reason)}); "
            "choose another --port or --host"
        ) from None


def serve(config: Config, listener: socket.socket) -> None:
    """Serve until SIGINT or SIGTERM; what is being worked on is finished first.

    Raises:
        ModelError: unknown, damaged or missing model.
    """
    app = create_app(config)
    limits = config.limits
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            http="h11",
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            limit_concurrency=limits.connections,
            timeout_keep_alive=int(limits.idle_seconds),
            timeout_graceful_shutdown=int(limits.stop_seconds),
            h11_max_incomplete_event_size=16 << 10,
        )
    )
    # uvicorn takes the signals itself and, when it has stopped, raises them again for whoever
    # had them before
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    server.run(sockets=[listener])
