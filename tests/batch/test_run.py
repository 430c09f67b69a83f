"""A run of a batch: every photo has one whole drawing and one row, whatever happens meanwhile."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image
from skimage import data

from artline import Settings
from artline.batch import Draw
from artline.batch.engine import Loss
from artline.batch.faults import CRASH
from artline.batch.local import Local
from artline.batch.manifest.known import all_rows_of
from artline.batch.manifest.lock import Lock
from artline.batch.place import Place
from artline.batch.run import Plan, Run
from artline.batch.targets import Files
from artline.batch.worker import BatchWork
from artline.errors import OutputError

COLUMNS = ("source", "output", "outcome", "output_sum", "same_as", "error", "kind", "settings")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three small photos, one below; a copy of one; and a file that is none."""
    (tmp_path / "in" / "sub").mkdir(parents=True)
    for number, name in enumerate(("a.png", "b.png", "sub/c.png")):
        small = Image.fromarray(data.astronaut()[:240, 120:320]).resize((64 + number, 64))
        small.save(tmp_path / "in" / name)
    shutil.copy(tmp_path / "in" / "a.png", tmp_path / "in" / "twin.png")
    (tmp_path / "in" / "bad.jpg").write_bytes(b"not a picture")
    return tmp_path


def run(folder: Path, *, weight: float = 1.0, **more: object) -> tuple[Run, Counter[str]]:
    chosen = {"source": str(folder / "in"), "format": "png", "into": None}
    place = Place(str(folder / "out"))
    draw = Draw(Settings(size=48, weight=weight))
    plan = Plan(chosen["source"], Files(place), draw, chosen=chosen, **more)  # type: ignore[arg-type]
    going = Run(plan)
    return going, Counter(result.outcome for result in going.draw(Local()))


def rows(folder: Path) -> dict[str, dict[str, str]]:
    """Rows by the photo's name; a photo with two rows fails."""
    table = all_rows_of(Place(str(folder / "out")), COLUMNS).to_pylist()
    assert len({row["source"] for row in table}) == len(table)
    return {Path(row["source"]).name: row for row in table}


def whole(folder: Path) -> None:
    """Every row that says so has its drawing, with its sum."""
    for row in rows(folder).values():
        drawing = folder / "out" / row["output"]
        if row["outcome"] == "drawn":
            assert hashlib.sha256(drawing.read_bytes()).hexdigest() == row["output_sum"]
        elif row["outcome"] == "double":
            assert drawing.read_bytes() == (folder / "out" / row["same_as"]).read_bytes()
        else:
            assert not drawing.exists()


def test_every_photo_has_one_drawing_and_one_row(folder: Path) -> None:
    """Protects data sets: mirrored folders, doubles drawn once, failures named, nothing twice."""
    going, counts = run(folder)
    assert counts == {"drawn": 3, "double": 1, "failed": 1}
    assert going.kinds == {"no-picture": 1}
    assert going.total == 5  # counted beside the drawing, for the bar
    found = rows(folder)
    assert found["c.png"]["output"] == "sub/c.png"
    assert {found["a.png"]["outcome"], found["twin.png"]["outcome"]} == {"drawn", "double"}
    assert "bad.jpg" in found["bad.jpg"]["error"]
    whole(folder)
    with pytest.raises(OutputError, match="--resume"):
        run(folder)
    _, again = run(folder, resume=True)
    assert not again


def test_changed_settings_draw_again_and_say_so(folder: Path) -> None:
    """Protects from a folder of two minds: half of it in one weight, half in another."""
    run(folder)
    before = (folder / "out" / "b.png").read_bytes()
    going, counts = run(folder, weight=3.0, resume=True)
    assert counts["drawn"] == 3
    assert any("settings" in note for note in going.notes)
    assert (folder / "out" / "b.png").read_bytes() != before
    assert all(
        '"weight": 3.0' in row["settings"] for row in rows(folder).values() if row["kind"] == ""
    )
    whole(folder)


def test_failures_are_tried_again_by_kind(folder: Path) -> None:
    """Protects from drawing millions again for the sake of a few."""
    run(folder)
    shutil.copy(folder / "in" / "b.png", folder / "in" / "bad.jpg")
    assert not run(folder, resume=True, retried={"timeout"})[1]
    _, counts = run(folder, resume=True, retried={"no-picture"})
    assert counts == {"double": 1}
    assert rows(folder)["bad.jpg"]["outcome"] == "double"
    whole(folder)


def test_a_drawing_without_its_row_is_adopted_and_half_a_one_drawn_again(folder: Path) -> None:
    """Protects what a kill leaves: rows come first, and the last is proven by the drawing's sum."""
    run(folder)
    out = folder / "out"
    kept = (out / "b.png").read_bytes()
    shutil.rmtree(out / ".artline" / "rows")  # all rows are lost, and one drawing is another's
    (out / "sub" / "c.png").write_bytes(b"of somebody else")
    _, counts = run(folder, resume=True)
    assert counts == {"drawn": 2, "double": 1, "failed": 2}
    assert (out / "b.png").read_bytes() == kept
    assert (out / "sub" / "c.png").read_bytes() == b"of somebody else"
    assert "not of this run" in rows(folder)["c.png"]["error"]


def test_parts_are_drawn_side_by_side_and_make_a_whole(folder: Path) -> None:
    """Protects several machines on one target: each photo belongs to exactly one part."""
    from artline.batch.tasks import Part

    drawn = sum((run(folder, part=Part(number, 3))[1] for number in (1, 2, 3)), Counter())
    assert drawn["failed"] == 1
    assert drawn.total() == 5
    assert len(rows(folder)) == 5


def test_two_runs_on_one_target_are_refused_with_the_other_named(folder: Path) -> None:
    """Protects drawings from being written by two at once; a dead run's lock holds nobody up."""
    place = Place(str(folder / "out"))
    with Lock(place), pytest.raises(OutputError, match=str(os.getpid())):
        run(folder)
    dead = {"host": __import__("socket").gethostname(), "process": 2**22 - 1, "begun": "1"}
    place.put(".artline/lock.json", json.dumps(dead).encode())
    assert run(folder)[1]["drawn"] == 3
    with Lock(place, "1-of-2"), Lock(place, "2-of-2"), pytest.raises(OutputError):
        Lock(place, "1-of-3").__enter__()


def test_a_target_of_another_run_is_refused(folder: Path) -> None:
    """Protects a manifest from rows of photos that are not its own."""
    run(folder)
    (folder / "other").mkdir()
    (folder / "in").rename(folder / "elsewhere")
    (folder / "other").rename(folder / "in")
    place = Place(str(folder / "out"))
    source = str(folder / "elsewhere")
    plan = Plan(source, Files(place), Draw(), resume=True, chosen={"source": source})
    with pytest.raises(OutputError, match="another run"):
        list(Run(plan).draw(Local()))


class Fatal(BatchWork):
    """Loses its worker over one photo, as a decoder that crashes does."""

    def start(self, desk):  # type: ignore[no-untyped-def]
        do = super().start(desk)

        def doing(task):  # type: ignore[no-untyped-def]
            lost = task.photo.name == "b.png"
            return self.lost(task, Loss(CRASH, "was ended by signal 11")) if lost else do(task)

        return doing


def test_a_photo_that_ends_two_workers_is_set_aside(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Protects a run from one photo that kills whatever looks at it."""
    monkeypatch.setattr("artline.batch.run.BatchWork", Fatal)
    going, counts = run(folder)
    assert counts["drawn"] == 2
    assert going.kinds[CRASH] == 1
    assert "set aside" in rows(folder)["b.png"]["error"]
