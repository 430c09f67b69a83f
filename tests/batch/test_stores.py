"""Targets that refuse: a store that goes away in the middle, a full disk, a file."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from skimage import data

from artline import Settings
from artline.batch import Draw
from artline.batch.local import Local
from artline.batch.manifest.known import all_rows_of
from artline.batch.place import Place
from artline.batch.run import Plan, Run
from artline.batch.targets import Files
from artline.errors import OutputError

PHOTOS = 4


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A folder of small photos."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(PHOTOS):
        small = Image.fromarray(data.astronaut()[:240, 120:320]).resize((64 + number, 64))
        small.save(folder / f"{number}.png")
    return folder


def drawn(source: Path, target: Path, *, resume: bool = False) -> int:
    chosen = {"source": str(source)}
    draw = Draw(Settings(size=48))
    plan = Plan(str(source), Files(Place(str(target))), draw, resume=resume, chosen=chosen)
    return sum(result.outcome == "drawn" for result in Run(plan).draw(Local()))


def test_a_target_that_is_a_file_is_named(photos: Path, tmp_path: Path) -> None:
    """Protects from a message about a file that nobody has named."""
    (tmp_path / "out").touch()
    with pytest.raises(OutputError, match="out: is a file"):
        drawn(photos, tmp_path / "out")


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of six pages of 4 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=24k", "tmpfs", str(disk)]
    if (
        sys.platform != "linux"
        or subprocess.run(mount, check=False, capture_output=True).returncode
    ):
        pytest.skip("only who may mount can make a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_stops_the_run_and_costs_nothing(photos: Path, tiny_disk: Path) -> None:
    """Protects from a million failures with one cause, and from half a drawing."""
    with pytest.raises(OutputError, match="disk is full"):
        drawn(photos, tiny_disk / "out")
    before = len(list((tiny_disk / "out").glob("*.png")))
    assert before < PHOTOS
    subprocess.run(["mount", "-o", "remount,size=1m", str(tiny_disk)], check=True)
    drawn(photos, tiny_disk / "out", resume=True)
    for path in (tiny_disk / "out").glob("*.png"):
        Image.open(path).verify()
    rows = all_rows_of(Place(str(tiny_disk / "out")), ("outcome",))["outcome"].to_pylist()
    assert rows == ["drawn"] * PHOTOS


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A server of S3 on this machine, which keeps what it has while it is stopped."""
    pytest.importorskip("s3fs")
    from moto.server import ThreadedMotoServer

    class Server:
        def __init__(self) -> None:
            self.port = 0

        def start(self) -> None:
            self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=self.port, verbose=False)
            self._server.start()
            self.port = self._server.get_host_and_port()[1]

        def stop(self) -> None:
            self._server.stop()

    server = Server()
    server.start()
    for name, value in {
        "AWS_ACCESS_KEY_ID": "anybody",
        "AWS_SECRET_ACCESS_KEY": "anything",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.port}",
        "AWS_MAX_ATTEMPTS": "1",
    }.items():
        monkeypatch.setenv(name, value)
    yield server
    server.stop()


def batch(*typed: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "artline", "batch", "s3://a-bucket/in", "-o"]
    more = ["s3://a-bucket/out", "-j", "1", "-q", "--size", "48", *typed]
    return subprocess.Popen([*command, *more], stderr=subprocess.PIPE, text=True)


@pytest.mark.long
def test_a_store_that_goes_away_loses_nothing(photos: Path, store: Any) -> None:
    """Protects a run over a network: it stops with one line, and goes on when the store is back."""
    import s3fs

    files = s3fs.S3FileSystem(use_listings_cache=False, skip_instance_cache=True)
    files.mkdir("a-bucket")
    files.put(str(photos), "a-bucket/in", recursive=True)

    def there() -> list[str]:
        return sorted(path for path in files.find("a-bucket/out") if path.endswith(".png"))

    run = batch()
    while not there():
        assert run.poll() is None, run.communicate()[1]
        time.sleep(0.05)
    store.stop()
    said = run.communicate(timeout=120)[1]
    assert run.returncode == 1, said
    assert said.count("error: s3://a") == 1, said  # s3fs's finalizer may fail aloud at exit
    store.start()
    again = batch("--resume")
    said = again.communicate(timeout=120)[1]
    assert (again.returncode, said) == (0, "")
    assert len(there()) == PHOTOS
    place = Place("s3://a-bucket/out")
    rows = all_rows_of(place, ("output", "outcome")).to_pylist()
    assert sorted((row["output"], row["outcome"]) for row in rows) == [
        (f"{number}.png", "drawn") for number in range(PHOTOS)
    ]
