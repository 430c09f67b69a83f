"""What each process makes for itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Own(Generic[Made]):
    """Something made once in each process: what a forked one inherits has lost its threads.

    Args:
        make: makes it; must survive being sent to another process.
    """

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make
        self._made: tuple[int, Made] | None = None

    def __call__(self) -> Made:
        """This process's own."""
        if self._made is None or self._made[0] != os.getpid():
            self._made = (os.getpid(), self._make())
        return self._made[1]
