"""The training loop: stages, steps, checkpoints, sheets. `fit` runs it."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch

from artline.errors import SettingError
from artline.system.cores import cores
from artline.train import checkpoint
from artline.train.data.batches import Crops
from artline.train.data.in_memory import InMemory
from artline.train.data.sample import DataSet
from artline.train.errors import TrainingError
from artline.train.feed import Batch, batches
from artline.train.journal import Journal
from artline.train.peers import Peers
from artline.train.plan import Stage
from artline.train.recipe import EXPORTED, Recipe
from artline.train.sheets import write_sheet
from artline.train.training import Training


@dataclass(frozen=True, slots=True)
class Progress:
    """The result of a step.

    Attributes:
        step: steps done, over all stages.
        steps: total, over all stages.
        stage: number of the stage, from 1.
        losses: by name; "loss" is their sum.
        pace: crops a second since the start or the resumption.
    """

    step: int
    steps: int
    stage: int
    losses: dict[str, float]
    pace: float


CALIBRATED = 32
"""Crops whose statistics the batch norms of a network from an exported file get."""

Report = Callable[[Progress], None]


def fit(
    recipe: Recipe,
    datasets: list[DataSet],
    folder: Path,
    *,
    report: Report = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
    peers: Peers | None = None,
) -> Training:
    """Train from the last checkpoint in the folder, or from the start, to the recipe's end.

    On the processor the same recipe, threads and data give the same weights, bit for bit,
    however often it was interrupted.

    Args:
        recipe: of the training.
        datasets: one for each of the recipe's `[[data]]`.
        folder: of the run: `last.pt`, `previous.pt`, `log.jsonl`, `sheets/`.
        report: called after each step.
        stop: called after each step; True saves and ends.
        peers: processes that train together, all called with the same recipe, data and folder;
            only rank 0 writes and reports. None is this process alone.

    Returns:
        The training as it stands.

    Raises:
        SettingError: the recipe and the data sets do not fit.
        DataError: a file of a data set is damaged or gone.
        ModelError: weights to begin with, or the checkpoint, cannot be used.
        TrainingError: the disk is full, the loss is not finite, or another process ended.
    """
    peers = peers or Peers()
    training = peers.all(_start_or_resume, recipe, folder, peers)
    _refuse_different_steps(training.step, peers)
    if recipe.workers:
        peers.all(_decode, datasets)
    sheet = peers.all(_crops, recipe, datasets, recipe.stages[-1], recipe.seed + 1)
    if training.step == 0 and recipe.warm_start.endswith(EXPORTED):
        peers.all(_calibrate, training, _crops(recipe, datasets, recipe.stages[0], recipe.seed))
    record = _Record(training, folder, sheet, report)
    peers.by_first(record.begin)
    began, seen = time.monotonic(), 0
    for number, stage, first, last in _remaining_stages(recipe, training.step):
        crops = _crops(
            recipe, datasets, stage, recipe.seed, plain=stage.self_training + stage.distillation > 0
        )
        cuts = batches(
            crops,
            training.step,
            last,
            peers.places(stage.batch),
            recipe.workers,
            pinned=training.device.type == "cuda",
        )
        for batch in _shared_batches(cuts, peers):
            losses = training.learn(batch, stage, training.step - first)
            seen += stage.batch
            pace = seen / (time.monotonic() - began)
            progress = Progress(training.step, recipe.steps, number, losses, pace)
            peers.by_first(record.note, progress)
            stopped = peers.any(stop())
            due = training.step % recipe.save_every == 0 or training.step == last
            if due or stopped:
                peers.by_first(record.save)
            if stopped:
                return training
    return training


class _Record:
    """Writes log, sheets and checkpoints into the run's folder, and reports."""

    def __init__(self, training: Training, folder: Path, sheet: Crops, report: Report):
        self._training, self._folder = training, folder
        self._sheet, self._report = sheet, report

    def begin(self) -> None:
        """Drop the log's lines of steps after the checkpoint."""
        self._journal = Journal(self._folder, self._training.step)

    def note(self, now: Progress) -> None:
        """Write a line of the log, report, and write a sheet where one is due."""
        self._journal.write(now.step, now.stage, now.losses, now.pace)
        self._report(now)
        if now.step % self._training.recipe.sheet_every == 0 or now.step == now.steps:
            write_sheet(self._training, self._sheet, self._folder)

    def save(self) -> None:
        """Write a checkpoint."""
        checkpoint.save(self._folder, self._training.state())


def _start_or_resume(recipe: Recipe, folder: Path, peers: Peers) -> Training:
    """The training at its last checkpoint, or at its start."""
    for number, stage in enumerate(recipe.stages):
        if stage.batch % peers.count:
            raise SettingError(
                f"stages[{number}]: batch: {stage.batch} cannot be shared evenly by {peers.count} "
                "processes; take a multiple"
            )
    training = Training(recipe, _device(recipe, peers), peers)
    state = checkpoint.load(folder)
    if state is not None:
        training.restore(state, str(folder))
    return training


def _calibrate(training: Training, crops: Crops) -> None:
    """Give batch norms the statistics of crops; in every process the same."""
    training.calibrate(
        torch.from_numpy(crops.crop(0, place).photo)[None] for place in range(CALIBRATED)
    )


def _refuse_different_steps(step: int, peers: Peers) -> None:
    """Refuse processes on several machines that do not see the same checkpoint."""
    if peers.any(peers.means({"step": step})["step"] != step):
        raise TrainingError(
            "the processes found different checkpoints; give all of them one folder that they share"
        )


def _shared_batches(cuts: Iterator[Batch], peers: Peers) -> Iterator[Batch]:
    """Batches, until one process fails to cut its share."""
    while (batch := peers.all(next, cuts, None)) is not None:
        yield batch


def _remaining_stages(recipe: Recipe, step: int) -> Iterator[tuple[int, Stage, int, int]]:
    """Stages that are not done: number from 1, stage, its step 0 and the step after its last."""
    first = 0
    for number, stage in enumerate(recipe.stages, 1):
        last = first + stage.steps
        if step < last:
            yield number, stage, first, last
        first = last


def _crops(
    recipe: Recipe, datasets: list[DataSet], stage: Stage, seed: int, *, plain: bool = False
) -> Crops:
    weights = [row.weight for row in recipe.data]
    given = [weight for weight in weights if weight is not None]
    if given and len(given) != len(weights):
        raise SettingError("weight: give one for each [[data]], or for none")
    return Crops(
        datasets,
        stage.size,
        seed,
        channels=recipe.channels,
        augment=recipe.augment_of(stage),
        weights=given or None,
        plain=plain,
        skin=recipe.losses.skin.weight > 0,
    )


def _decode(datasets: list[DataSet]) -> None:
    """Decode before workers are forked, so that they share the samples."""
    if multiprocessing.get_start_method() == "fork":
        for dataset in datasets:
            if isinstance(dataset, InMemory):
                dataset.fill(cores())


def _device(recipe: Recipe, peers: Peers) -> torch.device:
    """A GPU where there is one, else the processor with the recipe's threads."""
    device = peers.device or torch.device("cuda" if torch.cuda.is_available() else "cpu")
    if device.type != "cpu":
        # TF32 rounds factors to ten bits, which is enough beside the degradations of the photos.
        torch.set_float32_matmul_precision("high")
        torch.backends.cudnn.allow_tf32 = True
        return device
    if recipe.threads:
        torch.set_num_threads(recipe.threads)
    torch.use_deterministic_algorithms(True)
    return device
