"""Several processes train as one: the same weights in all, written once, ended together."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from artline.errors import SettingError
from artline.train import checkpoint
from artline.train.data.batches import Crops
from artline.train.feed import batches
from artline.train.loop import fit
from artline.train.peers import gathered
from artline.train.training import Training
from made_training import Portraits, Rings, read_journal, recipe, save_taught, table, tiny_recipe

TESTS = Path(__file__).parents[1]

# All is tried in one pair of processes: starting them takes longest. Only the second asks to stop.
TOGETHER = """
import contextlib, json, sys
from pathlib import Path
import torch
from artline.errors import ArtlineError, SettingError
from artline.train.data.sample import DataError
from artline.train.loop import fit
from artline.train.peers import gathered
from artline.train.recipe import recipe_from_table
from made_training import Rings

table, folder = json.loads(sys.argv[1]), Path(sys.argv[2])

def refused(do, *arguments, **named):
    try:
        do(*arguments, **named)
    except ArtlineError as fault:
        return str(fault)

def damaged(here):
    if here:
        raise DataError("photo.jpg: damaged")

with contextlib.suppress(SettingError), gathered() as peers:
    asked = iter(range(99))
    stop = lambda: next(asked) == 3 and not peers.first
    told = []
    recipe = recipe_from_table(table, Path(), "peers")
    training = fit(recipe, [Rings()], folder, peers=peers, stop=stop, report=told.append)
    odd = {**table, "stages": [{**table["stages"][0], "batch": 3}]}
    said = [
        refused(peers.all, damaged, not peers.first),
        refused(fit, recipe_from_table(odd, Path(), "odd"), [Rings()], folder / "odd", peers=peers),
    ]
    made_by = "first" if peers.first else "second"
    torch.save({"state": training.state(), "said": said, "told": len(told)}, f"{folder}/{made_by}")
    raise SettingError("a fault in all")
threads = [name.read_text() for name in Path("/proc/self/task").glob("*/comm")]
torch.save([name for name in threads if "gloo" in name], f"{folder}/{made_by}-waits")
"""


def taught_by_all() -> dict[str, Any]:
    """Two stages with all that several processes have to agree on: critic and self-training."""
    stages = table()["stages"]
    stages[0] |= {"batch": 4, "self_training": 0.5}
    stages[1] |= {"critic": 0.1, "critic_first": 1}
    return {"stages": stages}


def together(count: int, *command: str | Path) -> list[subprocess.Popen[str]]:
    """As `torchrun` and `accelerate launch` start them: told by the environment who they are."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    shared = {
        **os.environ,
        "PYTHONPATH": str(TESTS),
        "OMP_NUM_THREADS": "1",
        "WORLD_SIZE": str(count),
        "LOCAL_WORLD_SIZE": str(count),
        "MASTER_ADDR": "127.0.0.1",
        "MASTER_PORT": str(port),
    }
    return [
        subprocess.Popen(
            [sys.executable, *map(str, command)],
            env={**shared, "RANK": str(rank), "LOCAL_RANK": str(rank)},
            stderr=subprocess.PIPE,
            text=True,
        )
        for rank in range(count)
    ]


def ended(processes: list[subprocess.Popen[str]]) -> list[tuple[int, str]]:
    """Exit code and stderr of each."""
    errors = [process.communicate()[1] for process in processes]
    return [(each.returncode, said) for each, said in zip(processes, errors, strict=True)]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of two processes, stopped after its fourth step."""
    folder = tmp_path_factory.mktemp("peers")
    arguments = (json.dumps(table(**taught_by_all())), folder)
    for code, errors in ended(together(2, "-c", TOGETHER, *arguments)):
        assert code == 0, errors
    return folder


def test_both_hold_the_same_weights_bit_for_bit(run: Path) -> None:
    """Though each saw other crops: gradients, statistics, critic and average included."""
    first, second = (torch.load(run / name)["state"] for name in ("first", "second"))
    for part in ("network", "average"):
        for name, weights in first[part].items():
            assert torch.equal(weights, second[part][name]), name
    for name, weights in first["critic"]["weights"].items():
        assert torch.equal(weights, second["critic"]["weights"][name]), name


@pytest.fixture
def one_thread() -> Iterator[None]:
    """As each of the pair has: another number sums in another order."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.mark.usefixtures("one_thread")
def test_a_step_is_the_mean_of_what_each_would_have_done(run: Path) -> None:
    """The first step's losses, beside those of one process for each half of the batch."""
    chosen = recipe(**taught_by_all())
    alone = []
    for places in (range(2), range(2, 4)):
        crops = Crops([Rings()], 32, chosen.seed, plain=True)
        batch = next(batches(crops, 0, 1, places, 0))
        alone.append(Training(chosen, torch.device("cpu")).learn(batch, chosen.stages[0], 0))
    row = read_journal(run)[0]
    assert alone[0]["loss"] != alone[1]["loss"]
    for name in alone[0]:
        assert row[name] == pytest.approx(np.mean([each[name] for each in alone]), abs=2e-5)


def test_one_writes_and_all_stop_when_one_is_asked_to(run: Path) -> None:
    saved = checkpoint.load(run)
    assert saved is not None and saved["step"] == 4
    assert [row["step"] for row in read_journal(run)] == [1, 2, 3, 4]
    assert [torch.load(run / name)["told"] for name in ("first", "second")] == [4, 0]
    assert torch.load(run / "second")["state"]["step"] == 4


def test_what_fails_in_one_ends_all_and_the_first_knows_why(run: Path) -> None:
    for name in ("first", "second"):
        damaged, uneven = torch.load(run / name)["said"]
        assert damaged == "photo.jpg: damaged"
        assert "stages[0]: batch: 3 cannot be shared evenly by 2 processes" in uneven


def test_after_a_fault_none_waits_for_the_others(run: Path) -> None:
    """Threads that do can abort the process at its end: SIGABRT in place of its exit code."""
    assert [torch.load(run / f"{name}-waits") for name in ("first", "second")] == [[], []]


def test_another_number_of_processes_goes_on(run: Path) -> None:
    training = fit(recipe(**taught_by_all()), [Rings()], run)
    assert training.step == 6
    assert [row["step"] for row in read_journal(run)] == [1, 2, 3, 4, 5, 6]


def test_several_without_accelerate_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the name of what is missing; nothing is installed where Python may look."""
    monkeypatch.setenv("WORLD_SIZE", "2")
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(SettingError, match="WORLD_SIZE: 2 processes need accelerate"), gathered():
        pass


@pytest.mark.long
def test_the_command_under_a_launcher(tmp_path: Path) -> None:
    """One run in the folder, one message; a recipe that cannot be shared is one line."""
    made = tiny_recipe("taught", save_taught(Portraits(), tmp_path / "data"))
    made = made.replace("steps = 16", "steps = 2").replace("steps = 6", "steps = 1")
    (tmp_path / "even.toml").write_text(made.replace('"imagenet"', '"random"'))
    (tmp_path / "odd.toml").write_text(made.replace("batch = 4", "batch = 3"))
    command = "import sys; from artline.cli import main; sys.exit(main())"
    for name, code, said in (("even", 0, "step 3 of 3"), ("odd", 2, "cannot be shared")):
        arguments = ("train", tmp_path / f"{name}.toml", "-o", tmp_path / name, "-q")
        first, second = ended(together(2, "-c", command, *arguments))
        assert (first[0], second[0]) == (code, code), first[1]
        assert said in first[1]
        assert second[1] == ""
    assert len(read_journal(tmp_path / "even")) == 3
