"""The loop: stages, steps, checkpoints, sheets. `fit` is the way in."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch

from artline.errors import SettingError
from artline.train import checkpoint
from artline.train.data.batches import Crops
from artline.train.data.sample import DataSet
from artline.train.feed import batches
from artline.train.journal import Journal
from artline.train.plan import Stage
from artline.train.recipe import Recipe
from artline.train.sheets import write_sheet
from artline.train.training import Training


@dataclass(frozen=True, slots=True)
class Progress:
    """What a step gave.

    Attributes:
        step: steps done, over all stages.
        steps: in all.
        stage: number of the stage, from 1.
        losses: by name; "loss" is their sum.
        pace: crops a second since the training was started or resumed.
    """

    step: int
    steps: int
    stage: int
    losses: dict[str, float]
    pace: float


Report = Callable[[Progress], None]


def fit(
    recipe: Recipe,
    datasets: list[DataSet],
    folder: Path,
    *,
    report: Report = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Training:
    """Train from the last checkpoint in the folder, or from the start, to the recipe's end.

    On the processor the same recipe, threads and data give the same weights, bit for bit,
    however often it was interrupted.

    Args:
        recipe: all that decides.
        datasets: one for each of the recipe's `[[data]]`.
        folder: of the run: `last.pt`, `previous.pt`, `log.jsonl`, `sheets/`.
        report: told after each step.
        stop: asked after each step; a yes saves and ends.

    Returns:
        The training as it stands.

    Raises:
        SettingError: the recipe and the data sets do not fit.
        DataError: a file of a data set is damaged or gone.
        ModelError: weights to begin with, or the checkpoint, cannot be used.
        TrainingError: the disk is full, or the loss is no number any more.
    """
    device = _device(recipe)
    training = Training(recipe, device)
    state = checkpoint.load(folder)
    if state is not None:
        training.restore(state, str(folder))
    journal = Journal(folder, training.step)
    sheet = _crops(recipe, datasets, recipe.stages[-1], recipe.seed + 1)
    began, seen = time.monotonic(), 0
    for number, stage, first, last in _ahead(recipe, training.step):
        crops = _crops(recipe, datasets, stage, recipe.seed)
        cuts = batches(
            crops,
            training.step,
            last,
            range(stage.batch),
            recipe.workers,
            pinned=device.type == "cuda",
        )
        for photo, target in cuts:
            losses = training.learn(photo, target, stage, training.step - first)
            seen += len(photo)
            progress = Progress(
                training.step, recipe.steps, number, losses, seen / (time.monotonic() - began)
            )
            journal.write(progress.step, progress.stage, losses, progress.pace)
            report(progress)
            if training.step % recipe.sheet_every == 0 or training.step == recipe.steps:
                write_sheet(training, sheet, folder)
            stopped = stop()
            due = training.step % recipe.save_every == 0 or training.step == last
            if due or stopped:
                checkpoint.save(folder, training.state())
            if stopped:
                return training
    return training


def _ahead(recipe: Recipe, step: int) -> Iterator[tuple[int, Stage, int, int]]:
    """Stages that are not done: number from 1, row, its first step and the step after its last."""
    first = 0
    for number, stage in enumerate(recipe.stages, 1):
        last = first + stage.steps
        if step < last:
            yield number, stage, first, last
        first = last


def _crops(recipe: Recipe, datasets: list[DataSet], stage: Stage, seed: int) -> Crops:
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
    )


def _device(recipe: Recipe) -> torch.device:
    """A GPU where there is one, else the processor with the recipe's threads."""
    if torch.cuda.is_available():
        return torch.device("cuda")
    if recipe.threads:
        torch.set_num_threads(recipe.threads)
    torch.use_deterministic_algorithms(True)
    return torch.device("cpu")
