"""Real servers on free ports, asked over real connections."""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from artline.web.app import create_app
from artline.web.certificate import Certificate
from artline.web.config import Config, Limits
from artline.web.server import listen, make_server

PATIENCE = 600
"""Seconds: a busy machine is no fault of what is tested."""


@dataclass
class Served:
    """A running server: where it is, and a client that asks it."""

    port: int
    client: httpx.Client
    app: Any

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def connect(self) -> socket.socket:
        """A bare connection, for what no decent client would send."""
        bare = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        bare.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return bare

    def see(self, photo: bytes, name: str = "photo.jpg") -> str:
        """Send a photo and get its name."""
        answer = self.client.post("/api/inks", files={"photo": (name, photo)})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])


@contextmanager
def served(config: Config) -> Iterator[Served]:
    """Run a server in a thread of this process, and stop it as a signal would."""
    listener = listen(config)
    port = listener.getsockname()[1]
    app = create_app(config)
    server = make_server(app, config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        until = time.monotonic() + 30
        while not server.started:
            assert thread.is_alive() and time.monotonic() < until
            time.sleep(0.01)
        headers = {"Authorization": f"Bearer {config.token}"} if config.token else {}
        base = f"http://127.0.0.1:{port}"
        with httpx.Client(base_url=base, timeout=PATIENCE, headers=headers) as client:
            yield Served(port, client, app)
    finally:
        server.should_exit = True
        thread.join(30)
        assert not thread.is_alive(), "the server did not stop"


@pytest.fixture(scope="session")
def studio() -> Iterator[Served]:
    """A server as `artline serve` starts it, with more patience."""
    with served(Config(port=0, limits=Limits(work_seconds=PATIENCE))) as server:
        yield server


@pytest.fixture
def serve_with() -> Iterator[Callable[..., Served]]:
    """`serve_with(waiting=0)`: a server of one's own, with other limits."""
    running = []

    def start(
        *,
        token: str | None = None,
        names: tuple[str, ...] = (),
        certificate: Certificate | None = None,
        root_path: str = "",
        **limits: Any,
    ) -> Served:
        chosen = Limits(**{"work_seconds": PATIENCE, **limits})
        config = Config(
            port=0, token=token, names=names, limits=chosen,
            certificate=certificate, root_path=root_path,
        )  # fmt: skip
        running.append(served(config))
        return running[-1].__enter__()

    yield start
    for one in running:
        one.__exit__(None, None, None)


@pytest.fixture(scope="session")
def jpeg(portrait: NDArray[np.uint8]) -> bytes:
    """The portrait as a file of 320 pixels."""
    return encode(Image.fromarray(portrait).resize((320, 320)))


@pytest.fixture(scope="session")
def large(portrait: NDArray[np.uint8]) -> bytes:
    """A photo of several megabytes, which no decent parser would keep in memory by itself."""
    noise = np.random.default_rng(0).integers(0, 30, (1400, 1400, 3), np.uint8)
    image = np.asarray(Image.fromarray(portrait).resize((1400, 1400)))
    data = encode(Image.fromarray(image // 2 + noise), "PNG")
    assert len(data) > 3_000_000
    return data


def encode(image: Image.Image, kind: str = "JPEG") -> bytes:
    """A picture as the bytes of a file."""
    memory = io.BytesIO()
    image.save(memory, kind)
    return memory.getvalue()


def opened(data: bytes) -> Image.Image:
    """Bytes as a picture, all of it decoded."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image
