"""Sample sheets: the network's drawings beside their targets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from artline.train.data.batches import Crops
from artline.train.errors import written_whole
from artline.train.training import Training

_ROWS = 6
"""Crops of a sheet."""

_LEFT_OUT = "scene"
"""A channel that is not shown: all lines of the picture would hide the others."""


def write_sheet(training: Training, crops: Crops, folder: Path) -> Path:
    """Draw a few crops with the averaged weights and keep them as `sheets/STEP.png`.

    One row a crop: the photo as the network gets it, the target's ink, the network's ink, the
    network's subject. The crops are the same in every sheet of a run.

    Raises:
        TrainingError: it cannot be written.
    """
    photos, targets, *_ = zip(*(crops.crop(0, index) for index in range(_ROWS)), strict=True)
    photo = torch.from_numpy(np.stack(photos)).to(training.device).float() / 255
    with torch.no_grad():
        drawn = torch.sigmoid(training.average(photo)).float().cpu().numpy()
    shown_ink = [k for k, name in enumerate(crops.channels) if name != _LEFT_OUT] or [0]
    rows = [
        np.hstack(
            [
                photos[k].transpose(1, 2, 0),
                _paper(targets[k][shown_ink]),
                _paper(drawn[k][shown_ink]),
                _grey(drawn[k][-1]),
            ]
        )
        for k in range(_ROWS)
    ]
    path = folder / "sheets" / f"{training.step:06d}.png"
    _write(np.vstack(rows), path)
    return path


def _paper(ink: NDArray[np.float32]) -> NDArray[np.uint8]:
    """K×H×W ink, 0..1, below 0 where not known, as black on white, H×W×3."""
    return _grey(1 - ink.max(axis=0).clip(0, 1))


def _grey(plane: NDArray[np.float32]) -> NDArray[np.uint8]:
    level = (plane.clip(0, 1) * 255).round().astype(np.uint8)
    return np.repeat(level[..., None], 3, axis=2)


def _write(picture: NDArray[np.uint8], path: Path) -> None:
    from PIL import Image

    with written_whole(path, "make room and start the same command again") as part:
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(picture).save(part, "PNG")
