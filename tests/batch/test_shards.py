"""Drawings in shards: each once, whole, and in a layout that others read."""

from __future__ import annotations

import json
import tarfile
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image
from skimage import data

from artline import Settings
from artline.batch import Draw
from artline.batch.local import Local
from artline.batch.manifest.known import read_rows
from artline.batch.place import Place
from artline.batch.run import Plan, Run
from artline.batch.shards import Shards
from artline.batch.sources import Photo
from artline.batch.tasks import Task
from artline.errors import OutputError


def task(name: str) -> Task:
    return Task(Photo(name, "", name, name), f"{name}.png", False)


def keys(folder: Path) -> list[list[str]]:
    """Names in each shard."""
    found = []
    for shard in sorted(folder.glob("*.tar")):
        with tarfile.open(shard) as archive:
            found.append([n for n in archive.getnames() if n.endswith(".png")])
    return found


def test_a_kill_between_shard_and_clean_up_packs_nothing_twice(tmp_path: Path) -> None:
    """Protects from doubles in a data set: units in the newest shard are taken away."""
    target = Shards(Place(str(tmp_path)), "tar", drawings=2)
    units = {}
    for name in "abc":
        target.write(task(name), name.encode(), None, b"photo")
        target.pack()
        folder = tmp_path / ".artline" / "units"
        units |= {path.name: path.read_bytes() for path in folder.iterdir()}
    assert [len(shard) for shard in keys(tmp_path)] == [2]
    for name, unit in units.items():
        (tmp_path / ".artline" / "units" / name).write_bytes(unit)  # as if never deleted
    again = Shards(Place(str(tmp_path)), "tar", drawings=2)
    again.tidy()
    again.finish()
    assert [len(shard) for shard in keys(tmp_path)] == [2, 1]
    assert sorted(name for shard in keys(tmp_path) for name in shard) == ["a.png", "b.png", "c.png"]


@pytest.mark.parametrize("kind", ["tar", "parquet"])
def test_a_run_into_shards(kind: Literal["tar", "parquet"], tmp_path: Path) -> None:
    """Protects data sets: drawing, facts and, in Parquet, the photo; a double names the first."""
    (tmp_path / "in").mkdir()
    small = Image.fromarray(data.astronaut()[:240, 120:320]).resize((64, 64))
    for name in ("a.b.png", "twin.png"):
        small.save(tmp_path / "in" / name)
    place = Place(str(tmp_path / "out"))
    chosen = {"source": str(tmp_path / "in"), "format": "png", "into": kind}

    def run(**more: object) -> list[str]:
        draw = Draw(Settings(size=48, **({"weight": 2.0} if more.pop("other", 0) else {})))  # type: ignore[arg-type]
        plan = Plan(chosen["source"], Shards(place, kind), draw, chosen=chosen, **more)  # type: ignore[arg-type]
        return sorted(result.outcome for result in Run(plan).draw(Local()))

    assert run() == ["double", "drawn"]
    assert run(resume=True) == []
    (shard,) = (path for path in (tmp_path / "out").iterdir() if path.is_file())
    if kind == "tar":
        with tarfile.open(shard) as archive:
            names = sorted(archive.getnames())
            facts = json.loads(archive.extractfile("twin.json").read())  # type: ignore[union-attr]
        assert names == ["a_b.json", "a_b.png", "twin.json"]
    else:
        with shard.open("rb") as file:
            rows = {row["name"]: row for row in read_rows(file).to_pylist()}
        assert rows["a_b"]["drawing"]["bytes"].startswith(b"\x89PNG")
        assert rows["a_b"]["image"]["bytes"] == (tmp_path / "in" / "a.b.png").read_bytes()
        facts = json.loads(rows["twin"]["facts"])
    assert facts["same_as"] == "a_b"
    with pytest.raises(OutputError, match="shards stay"):
        run(resume=True, other=True)
