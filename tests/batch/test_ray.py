"""The engine of Ray: the same drawings and rows as on one machine, whatever becomes of an actor."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from skimage import data

from artline import Settings
from artline.batch import Draw
from artline.batch.engine import Desk, Engine
from artline.batch.faults import CRASH, TIMEOUT
from artline.batch.local import Local
from artline.batch.manifest.known import all_rows_of
from artline.batch.place import Place
from artline.batch.ray import Ray
from artline.batch.run import Plan, Run
from artline.batch.targets import Files
from artline.batch.tasks import Task
from artline.batch.worker import BatchWork, Result

ray = pytest.importorskip("ray")

pytestmark = pytest.mark.long

LONGEST = 15.0
"""Seconds that a photo may take: many times what one of these does."""


@pytest.fixture(scope="module", autouse=True)
def cluster() -> Iterator[None]:
    """One Ray on this machine for all tests, ended after them."""
    yield
    ray.shutdown()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Five small photos, a copy of one, and a file that is none."""
    (tmp_path / "in").mkdir()
    for number, name in enumerate("abcde"):
        small = Image.fromarray(data.astronaut()[:240, 120:320]).resize((64 + number, 64))
        small.save(tmp_path / "in" / f"{name}.png")
    shutil.copy(tmp_path / "in" / "a.png", tmp_path / "in" / "twin.png")
    (tmp_path / "in" / "bad.jpg").write_bytes(b"not a picture")
    return tmp_path


def run(folder: Path, target: str, engine: Engine) -> tuple[Run, Counter[str]]:
    place = Place(str(folder / target))
    going = Run(Plan(str(folder / "in"), Files(place), Draw(Settings(size=48))))
    return going, Counter(result.outcome for result in going.draw(engine))


def drawings(target: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in target.glob("*.png")}


class Fatal(BatchWork):
    """Kills its worker over `b`, hangs over `c`; over `d` it is killed the first time."""

    def start(self, desk: Desk) -> Callable[[Task], Result]:
        do = super().start(desk)
        once = Path(self.target.place.root) / "killed-once"

        def doing(task: Task) -> Result:
            name = task.photo.name
            if name == "c.png":
                time.sleep(10 * LONGEST)
            if name == "b.png" or (name == "d.png" and not once.exists()):
                once.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return do(task)

        return doing


def test_ray_draws_what_one_machine_draws_whatever_becomes_of_actors(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Protects whoever goes from one machine to many, and long runs from lost actors."""
    assert run(folder, "local", Local(1))[1] == {"drawn": 5, "double": 1, "failed": 1}
    monkeypatch.setattr("artline.batch.run.BatchWork", Fatal)
    going, counts = run(folder, "ray", Ray(2, timeout=LONGEST))
    said = all_rows_of(Place(str(folder / "ray")), ("error",))["error"].to_pylist()
    assert counts == {"drawn": 3, "double": 1, "failed": 3}, said
    assert going.kinds == {"no-picture": 1, CRASH: 1, TIMEOUT: 1}
    expected = drawings(folder / "local")
    left = {name: expected[name] for name in expected if name not in ("b.png", "c.png")}
    assert drawings(folder / "ray") == left
    rows = all_rows_of(Place(str(folder / "ray")), ("source",)).to_pylist()
    assert len({row["source"] for row in rows}) == len(rows) == 7
