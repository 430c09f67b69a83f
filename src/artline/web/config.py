"""What a server is started with: who may reach it, and how much it takes on."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass, field

from artline.errors import SettingError, shown
from artline.pipeline import DEFAULT_MODEL

MIB = 1 << 20
SHORTEST_TOKEN = 16
LONGEST_HEAD = 16 << 10
"""Bytes of a request's first line and headers together."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one server takes on. What is beyond is refused with a status that says so.

    Attributes:
        upload: bytes of one request's body.
        uploads: bytes of all uploads that are held at a time.
        pixels: of a photo, and of a drawing.
        fineness: how many pen widths a page may be long: hatching takes that many lines.
        workers: photos worked on at a time; None is one per core, four at most.
        waiting: photos that may wait for them.
        upload_seconds: for the whole of an upload to arrive.
        work_seconds: for waiting and work together.
        idle_seconds: before a connection that neither sends a whole request nor reads its answer
            is cut.
        connections: at a time.
        inks: photos kept for turning knobs.
        ink_bytes: of memory that they may take together.
        ink_seconds: for which a photo is kept that nobody asks for.
        stop_seconds: for running work to end once the server is told to stop.
    """

    upload: int = 64 * MIB
    uploads: int = 256 * MIB
    pixels: int = 64_000_000
    fineness: int = 4000
    workers: int | None = None
    waiting: int = 16
    upload_seconds: float = 60.0
    work_seconds: float = 60.0
    idle_seconds: float = 20.0
    connections: int = 128
    inks: int = 32
    ink_bytes: int = 768 * MIB
    ink_seconds: float = 3600.0
    stop_seconds: float = 15.0

    @property
    def threads(self) -> int:
        """How many photos are worked on at a time."""
        return self.workers or min(4, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Config:
    """A server's configuration, checked when it is made.

    Attributes:
        host: address to listen on.
        port: 0 lets the system choose.
        token: what whoever asks must know; None where only this machine can ask.
        names: host names under which it may be asked for, besides localhost and addresses.
        model: a registered name or the path of an ONNX file.
        network_threads: threads of the network for one photo; None is one per core.
        limits: how much it takes on.

    Raises:
        SettingError: a token that is missing or too short, or a port that is none.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    names: tuple[str, ...] = ()
    model: str = DEFAULT_MODEL
    network_threads: int | None = None
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        if not 0 <= self.port <= 65_535:
            raise SettingError(f"port: {shown(self.port)} is not a whole number from 0 to 65535")
        if self.token is None and not self.local:
            raise SettingError(
                f"host: {shown(self.host)} can be reached from elsewhere, so a token is needed; "
                "give --token, or listen on 127.0.0.1"
            )
        if self.token is not None and not _strong(self.token):
            raise SettingError(
                f"token: must be {SHORTEST_TOKEN} or more plain characters without spaces; "
                'make one with python -c "import secrets; print(secrets.token_urlsafe())"'
            )

    @property
    def local(self) -> bool:
        """Whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def _strong(token: str) -> bool:
    plain = token.isascii() and token.isprintable() and " " not in token
    return plain and len(token) >= SHORTEST_TOKEN
