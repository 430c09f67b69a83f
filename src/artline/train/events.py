"""The losses for TensorBoard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from artline.errors import SettingError

if TYPE_CHECKING:
    from artline.train.loop import Progress

FOLDER = "events"


@contextmanager
def events(folder: Path) -> Iterator[Callable[[Progress], None]]:
    """A function to call with each step, so that `tensorboard --logdir FOLDER` shows it.

    Args:
        folder: of the run; the events go into `events/`.

    Raises:
        SettingError: TensorBoard is not installed.
    """
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError:
        raise SettingError("--tensorboard: not installed; pip install tensorboard") from None
    writer = SummaryWriter(str(folder / FOLDER))

    def note(now: Progress) -> None:
        for name, value in {**now.losses, "crops a second": now.pace}.items():
            writer.add_scalar(name, value, now.step)

    try:
        yield note
    finally:
        writer.close()
