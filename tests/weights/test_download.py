"""A download is resumed, verified and renamed in one step, against a real HTTP server."""

import hashlib
import re
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from artline.errors import ModelError
from artline.weights.download import fetch
from artline.weights.store import Row, find

BODY = np.random.default_rng(1).bytes(300_000)


class Server(ThreadingHTTPServer):
    """Serves BODY; `ranges`: knows Range; `cut`: bytes after which it hangs up, once."""

    def __init__(self, body: bytes = BODY, *, ranges: bool = True, cut: int | None = None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.body, self.ranges, self.cut = body, ranges, cut
        self.asked: list[str | None] = []

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return super().__enter__()

    def __exit__(self, *error):
        self.shutdown()
        super().__exit__(*error)

    def row(self, body: bytes = BODY) -> Row:
        return Row(
            name="far",
            kind="drawing",
            file="far.onnx",
            sha256=hashlib.sha256(body).hexdigest(),
            size=len(body),
            url=f"http://127.0.0.1:{self.server_port}/far.onnx",
            licence="MIT",
            about="a test",
            data="none",
        )


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self):
        wanted = self.headers.get("Range")
        self.server.asked.append(wanted)
        if self.path != "/far.onnx":
            self.send_error(404)
            return
        start = int(re.match(r"bytes=(\d+)-", wanted)[1]) if wanted and self.server.ranges else 0
        if start > len(self.server.body):
            self.send_error(416)
            return
        body = self.server.body[start:]
        self.send_response(206 if start else 200)
        if start:
            total = len(self.server.body)
            self.send_header("Content-Range", f"bytes {start}-{total - 1}/{total}")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.server.cut is not None:
            body, self.server.cut = body[: self.server.cut], None
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("ARTLINE_WEIGHTS", str(tmp_path / "new" / "weights"))
    return tmp_path / "new" / "weights"


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_a_model_is_fetched_reported_and_found(place):
    seen = []
    with Server() as server:
        row = server.row()
        path = fetch(row, progress=lambda here, size: seen.append((here, size)))
    assert path.read_bytes() == BODY
    assert names(place) == ["far.onnx"]
    assert seen == sorted(seen) and seen[-1] == (len(BODY), len(BODY))
    assert find("far", table={"far": row}).data == BODY


def test_what_is_here_is_not_fetched_again(place):
    with Server() as server:
        fetch(server.row())
        fetch(server.row())
        assert len(server.asked) == 1


def test_a_damaged_file_is_replaced(place):
    place.mkdir(parents=True)
    (place / "far.onnx").write_bytes(b"damaged")
    with Server() as server:
        assert fetch(server.row()).read_bytes() == BODY


@pytest.mark.parametrize("ranges", [True, False], ids=["ranges", "no ranges"])
def test_a_cut_connection_is_resumed_or_started_again(place, ranges):
    with Server(ranges=ranges, cut=100_000) as server:
        with pytest.raises(ModelError, match="connection was cut; run it again"):
            fetch(server.row())
        assert names(place) == ["far.onnx.part"]
        here = (place / "far.onnx.part").stat().st_size
        assert 0 < here <= 100_000
        assert fetch(server.row()).read_bytes() == BODY
        assert server.asked == [None, f"bytes={here}-"]
    assert names(place) == ["far.onnx"]


def test_a_complete_part_needs_no_connection(place):
    place.mkdir(parents=True)
    (place / "far.onnx.part").write_bytes(BODY)
    with Server() as server:
        assert fetch(server.row()).read_bytes() == BODY
        assert server.asked == []


def test_a_part_longer_than_the_file_is_started_again(place):
    place.mkdir(parents=True)
    (place / "far.onnx.part").write_bytes(BODY + b"more")
    with Server() as server:
        assert fetch(server.row()).read_bytes() == BODY


def test_a_range_the_server_refuses_is_started_again(place):
    place.mkdir(parents=True)
    (place / "far.onnx.part").write_bytes(BODY[:200_000])
    with Server(body=BODY[:1000]) as server, pytest.raises(ModelError, match="cut"):
        fetch(server.row())
    with Server() as server:
        assert fetch(server.row()).read_bytes() == BODY


@pytest.mark.parametrize("body", [b"x" * len(BODY), BODY + b"endless" * 9], ids=["other", "longer"])
def test_a_wrong_sum_leaves_nothing(place, body):
    with Server(body=body) as server, pytest.raises(ModelError, match="wrong sha256"):
        fetch(server.row())
    assert names(place) == []


def test_a_part_of_another_version_does_not_spoil_the_next_try(place):
    place.mkdir(parents=True)
    (place / "far.onnx.part").write_bytes(b"y" * 1000)
    with Server() as server:
        with pytest.raises(ModelError, match="wrong sha256"):
            fetch(server.row())
        assert fetch(server.row()).read_bytes() == BODY


def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:{closed}/far.onnx", "http://127.0.0.1:{port}/gone.onnx", "nonsense:far"],
    ids=["offline", "not found", "no address"],
)
def test_offline_names_the_file_and_where_to_put_it(place, address):
    with Server() as server:
        url = address.format(closed=closed_port(), port=server.server_port)
        row = Row(**{field: getattr(server.row(), field) for field in Row.__slots__} | {"url": url})
        with pytest.raises(ModelError) as caught:
            fetch(row)
    message = str(caught.value)
    assert "far.onnx" in message and url in message and str(place) in message
    assert "\n" not in message
    assert names(place) == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("ARTLINE_WEIGHTS", str(tmp_path / "file"))
    with Server() as server, pytest.raises(ModelError, match="ARTLINE_WEIGHTS"):
        fetch(server.row())


def test_a_bundled_model_is_never_downloaded(place):
    with pytest.raises(ModelError, match="comes with artline"):
        fetch(Row("near", "drawing", "near.onnx", "0" * 64, 1, "", "MIT", "a test", "none"))
