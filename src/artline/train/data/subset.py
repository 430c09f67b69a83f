"""A subset of a data set, by a list of names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from artline.errors import shown
from artline.options import nearest
from artline.train.data.sample import DataError, DataSet, Sample


class Subset:
    """The samples of a data set that a list names, in the set's order.

    Args:
        dataset: the whole set.
        names: those wanted, in any order.
        source: where the names are from, for messages.

    Raises:
        DataError: a name that the set does not have, or no names.
    """

    def __init__(self, dataset: DataSet, names: Sequence[str], source: object = "list") -> None:
        place = {name: index for index, name in enumerate(dataset.names)}
        for name in names:
            if name not in place:
                hint = nearest(name, list(place))
                raise DataError(f"{shown(source)}: {shown(name)} is not in the data set{hint}")
        if not names:
            raise DataError(f"{shown(source)}: names nothing; write one name a line")
        wanted = set(names)
        self._dataset = dataset
        self._places = [index for name, index in place.items() if name in wanted]
        self.names = [dataset.names[index] for index in self._places]

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, index: int) -> Sample:
        return self._dataset[self._places[index]]


def read_names(path: Path) -> list[str]:
    """Names from a text file, one a line; empty lines and lines that begin with # are skipped.

    Raises:
        DataError: it cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        said = fault.strerror if isinstance(fault, OSError) else "not UTF-8 text"
        raise DataError(f"{shown(path)}: {said}; write one name a line") from None
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
