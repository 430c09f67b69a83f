"""`artline serve` as users start it: no file is written, nothing is told, it stops in order."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from artline.output import FORMATS
from artline.web.config import Limits

SECRET = "secret-birthday-party"
COMMAND = "from artline.cli import main; import sys; sys.exit(main())"
WRITE_NOTHING = (
    "import resource, signal\n"
    "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
)
"""From there on the system lets a process write no byte into any file."""


@contextmanager
def _started(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command in a process of its own, and its address."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITE_NOTHING + COMMAND, "serve", "--port", "0", *arguments],
        cwd=folder,
        env={**os.environ, "HOME": str(folder), "TMPDIR": str(folder),
             "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    try:
        assert process.stderr is not None
        address = ""
        for line in process.stderr:
            if found := re.search(r"http://\S+", line):
                address = found[0]
                break
        assert address, "it did not start"
        yield process, address.rstrip("/")
    finally:
        process.kill()
        process.communicate()


@pytest.mark.long
def test_no_byte_of_a_photo_reaches_the_disk(tmp_path, large, jpeg):
    """The system forbids the server to write into any file, and it does everything all the same.

    The photo is larger than what the usual form parser keeps in memory.
    """
    with _started(tmp_path, "-v") as (process, url), httpx.Client(base_url=url, timeout=300) as c:
        for _ in range(8):  # a busy machine takes longer than a server lets one wait
            seen = c.post("/api/inks", files={"photo": (f"{SECRET}.png", large)})
            if seen.status_code != 503:
                break
        assert seen.status_code == 201, seen.text
        ink = f"/api/inks/{seen.json()['id']}"
        for name in FORMATS:
            for _ in range(8):
                answer = c.get(f"{ink}/drawing", params={"format": name, "look": "stencil"})
                if answer.status_code != 503:
                    break
            assert answer.status_code == 200, (name, answer.text)
        for path in ("photo", "pair"):
            assert c.get(f"{ink}/{path}?size=200").status_code == 200
        refused = c.post("/api/draw", files={"photo": (f"{SECRET}.jpg", jpeg[:2000])})
        assert refused.status_code == 422 and SECRET in refused.json()["detail"]
        assert c.get(f"/{SECRET}?{SECRET}=1").status_code == 404
        process.send_signal(signal.SIGINT)
        out, told = process.communicate(timeout=300)
    assert process.returncode == 0
    # a library may have tried to remember this machine's fonts: the file is there, and empty
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) == 0
    assert "POST /api/inks 201" in told and "GET /api/inks/{ink_id}/drawing 200" in told
    assert SECRET not in told + out and seen.json()["id"] not in told + out


def test_the_proof_can_fail(tmp_path):
    """Under the same limit, what writes a file fails."""
    code = WRITE_NOTHING + "open('x', 'w').write('x' * 9000)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "File too large" in done.stderr


def test_it_stops_when_what_it_works_on_is_done(tmp_path, large):
    """SIGTERM while a photo is drawn: the drawing comes, then the process ends with 0.

    On a machine so busy that it takes longer than a stop may, the problem document comes.
    """
    with _started(tmp_path) as (process, url):
        answers = []
        sender = threading.Thread(
            target=lambda: answers.append(
                httpx.post(f"{url}/api/draw", files={"photo": large}, timeout=120)
            )
        )
        sender.start()
        for _ in range(1000):
            if "artline_seeing 1.0" in httpx.get(f"{url}/metrics", timeout=300).text:
                break
        process.send_signal(signal.SIGTERM)
        told = time.monotonic()
        sender.join()
        took = time.monotonic() - told
        process.communicate(timeout=300)
    (answer,) = answers
    assert answer.status_code == (200 if took < Limits().stop_seconds else 503), answer.text
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--host", "0.0.0.0", "--token", "short"), "token"),
        (("--lan", "--host", "127.0.0.1"), "give one of them"),
        (("--root-path", "studio"), "write it like /studio"),
        (("--token", "short"), "token"),
        (("--port", "70000"), "port"),
        (("--host", "192.0.2.1", "--token", "x" * 20), "cannot listen"),
        (("--model", "nothing"), "no such model"),
        (("--max-pixels", "0"), "max_pixels: 0 is not above 0"),
    ],
)
def test_what_cannot_be_served_is_one_line(artline_cli_like, arguments, word):
    """And exit code 2."""
    done = artline_cli_like("serve", "--port", "0", *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ") and word in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.fixture
def artline_cli_like(tmp_path):
    """Run the command line in a process that ends by itself."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", COMMAND, *arguments]
        return subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
        )

    return run


def test_a_port_that_is_taken_is_said(artline_cli_like):
    """With what to do."""
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = artline_cli_like("serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "choose another --port" in done.stderr


@pytest.mark.long
def test_a_photo_of_108_megapixels_is_drawn_where_the_server_allows_it(tmp_path, portrait):
    """Protects phones' largest photos: the refusal names an option that the server has."""
    import io

    from PIL import Image

    held = io.BytesIO()
    Image.fromarray(portrait).resize((9000, 12_000)).save(held, "JPEG", quality=85)
    with _started(tmp_path) as (_, url):
        refused = httpx.post(f"{url}/api/draw", files={"photo": held.getvalue()}, timeout=120)
    assert refused.status_code == 413
    assert "raise it with --max-pixels" in refused.json()["detail"]
    with _started(tmp_path, "--max-pixels", "110000000") as (_, url):
        drawn = httpx.post(f"{url}/api/draw", files={"photo": held.getvalue()}, timeout=300)
    assert drawn.status_code == 200, drawn.text
    with Image.open(io.BytesIO(drawn.content)) as picture:
        assert picture.size == (9000, 12_000)
