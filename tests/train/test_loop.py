"""The loop: a killed training goes on to the same weights, and nothing depends on the workers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from artline.errors import ModelError, SettingError
from artline.train import checkpoint
from artline.train.data.batches import Crops
from artline.train.data.sample import DataError, Sample
from artline.train.errors import TrainingError
from artline.train.feed import Batch, batches
from artline.train.loop import Progress, fit
from artline.train.objective import Objective
from artline.train.training import Training
from made_training import CHANNELS, Rings, read_journal, recipe, table

# Steps are slowed down so that the kill falls between two checkpoints, not after the last.
KILLED = """
import json, sys, time
from pathlib import Path
from artline.train.loop import fit
from artline.train.recipe import recipe_from_table
from made_training import Rings
recipe = recipe_from_table(json.loads(sys.argv[1]), Path(), "killed")
fit(recipe, [Rings()], Path(sys.argv[2]), report=lambda _: time.sleep(0.3))
"""


def state_of(folder: Path) -> dict[str, Any]:
    state = checkpoint.load(folder)
    assert state is not None
    return state


def same(first: Any, second: Any) -> bool:
    """Bit by bit, whatever is nested in what."""
    if isinstance(first, torch.Tensor):
        return torch.equal(first, second)
    if isinstance(first, dict):
        return first.keys() == second.keys() and all(same(first[k], second[k]) for k in first)
    if isinstance(first, list | tuple):
        return len(first) == len(second) and all(map(same, first, second))
    return bool(first == second)


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole run, with a critic in its second stage."""
    folder = tmp_path_factory.mktemp("unbroken")
    fit(recipe(**with_critic()), [Rings()], folder)
    return folder


def with_critic() -> dict[str, Any]:
    """The second stage has self-training, too."""
    stages = table()["stages"]
    stages[1] |= {"critic": 0.1, "critic_first": 1, "self_training": 0.5}
    return {"stages": stages}


def test_a_killed_run_goes_on_to_the_same_weights(unbroken: Path, tmp_path: Path) -> None:
    """Optimisers, averages, critic and random numbers included: `kill -9` loses steps, no more."""
    arguments = [json.dumps(table(**with_critic())), str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    process = subprocess.Popen([sys.executable, "-c", KILLED, *arguments], env=environment)
    while len(read_journal(tmp_path)) < 5:
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert state_of(tmp_path)["step"] in (3, 4)
    fit(recipe(**with_critic()), [Rings()], tmp_path)
    assert same(state_of(tmp_path), state_of(unbroken))
    assert [row["step"] for row in read_journal(tmp_path)] == [1, 2, 3, 4, 5, 6]


def test_the_log_says_each_loss_and_the_sum(unbroken: Path) -> None:
    rows = read_journal(unbroken)
    assert [row["stage"] for row in rows] == [1, 1, 1, 2, 2, 2]
    assert {*CHANNELS, "subject", "loss", "pace"} <= rows[0].keys()
    parts = sum(rows[0][name] for name in (*CHANNELS, "subject"))
    assert rows[0]["loss"] == pytest.approx(parts, abs=1e-3)
    assert "artist" not in rows[3]
    assert {"artist", "critic", "self_training"} <= rows[4].keys()


def test_a_run_that_is_done_is_left_as_it_is(unbroken: Path) -> None:
    before = (unbroken / checkpoint.LAST).read_bytes()
    assert fit(recipe(**with_critic()), [Rings()], unbroken).step == 6
    assert (unbroken / checkpoint.LAST).read_bytes() == before


def test_asked_to_stop_it_saves_where_it_stands(tmp_path: Path) -> None:
    seen: list[Progress] = []
    training = fit(recipe(), [Rings()], tmp_path, report=seen.append, stop=lambda: len(seen) == 1)
    assert training.step == state_of(tmp_path)["step"] == 1
    assert (seen[0].steps, seen[0].stage) == (6, 1)


def test_it_learns(tmp_path: Path) -> None:
    """The loss of the rings falls by a fifth within a few steps."""
    stages = [{"size": 64, "batch": 4, "steps": 14, "rate": 5e-3}]
    plain = {"degrade": 0.0, "background": 0.0}
    fit(recipe(stages=stages, augment=plain), [Rings()], tmp_path)
    losses = [row["loss"] for row in read_journal(tmp_path)]
    assert np.mean(losses[-3:]) < 0.8 * np.mean(losses[:3])
    assert (tmp_path / "sheets" / "000014.png").is_file()


def test_another_network_in_the_folder_is_refused(unbroken: Path) -> None:
    other = {"encoder": "random", "decoder": [16, 16, 8, 16], "head": "shuffle"}
    with pytest.raises(ModelError, match="of another network"):
        fit(recipe(network=other), [Rings()], unbroken)


def test_some_weights_of_data_sets_are_not_enough(tmp_path: Path) -> None:
    data = [{"kind": "taught", "path": "a", "weight": 1.0}, {"kind": "taught", "path": "b"}]
    with pytest.raises(SettingError, match="weight"):
        fit(recipe(data=data), [Rings(), Rings()], tmp_path)


def test_a_loss_that_is_no_number_ends_in_one_line() -> None:
    chosen = recipe()
    training = Training(chosen, torch.device("cpu"))
    with torch.no_grad():
        next(training.network.parameters()).fill_(float("nan"))
    batch = next(batches(Crops([Rings()], 32, 0), 0, 1, range(2), 0))
    with pytest.raises(TrainingError, match="no number any more"):
        training.learn(batch, chosen.stages[0], 0)


def test_half_precision_takes_the_same_step_nearly() -> None:
    losses = []
    for precision in ("fp32", "bf16"):
        chosen = recipe(precision=precision)
        training = Training(chosen, torch.device("cpu"))
        batch = next(batches(Crops([Rings()], 32, 0), 0, 1, range(2), 0))
        losses.append(training.learn(batch, chosen.stages[0], 0)["loss"])
    assert losses[0] != losses[1]
    assert losses[1] == pytest.approx(losses[0], rel=0.05)


def test_batches_do_not_depend_on_the_workers() -> None:
    crops = Crops([Rings()], 32, 5)
    alone = list(batches(crops, 3, 6, range(2), 0))
    helped = list(batches(crops, 3, 6, range(2), 2))
    assert len(alone) == 3
    assert same([list(pair) for pair in alone], [list(pair) for pair in helped])


def self_trained(weight: float, plain: torch.Tensor, steps: int) -> tuple[Training, float]:
    """Steps on grey whose targets nobody knows, and the last one's loss by self-training."""
    stages = [{"size": 32, "batch": 2, "steps": 9, "rate": 1e-3, "self_training": weight}]
    chosen = recipe(stages=stages)
    training = Training(chosen, torch.device("cpu"))
    unknown = torch.full((2, 4, 32, 32), -1.0)
    batch = Batch(torch.full((2, 3, 32, 32), 128, dtype=torch.uint8), unknown, plain)
    for number in range(steps):
        losses = training.learn(batch, chosen.stages[0], number)
    return training, losses.get("self_training", 0.0)


def test_the_average_teaches_by_the_undamaged_photo() -> None:
    """What it draws is a target where there is none, times the weight."""
    generator = torch.Generator().manual_seed(0)
    noise, white = torch.randint(0, 256, (2, 2, 3, 32, 32), generator=generator, dtype=torch.uint8)
    white[:] = 255
    _, once = self_trained(1.0, noise, 1)
    _, twice = self_trained(2.0, noise, 1)
    _, other = self_trained(1.0, white, 1)
    assert 0 < once != other
    assert twice == pytest.approx(2 * once, rel=1e-5)
    left, nothing = self_trained(0.0, noise, 1)
    taught, _ = self_trained(1.0, noise, 1)
    assert nothing == 0
    assert not same(taught.network.state_dict(), left.network.state_dict())


def test_the_answer_is_a_target_known_throughout() -> None:
    """The loss is the recipe's own, of what the average draws of the undamaged photo."""
    plain = torch.randint(0, 256, (2, 3, 32, 32), dtype=torch.uint8)
    _, found = self_trained(1.0, plain, 1)
    chosen = recipe()
    fresh = Training(chosen, torch.device("cpu"))
    with torch.no_grad():
        logits = fresh.network.train()(torch.full((2, 3, 32, 32), 128 / 255))
        answer = torch.sigmoid(fresh.average(plain / 255))
    parts = Objective(chosen, torch.device("cpu"))(logits, answer)
    assert parts.keys() == {*CHANNELS, "subject"}
    assert found == pytest.approx(float(torch.stack(list(parts.values())).sum()), rel=1e-4)


class Broken(Rings):
    """A data set one of whose files is damaged."""

    def __getitem__(self, index: int) -> Sample:
        raise DataError("photo.jpg: damaged")


@pytest.mark.parametrize("workers", [0, 1])
def test_a_damaged_file_is_one_line_from_whatever_process(workers: int) -> None:
    with pytest.raises(DataError) as fault:
        list(batches(Crops([Broken()], 32, 5), 0, 1, range(2), workers))
    assert str(fault.value) == "photo.jpg: damaged"
