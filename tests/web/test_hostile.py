"""What an attacker sends: each gets its status, nobody else notices, and memory stays bounded."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

import httpx
import pytest

from artline.options.reading import DEFAULT_MAX_PIXELS
from artline.web.problems import STATUSES
from corpus import bad_files

BOUNDARY = "limit"


def _part(photo: bytes, name: bytes = b"photo", more: bytes = b"") -> bytes:
    head = b'--limit\r\nContent-Disposition: form-data; name="' + name + b'"; filename="a.jpg"\r\n'
    return head + more + b"\r\n" + photo + b"\r\n"


def _request(
    body: bytes, *, length: int | None = None, path: bytes = b"/api/draw", head: bytes = b""
) -> bytes:
    return (
        b"POST " + path + b" HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Type: multipart/form-data; boundary=limit\r\n" + head
        + b"Content-Length: %d\r\n\r\n" % (len(body) if length is None else length)
        + body
    )  # fmt: skip


def _status(answer: bytes) -> int:
    return int(answer.split()[1]) if answer else 0


def _memory() -> float:
    """Resident memory of this process, in which the server runs, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def test_every_bad_picture_gets_its_status(serve_with, tmp_path):
    """The whole corpus: a problem document with the sentence of the command line."""
    studio = serve_with(pixels=DEFAULT_MAX_PIXELS)
    surprises = []
    for bad in bad_files(tmp_path):
        if bad.error is None or not bad.path.is_file():
            continue
        expected = next(status for kind, status in STATUSES if issubclass(bad.error, kind))
        answer = studio.client.post(
            "/api/draw", files={"photo": (bad.path.name, bad.path.read_bytes())}
        )
        if answer.status_code != expected:
            surprises.append(f"{bad.label}: {answer.status_code} instead of {expected}")
            continue
        told = answer.json()
        if told["status"] != expected or not told["detail"].isprintable():
            surprises.append(f"{bad.label}: {told}")
    assert surprises == []
    assert studio.client.get("/healthz").status_code == 200


@pytest.mark.parametrize("label", ["1×1", "EXIF of noise", "a newline in the name", "1×20000"])
def test_odd_pictures_are_drawn(studio, tmp_path, label):
    """Odd is not bad."""
    odd = next(bad for bad in bad_files(tmp_path) if bad.label == label)
    answer = studio.client.post(
        "/api/draw", files={"photo": (odd.path.name, odd.path.read_bytes())}
    )
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        (b"", 400, "ends early"),
        (_part(b"x"), 400, "ends early"),
        (b"noise", 400, "not well formed"),
        (_part(b"x", b"other") + b"--limit--\r\n", 422, "other: no field for a photo"),
        (_part(b"x") + _part(b"y") + b"--limit--\r\n", 422, "twice"),
        (_part(b"") + b"--limit--\r\n", 415, "is empty"),
        (_part(b"x") + _part(bytes(5000), b"look") + b"--limit--\r\n", 413, "4096"),
        (b"".join(_part(b"1", b"f%d" % k) for k in range(70)), 400, "64 fields"),
        (_part(b"x", more=b"X: " + bytes(9000) + b"\r\n") + b"--limit--\r\n", 400, "well formed"),
        (_part(b"x") + _part(b"\xff\xfe", b"look") + b"--limit--\r\n", 422, "look"),
        (_part(b"x") + _part(b"1", b"\xff") + b"--limit--\r\n", 422, "no field for a photo"),
    ],
)
def test_a_form_that_is_none_is_refused(studio, body, status, word):
    """Cut, garbled, without photo, with two; as a problem document."""
    answer = studio.client.post(
        "/api/draw",
        content=body,
        headers={"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"},
    )
    assert (answer.status_code, answer.headers["content-type"]) == (
        status, "application/problem+json")  # fmt: skip
    assert word in answer.json()["detail"]


@pytest.mark.parametrize(
    "kind",
    ["", "image/jpeg", "application/x-www-form-urlencoded", "multipart/form-data",
     "multipart/form-data; boundary=", "multipart/form-data; boundary=" + "x" * 4000,
     "multipart/mixed; boundary=limit"],
)  # fmt: skip
def test_what_is_no_form_is_refused(studio, kind):
    """415, or 400 where it only pretends to be one."""
    headers = {"Content-Type": kind}
    answer = studio.client.post("/api/inks", content=_part(b"x"), headers=headers)
    assert answer.status_code in (400, 415)


def test_an_upload_beyond_the_limit_is_refused_before_it_is_sent(serve_with):
    """By its length where it says one, by counting where it does not; and not held in memory."""
    server = serve_with(upload=100_000)
    with server.connect() as bare:
        bare.sendall(_request(b"", length=10**12))
        assert _status(bare.recv(4096)) == 413
    chunks = iter([_part(bytes(50_000)), *[bytes(10_000)] * 1000])
    answer = server.client.post(
        "/api/draw",
        content=chunks,
        headers={"Content-Type": "multipart/form-data; boundary=limit"},
    )
    assert answer.status_code == 413
    assert server.client.get("/healthz").status_code == 200


def test_all_uploads_together_are_bounded(serve_with):
    """Who comes too late is told to come again; what was held is given back."""
    server = serve_with(upload=1_000_000, uploads=1_000_000)
    with server.connect() as first:
        first.sendall(_request(_part(bytes(900_000)), length=990_000))
        _until(lambda: server.app.state.studio.allowance.held > 800_000)
        answer = server.client.post("/api/draw", files={"photo": bytes(500_000)})
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) > 0
    _until(lambda: server.app.state.studio.allowance.held == 0)
    assert server.client.post("/api/draw", files={"photo": bytes(500_000)}).status_code == 415


def test_slow_senders_are_cut_and_nobody_waits_for_them(serve_with, jpeg):
    """A head that never ends, a body that never ends, and an answer that nobody fetches."""
    server = serve_with(idle_seconds=0.5, upload_seconds=5)
    half_head = [server.connect() for _ in range(5)]
    half_body = [server.connect() for _ in range(5)]
    for bare in half_head:
        bare.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ")
    for bare in half_body:
        bare.sendall(_request(_part(b"\xff\xd8\xff"), length=5000))
    assert server.client.post("/api/draw", files={"photo": jpeg}).status_code == 200
    for bare in half_body:
        with bare:
            assert _status(_all(bare)) == 408
    begun = time.monotonic()
    for bare in half_head:
        with bare:
            assert _all(bare) == b""
    assert time.monotonic() - begun < 10


def test_a_trickle_does_not_keep_a_connection(serve_with):
    """One byte now and then is no request."""
    server = serve_with(idle_seconds=0.5)
    with server.connect() as bare:
        bare.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: ")
        with pytest.raises(OSError):
            for _ in range(60):
                bare.sendall(b"x")
                time.sleep(0.1)


def test_connections_beyond_the_limit_are_turned_away_until_there_is_room(serve_with):
    """And those that ask nothing do not keep theirs."""
    server = serve_with(connections=4, idle_seconds=4)
    with contextlib.ExitStack() as idle:
        for _ in range(8):
            idle.enter_context(server.connect())
        assert httpx.get(f"{server.url}/healthz").status_code == 503
        _until(lambda: httpx.get(f"{server.url}/healthz").status_code == 200)


@pytest.mark.parametrize(
    "raw",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 40_000 + b"\r\n\r\n",
        b"GET /" + b"x" * 40_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"noise\r\n\r\n",
        b"\0\xff\xfe\r\n\r\n",
        b"POST /api/inks HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /api/inks HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n"
        b"Content-Length: 2\r\n\r\nxx",
        b"POST /api/inks HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"TRACE /api/looks HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused(studio, raw):
    """Huge heads, wrong lengths, noise: a status of 4xx, and the next one is served."""
    with studio.connect() as bare:
        bare.sendall(raw)
        assert _status(bare.recv(4096)) in (400, 405, 415, 421, 431)
    assert studio.client.get("/healthz").status_code == 200


def test_more_body_than_its_length_is_not_part_of_it(studio):
    """The rest is taken for another request, and is none."""
    body = _part(b"x") + b"--limit--\r\n"
    with studio.connect() as bare:
        bare.sendall(_request(body, length=len(body) - 20))
        answers = _all(bare)
    assert _status(answers) == 400


def test_bombs_do_not_fill_the_memory(studio, tmp_path):
    """A picture that claims 10¹⁰ pixels costs nothing, however often it is sent."""
    bombs = [bad for bad in bad_files(tmp_path) if "bomb" in bad.path.name]
    assert len(bombs) >= 6

    def send() -> None:
        for bad in bombs:
            data = bad.path.read_bytes()
            assert studio.client.post("/api/inks", files={"photo": data}).status_code == 413

    send()
    before = _memory()
    for _ in range(10):
        send()
    assert _memory() - before < 50


def test_a_path_leads_nowhere_else(studio):
    """Nothing but the page's own files is served."""
    for path in (
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/",
        "/static//etc/passwd",
        "//evil.example/",
        "/api/inks/../../etc/passwd/drawing",
    ):
        with studio.connect() as bare:
            bare.sendall(b"GET " + path.encode() + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
            answer = bare.recv(4096)
        assert _status(answer) in (404, 405), path
        assert b"\r\nlocation:" not in answer.lower()


def _all(bare) -> bytes:
    """Everything until the server hangs up."""
    parts = []
    try:
        while part := bare.recv(4096):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def _until(true, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)
