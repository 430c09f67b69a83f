"""Batches for the training loop, cut by this process or by several others."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import DataLoader, Dataset, Sampler

from artline.errors import ArtlineError
from artline.train.data.batches import Crop, Crops
from artline.train.errors import TrainingError


class Batch(NamedTuple):
    """What a step learns from.

    Attributes:
        photo: uint8 N×3×S×S, sRGB, as the network gets it.
        target: float32 N×(K+1)×S×S, below 0 where nobody knows.
        plain: uint8 N×3×S×S, the undamaged photo, where the crops have it.
    """

    photo: Tensor
    target: Tensor
    plain: Tensor | None


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

    def __getitem__(self, place: tuple[int, int]) -> Crop | ArtlineError:
        try:
            return self._crops.crop(*place)
        except ArtlineError as fault:
            return fault


def batches(
    crops: Crops, first: int, last: int, batch: range, workers: int, *, pinned: bool = False
) -> Iterator[Batch]:
    """The batches of steps `first` to `last` − 1.

    What a step holds depends on `crops`, the step and the places alone, not on the workers.

    Args:
        crops: what is cut.
        first: first step, counted over all stages.
        last: the step after the last.
        batch: places of the batch to cut: all of it, or one process's share.
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


def _stacked(crops: list[Crop | ArtlineError]) -> Batch | ArtlineError:
    for crop in crops:
        if isinstance(crop, ArtlineError):
            return crop
    photos, targets, plain = zip(*crops, strict=True)
    undamaged = None if plain[0] is None else _tensor(plain)
    return Batch(_tensor(photos), _tensor(targets), undamaged)


def _tensor(planes: Sequence[NDArray[Any]]) -> Tensor:
    return torch.stack([torch.from_numpy(each) for each in planes])


def _quiet(_worker: int) -> None:
    """A worker leaves signals to its parent and takes one core."""
    import cv2

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    cv2.setNumThreads(0)
