"""Batches for the training loop, cut by this process or by several others."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset, Sampler

from artline.errors import ArtlineError
from artline.train.data.batches import Crops
from artline.train.errors import TrainingError

Batch = tuple[Tensor, Tensor]


class _Places(Sampler[list[tuple[int, int]]]):
    """For each step from `first` on, the step and the places of its batch."""

    def __init__(self, first: int, last: int, batch: range):
        self._steps, self._batch = range(first, last), batch

    def __iter__(self) -> Iterator[list[tuple[int, int]]]:
        for step in self._steps:
            yield [(step, index) for index in self._batch]

    def __len__(self) -> int:
        return len(self._steps)


class _Cut(Dataset[Any]):
    """One crop by step and place; a refusal is handed over as it is, in one piece."""

    def __init__(self, crops: Crops):
        self._crops = crops

    def __getitem__(self, place: tuple[int, int]) -> Batch | ArtlineError:
        try:
            photo, target = self._crops.crop(*place)
        except ArtlineError as fault:
            return fault
        return torch.from_numpy(photo), torch.from_numpy(target)


def batches(
    crops: Crops, first: int, last: int, batch: range, workers: int, *, pinned: bool = False
) -> Iterator[Batch]:
    """Photos uint8 N×3×S×S and targets float32 N×(K+1)×S×S of steps `first` to `last` − 1.

    What a step holds depends on `crops`, the step and the places alone, not on the workers.

    Args:
        crops: what is cut.
        first: first step, counted over all stages.
        last: the step after the last.
        batch: places of the batch to cut: all of it, or one machine's share.
        workers: processes; 0 cuts between steps.
        pinned: keep batches where a GPU fetches them fastest.

    Raises:
        DataError: a file of the data set is damaged or gone.
        TrainingError: a worker was killed, most likely for want of memory.
    """
    loader: DataLoader[Any] = DataLoader(
        _Cut(crops),
        batch_sampler=_Places(first, last, batch),
        num_workers=workers,
        collate_fn=_stacked,
        pin_memory=pinned,
        worker_init_fn=_quiet if workers else None,
        prefetch_factor=4 if workers else None,
        # Its own random numbers, or each loader would take one of the training's.
        generator=torch.Generator(),
    )
    try:
        for made in loader:
            if isinstance(made, ArtlineError):
                raise made
            yield made
    except RuntimeError as fault:
        if "worker" not in str(fault):
            raise
        raise TrainingError(
            "a process that cuts crops was killed, most likely for want of memory; start again "
            "with fewer workers (the last checkpoint is kept)"
        ) from None


def _stacked(crops: list[Batch | ArtlineError]) -> Batch | ArtlineError:
    for crop in crops:
        if isinstance(crop, ArtlineError):
            return crop
    photos, targets = zip(*crops, strict=True)
    return torch.stack(photos), torch.stack(targets)


def _quiet(_worker: int) -> None:
    """A worker leaves signals to its parent and takes one core."""
    import cv2

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    cv2.setNumThreads(0)
