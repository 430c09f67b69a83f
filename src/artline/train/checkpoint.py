"""Checkpoints, written atomically; the one before is kept."""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path
from typing import Any

import torch

from artline.errors import ModelError, shown
from artline.train.errors import cannot_write

LAST = "last.pt"
PREVIOUS = "previous.pt"
_KIND = "artline.checkpoint"
_VERSION = 1
"""Of the format; other versions are refused."""


def save(folder: Path, state: dict[str, Any]) -> None:
    """Write `last.pt`; what it was before becomes `previous.pt`.

    The new file is written beside, brought to the disk and only then renamed, so that a kill or
    a full disk at any moment leaves a whole checkpoint.

    Args:
        folder: of the run; made if it is not there.
        state: tensors, numbers, words, and lists and dictionaries of them.

    Raises:
        TrainingError: it cannot be written; the checkpoints that are there stay as they are.
    """
    buffer = io.BytesIO()
    torch.save({"kind": _KIND, "version": _VERSION, **state}, buffer)
    last = folder / LAST
    beside = folder / (LAST + ".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(buffer.getbuffer())
            file.flush()
            os.fsync(file.fileno())
        if last.exists():
            last.replace(folder / PREVIOUS)
        beside.replace(last)
    except OSError as fault:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise cannot_write(last, fault, _remedy(folder, buffer.tell())) from None


def _remedy(folder: Path, size: int) -> str:
    there = find(folder)
    rest = "there is no checkpoint yet" if there is None else f"{there.name} is kept as it was"
    return f"make room for {size / 1e6:.0f} MB and start the same command again ({rest})"


def find(folder: Path) -> Path | None:
    """The newest checkpoint of a run, or None where there is none."""
    paths = (folder / LAST, folder / PREVIOUS)
    return next((path for path in paths if path.is_file()), None)


def load(folder: Path) -> dict[str, Any] | None:
    """The newest checkpoint of a run that can be read, or None where there is none.

    Raises:
        ModelError: there are checkpoints, none of which can be read.
    """
    paths = [path for path in (folder / LAST, folder / PREVIOUS) if path.is_file()]
    for path in paths:
        with contextlib.suppress(ModelError):
            return read(path)
    if paths:
        raise ModelError(f"{shown(paths[0])}: damaged; delete it to begin the training anew")
    return None


def read(path: Path) -> dict[str, Any]:
    """A checkpoint.

    Raises:
        ModelError: missing, damaged, or no checkpoint of artline.
    """
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError:
        raise ModelError(f"{shown(path)}: no such checkpoint; `artline train` writes one") from None
    except Exception:  # torch raises whatever its archive, pickle or zip reader raised
        raise ModelError(
            f"{shown(path)}: damaged, or no checkpoint; take {PREVIOUS} beside it"
        ) from None
    if not isinstance(state, dict) or state.get("kind") != _KIND:
        raise ModelError(f"{shown(path)}: no checkpoint of artline; `artline train` writes one")
    if state["version"] != _VERSION:
        raise ModelError(
            f"{shown(path)}: version {shown(state['version'])}, this artline knows {_VERSION}; "
            "update artline"
        )
    return dict(state)
