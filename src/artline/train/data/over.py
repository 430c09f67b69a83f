"""A data set that stands over another and does something to its samples."""

from __future__ import annotations

from collections.abc import Sequence

from artline.train.data.sample import DataSet


class Over:
    """The other's names and number of samples; what is done to one is its child's `__getitem__`.

    Args:
        dataset: the other.
    """

    def __init__(self, dataset: DataSet) -> None:
        self._dataset = dataset

    @property
    def names(self) -> Sequence[str]:
        """The other's."""
        return self._dataset.names

    def __len__(self) -> int:
        return len(self._dataset)
