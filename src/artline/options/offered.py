"""Looks and formats, as far as options know them: names, and traits that decide what counts.

Their rows are in rooms above, and installed packages may add to them. A room opens its rows to
the options when it is imported, which `import artline` does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from typing import Protocol


class Offered(Protocol):
    """A row of another room.

    Attributes:
        traits: what is true of it, as words: `places` names those that options ask for.
    """

    @property
    def traits(self) -> frozenset[str]:
        """What is true of it."""


class Offer:
    """Rows of a room above, opened once by that room."""

    def __init__(self) -> None:
        self._rows: Mapping[str, Offered] = MappingProxyType({})

    def open(self, rows: Mapping[str, Offered]) -> None:
        """Say where the rows are; they are read when a value is checked."""
        self._rows = rows

    def has(self, name: str, trait: str | None) -> bool:
        """Whether there is a row of that name, with that trait unless it is None."""
        return name in self._rows and (trait is None or trait in self._rows[name].traits)

    def names(self) -> Iterator[str]:
        """Names of all rows, in their order."""
        return iter(self._rows)


class Names(Collection[str]):
    """Names of the rows that have a trait, looked up whenever they are asked for.

    Args:
        offer: the rows.
        trait: what must be true of a row; None is any row.
    """

    def __init__(self, offer: Offer, trait: str | None = None) -> None:
        self._offer = offer
        self._trait = trait

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._offer.has(name, self._trait)

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._offer.names() if self._offer.has(name, self._trait))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"Names({', '.join(self)})"
