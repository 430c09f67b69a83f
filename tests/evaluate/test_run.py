"""A run: kept results are gone on from, and a changed photo or model is judged anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from artline.evaluate import run as running
from artline.evaluate.case import Entrant
from artline.evaluate.examiner import Examination, Examiner
from artline.evaluate.run import Run, judge_all, sample
from artline.evaluate.sets.folder import folder
from artline.options import Settings

OURS = Entrant.of_model("artline", "portrait", Settings())


@pytest.fixture
def run(photos: Path, tmp_path: Path) -> Run:
    return Run(folder(photos), Examination((OURS,), tmp_path / "out", threads=1))


@pytest.mark.long
def test_processes_give_the_same(run: Run, tmp_path: Path) -> None:
    """Two processes and one give the same scores."""
    alone = {judged.name: judged.scores for judged in judge_all(run)}
    elsewhere = Run(run.cases, replace(run.order, folder=tmp_path / "two"))
    together = {judged.name: judged.scores for judged in judge_all(elsewhere, workers=2)}
    assert together == alone
    assert len(alone) == 3


def test_what_is_done_is_not_done_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that stopped after one photo goes on with the second; a finished one draws nothing."""
    done = []
    honest = Examiner.judge

    def counting(self: Examiner, case: object, part: object) -> object:
        done.append(case)
        return honest(self, case, part)  # type: ignore[arg-type]

    monkeypatch.setattr(running.Examiner, "judge", counting)
    results = judge_all(run)
    next(results)
    results.close()
    first = list(judge_all(run))
    assert len(done) == 3
    assert sorted(judged.name for judged in first) == ["ada", "bob", "more/eva"]
    assert [j.scores for j in sorted(judge_all(run), key=lambda j: j.name)] == [
        j.scores for j in sorted(first, key=lambda j: j.name)
    ]
    assert len(done) == 3


def test_what_changed_is_judged_anew(run: Run, photos: Path) -> None:
    """Another photo, setting or a lost drawing: kept scores do not stand for these."""
    case = run.cases.cases[0]
    list(judge_all(run))
    assert running._kept(run.order, case, "each")
    bolder = (replace(OURS, settings=Settings(look="bold")),)
    assert running._kept(replace(run.order, entrants=bolder), case, "each") is None
    run.order.drawing_path(OURS, case).unlink()
    assert running._kept(run.order, case, "each") is None
    other = run.cases.cases[1]
    Image.new("RGB", (64, 64), "white").save(other.photo)
    assert running._kept(run.order, other, "each") is None


def test_the_sample_is_always_the_same(run: Run) -> None:
    """So that two runs' slow measures can be compared."""
    assert sample(run.cases, 2) == sample(run.cases, 2)
    assert len(sample(run.cases, 2)) == 2
    assert len(sample(run.cases, 99)) == 3
