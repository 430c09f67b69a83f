"""Configuration of a server: its address, who may reach it, its limits."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field

from artline.errors import SettingError, shown
from artline.options.reading import DEFAULT_MODEL
from artline.system.cores import cores
from artline.web.certificate import Certificate
from artline.web.root_path import checked_root_path

MIB = 1 << 20
"""Bytes."""
SHORTEST_TOKEN = 16
"""Characters."""
LONGEST_HEAD = 16 << 10
"""Bytes of a request's line and headers together."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one server. A request beyond one is refused with a status that says so.

    Attributes:
        upload: bytes of one request's body.
        uploads: bytes of all uploads in memory.
        pixels: of a photo, and of a drawing.
        region_pixels: of a region of a drawing.
        fineness: length of a page in pen widths, which bounds the number of hatch lines.
        workers: photos worked on at a time; None is one per core, four at most.
        waiting: photos that may wait for a worker.
        upload_seconds: for a whole upload to arrive.
        work_seconds: for waiting and work together.
        idle_seconds: after which a connection that neither sends a whole request nor reads its
            answer is closed.
        connections: open at a time.
        inks: kept in memory, so that changed settings need no new pass of the network.
        ink_bytes: memory of all inks together.
        ink_seconds: for which an ink is kept after it was last used.
        stop_seconds: for running work to end when the server stops.
    """

    upload: int = 64 * MIB
    uploads: int = 256 * MIB
    pixels: int = 64_000_000
    region_pixels: int = 16_000_000
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

    @classmethod
    def of_photos(cls, pixels: int) -> Limits:
        """Limits for photos of this many pixels, whose files have a byte a pixel at most.

        Phones' and cameras' JPEG and HEIC files have 0.1 to 0.6. Four uploads fit at a time.

        Raises:
            SettingError: less than one pixel.
        """
        if pixels < 1:
            raise SettingError(f"max_pixels: {shown(pixels)} is not above 0")
        upload = max(cls().upload, pixels)
        return cls(pixels=pixels, upload=upload, uploads=4 * upload)

    @property
    def threads(self) -> int:
        """Photos worked on at a time."""
        return self.workers or min(4, cores())


@dataclass(frozen=True, slots=True)
class Config:
    """A server's configuration, checked when it is made.

    Attributes:
        host: address to listen on.
        port: 0 lets the system choose.
        token: the secret that every client must send; None is allowed on a loopback address.
        names: host names accepted in requests, besides localhost and IP addresses.
        model: a registered name or the path of an ONNX file.
        network_threads: threads of the network for one photo; None is one per core.
        limits: of uploads, work and memory.
        certificate: for HTTPS; None is plain HTTP.
        root_path: the path below which a proxy serves this server, as `/studio`.

    Raises:
        SettingError: a missing or short token, a port out of range, or a root path that is none.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    names: tuple[str, ...] = ()
    model: str = DEFAULT_MODEL
    network_threads: int | None = None
    limits: Limits = field(default_factory=Limits)
    certificate: Certificate | None = None
    root_path: str = ""

    def __post_init__(self) -> None:
        checked_root_path(self.root_path)
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
        """Whether it listens on a loopback address, which only this machine can reach."""
        return not reached_from_elsewhere(self.host)


def reached_from_elsewhere(host: str) -> bool:
    """Whether other machines can reach what listens there: on all but a loopback address."""
    if host == "localhost":
        return False
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return True


def _strong(token: str) -> bool:
    plain = token.isascii() and token.isprintable() and " " not in token
    return plain and len(token) >= SHORTEST_TOKEN
