"""What keeps a noun's arrays from being changed."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray


def locked(array: NDArray[Any]) -> NDArray[Any]:
    """The same data as a read-only view."""
    view = array.view()
    view.flags.writeable = False
    return view
