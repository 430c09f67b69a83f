"""The processes of one training: one alone, or several with the same weights.

Data parallelism (Li et al. 2020, "PyTorch Distributed"): each process learns from its share of
every batch; gradients and running statistics are averaged before a step. A process alone imports
nothing and communicates nothing.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import torch
from torch import Tensor

from artline.errors import ArtlineError, SettingError
from artline.train.errors import TrainingError

if TYPE_CHECKING:
    from accelerate import PartialState

Asked = ParamSpec("Asked")
Done = TypeVar("Done")


class Peers:
    """This process among those that train together.

    All processes must call the same methods in the same order: they wait for each other.

    Args:
        state: accelerate's state; None is a process alone.

    Attributes:
        count: of the processes.
        first: whether this is rank 0, which writes and reports.
        device: of this process, or None where it is free to choose.
    """

    def __init__(self, state: PartialState | None = None):
        self._state = state
        self.count: int = 1 if state is None else state.num_processes
        self._rank: int = 0 if state is None else state.process_index
        self.first = self._rank == 0
        self.device: torch.device | None = None if state is None else state.device

    def places(self, batch: int) -> range:
        """This process's places in a batch that can be shared evenly."""
        share = batch // self.count
        return range(self._rank * share, (self._rank + 1) * share)

    def average(self, tensors: Iterable[Tensor]) -> None:
        """Give each tensor, in place, its mean over all processes.

        Raises:
            TrainingError: another process is gone.
        """
        if self._state is None:
            return
        own = list(tensors)
        flat = torch.cat([tensor.detach().reshape(-1) for tensor in own])
        means = torch.split(self._reduced(flat, "mean"), [tensor.numel() for tensor in own])
        for tensor, mean in zip(own, means, strict=True):
            tensor.copy_(mean.view(tensor.shape))

    def means(self, values: dict[str, float]) -> dict[str, float]:
        """Numbers by name, each the mean over all processes."""
        if self._state is None:
            return values
        own = torch.tensor(list(values.values()), dtype=torch.float64, device=self.device)
        return dict(zip(values, self._reduced(own, "mean").tolist(), strict=True))

    def any(self, yes: bool) -> bool:
        """Whether `yes` is true in one process."""
        if self._state is None:
            return yes
        return bool(self._reduced(torch.tensor([float(yes)], device=self.device), "sum") > 0)

    def all(self, do: Callable[Asked, Done], *args: Asked.args, **kwargs: Asked.kwargs) -> Done:
        """Call a function that may fail in one process; then all raise.

        Raises:
            ArtlineError: the error of this process.
            TrainingError: the error of another process, with its message.
        """
        if self._state is None:
            return do(*args, **kwargs)
        fault: ArtlineError | None = None
        try:
            done = do(*args, **kwargs)
        except ArtlineError as error:
            fault = error
        if not self.any(fault is not None):
            return done
        raise self._told(fault)

    def by_first(
        self, do: Callable[Asked, object], *args: Asked.args, **kwargs: Asked.kwargs
    ) -> None:
        """Call a function in rank 0 alone; if it fails, all raise."""
        self.all(lambda: do(*args, **kwargs) if self.first else None)

    def _told(self, own: ArtlineError | None) -> ArtlineError:
        from accelerate.utils import gather_object

        said: list[str] = gather_object([str(own or "")])
        return own or TrainingError(next(filter(None, said)))

    def _reduced(self, values: Tensor, how: str) -> Tensor:
        from accelerate.utils import reduce

        try:
            reduced: Tensor = reduce(values, how)
        except RuntimeError as fault:
            raise TrainingError(
                f"another process of this training is gone ({_first_line(fault)}); start again "
                "with the same command (the last checkpoint is kept)"
            ) from None
        return reduced


@contextlib.contextmanager
def gathered() -> Iterator[Peers]:
    """The processes that `accelerate launch` or `torchrun` started together, or this one alone.

    Raises:
        SettingError: there are several, and accelerate is not installed.
        TrainingError: the others cannot be reached.
    """
    started = os.environ.get("WORLD_SIZE", "")
    if not started.isdecimal() or int(started) < 2:
        yield Peers()
        return
    if find_spec("accelerate") is None:
        raise SettingError(
            f"WORLD_SIZE: {started} processes need accelerate; pip install 'artline[train]'"
        )
    # Imported before the group exists: its functions bind the group as a default argument and
    # would keep it, and its threads, beyond its end (torch 2.13).
    import torch.distributed.nn.functional
    from accelerate import PartialState

    forced = os.environ.get("ACCELERATE_USE_CPU", "").lower() == "true"
    try:
        state = PartialState(cpu=forced or not torch.cuda.is_available())
    except (RuntimeError, ValueError) as fault:
        raise TrainingError(
            f"the {started} processes cannot be brought together ({_first_line(fault)}); start "
            "them with accelerate launch, one for each GPU"
        ) from None
    try:
        yield Peers(state)
    finally:
        # Also after an error: threads of the group that are left can abort the process while it
        # ends (SIGABRT), and its exit code is lost.
        state.destroy_process_group()


def _first_line(fault: Exception) -> str:
    return next(iter(str(fault).strip().splitlines()), type(fault).__name__)
