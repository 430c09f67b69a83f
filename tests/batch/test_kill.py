"""Runs that are killed at random moments: nothing lost, nothing twice, every drawing whole."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image
from skimage import data

from artline.batch.manifest.known import all_rows_of
from artline.batch.place import Place

KILLS = int(os.environ.get("ARTLINE_KILLS", "4"))
"""Runs that are killed; 40 for a thorough look."""
PHOTOS = 12
LONGEST = float(os.environ.get("ARTLINE_KILL_SECONDS", "6"))
"""Seconds within which a run is killed."""


def started(folder: Path, target: str) -> subprocess.Popen[bytes]:
    typed = ["batch", "in", "-o", target, "--resume", "-j", "2", "-q", "--size", "48"]
    return subprocess.Popen(
        [sys.executable, "-m", "artline", *typed], cwd=folder, start_new_session=True
    )


def children(process: int) -> list[int]:
    """Processes that a process has started."""
    try:
        said = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in said.split()]


def killed(run: subprocess.Popen[bytes], whom: str) -> None:
    """Kill a worker, the driver or all of them, without a chance to clean up."""
    victims = children(run.pid) if whom == "worker" else [run.pid]
    for victim in victims[:1]:
        (os.killpg if whom == "group" else os.kill)(victim, signal.SIGKILL)


def drawings(target: Path) -> dict[str, bytes]:
    found = (path for path in target.rglob("*.png") if ".artline" not in path.parts)
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in found}


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_run_that_is_killed_again_and_again_ends_as_an_unbroken_one(tmp_path: Path) -> None:
    """Protects a month's work: the same drawings, byte by byte, and one row each."""
    (tmp_path / "in").mkdir()
    for number in range(PHOTOS):
        small = Image.fromarray(data.astronaut()[:240, 120:320]).resize((48 + number, 48))
        small.save(tmp_path / "in" / f"{number}.png")
    (tmp_path / "in" / "twin.png").write_bytes((tmp_path / "in" / "0.png").read_bytes())
    assert started(tmp_path, "unbroken").wait(600) == 0
    dice = random.Random(28)
    for number in range(KILLS):
        run = started(tmp_path, "broken")
        time.sleep(dice.uniform(0.5, LONGEST))
        whom = ("driver", "worker", "group")[number % 3]
        killed(run, whom)
        if whom == "worker":  # the run goes on without it
            time.sleep(dice.uniform(0, LONGEST / 2))
            killed(run, "driver")
        run.wait(60)
    assert started(tmp_path, "broken").wait(600) == 0
    assert drawings(tmp_path / "broken") == drawings(tmp_path / "unbroken")
    rows = all_rows_of(
        Place(str(tmp_path / "broken")), ("source", "output", "outcome", "output_sum")
    ).to_pylist()
    assert sorted(row["source"] for row in rows) == sorted(
        str(path) for path in (tmp_path / "in").iterdir()
    )
    for row in rows:
        if row["outcome"] == "drawn":
            data_there = (tmp_path / "broken" / row["output"]).read_bytes()
            assert hashlib.sha256(data_there).hexdigest() == row["output_sum"]
    assert not list((tmp_path / "broken" / ".artline" / "halves").iterdir())
