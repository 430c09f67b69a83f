"""Batches for the training loop, cut by this process or by worker processes."""

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
    """The crops of a step.

    Attributes:
        photo: uint8 N×3×S×S, sRGB, as the network gets it.
        target: float32 N×(K+1)×S×S, below 0 where not known.
        plain: uint8 N×3×S×S, the photo before degradation, where the crops have it.
        skin: uint8 N×S×S, 255 = surely bare skin, where the crops have it.
    """

    photo: Tensor
    target: Tensor
    plain: Tensor | None
    skin: Tensor | None = None


class _CropSampler(Sampler[list[tuple[int, int]]]):
    """For each step, the (step, place) of its crops."""

    def __init__(self, first: int, last: int, batch: range):
        self._steps, self._batch = range(first, last), batch

    def __iter__(self) -> Iterator[list[tuple[int, int]]]:
        for step in self._steps:
            yield [(step, index) for index in self._batch]

    def __len__(self) -> int:
        return len(self._steps)


class _CropDataset(Dataset[Any]):
    """One crop by (step, place). Errors are returned: torch adds a traceback to those raised."""

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
        first: number of the step to begin with, counted over all stages.
        last: the step after the last.
        batch: places of the batch to cut: all of it, or one process's share.
        workers: processes; 0 cuts between steps.
        pinned: keep batches in page-locked memory, which a GPU reads fastest.

    Raises:
        DataError: a file of the data set is damaged or gone.
        TrainingError: a worker was killed, most likely for want of memory.
    """
    loader: DataLoader[Any] = DataLoader(
        _CropDataset(crops),
        batch_sampler=_CropSampler(first, last, batch),
        num_workers=workers,
        collate_fn=_collate,
        pin_memory=pinned,
        worker_init_fn=_set_up_worker if workers else None,
        prefetch_factor=4 if workers else None,
        # Its own generator, or each loader would draw from the training's.
        generator=torch.Generator(),
    )
    try:
        for batch_or_fault in loader:
            if isinstance(batch_or_fault, ArtlineError):
                raise batch_or_fault
            yield batch_or_fault
    except RuntimeError as fault:
        if "worker" not in str(fault):
            raise
        raise TrainingError(
            "a process that cuts crops was killed, most likely for want of memory; start again "
            "with fewer workers (the last checkpoint is kept)"
        ) from None


def _collate(crops: list[Crop | ArtlineError]) -> Batch | ArtlineError:
    for crop in crops:
        if isinstance(crop, ArtlineError):
            return crop
    photos, targets, plain, skin = zip(*crops, strict=True)
    plains, skins = (None if planes[0] is None else _tensor(planes) for planes in (plain, skin))
    return Batch(_tensor(photos), _tensor(targets), plains, skins)


def _tensor(planes: Sequence[NDArray[Any]]) -> Tensor:
    return torch.stack([torch.from_numpy(each) for each in planes])


def _set_up_worker(_worker: int) -> None:
    """A worker leaves signals to its parent and uses one thread."""
    import cv2

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    cv2.setNumThreads(0)
