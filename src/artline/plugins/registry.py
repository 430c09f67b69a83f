"""Rows by name, to which installed packages may add: looks, formats.

A package names its rows as entry points of a group, and they are found by `importlib.metadata`.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from artline.errors import Notice, PluginError, shown

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


class PluginWarning(Notice):
    """A row of an installed package that could not be registered, and is left out."""


class Named(Protocol):
    """What a registry keeps."""

    @property
    def name(self) -> str:
        """Its name, by which it is found."""

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that a user may write for it, its name among them."""


Row = TypeVar("Row", bound=Named)


class Rows(Mapping[str, Row]):
    """Rows by name, read-only, in the order in which they were registered.

    Looking up a name that is not registered, or asking for all names, loads the rows of installed
    packages first.
    """

    def __init__(self, rows: Mapping[str, Row], load: Callable[[], None]) -> None:
        self._rows = rows
        self._load = load

    def __getitem__(self, name: str) -> Row:
        if name not in self._rows:
            self._load()
        return self._rows[name]

    def __iter__(self) -> Iterator[str]:
        self._load()
        return iter(tuple(self._rows))

    def __len__(self) -> int:
        self._load()
        return len(self._rows)

    def __repr__(self) -> str:
        return f"Rows({', '.join(self)})"


class Registry(Generic[Row]):
    """Where rows are registered: artline's own, then once those of installed packages.

    An entry point that cannot be loaded is left out, with a `PluginWarning` of one line that names
    its package. Safe to share by threads.

    Args:
        what: what a row is called in messages, as "look".
        group: the group of entry points; each names an object that is a row.
        kinds: classes of a row.

    Attributes:
        rows: what is registered, by name.
    """

    def __init__(self, what: str, group: str, *kinds: type[Row]) -> None:
        self._what = what
        self._group = group
        self._kinds = kinds
        self._rows: dict[str, Row] = {}
        self._words: dict[str, Row] = {}
        self._lock = threading.RLock()
        self._asked = False
        self.rows: Mapping[str, Row] = Rows(self._rows, self._load)

    def register(self, row: Row) -> Row:
        """Add a row, and give it back.

        Raises:
            PluginError: a word of it belongs to another row.
        """
        with self._lock:
            for word in row.words:
                if word in self._words:
                    raise PluginError(f"{self._what} {shown(word)}: already there; rename this one")
            self._rows[row.name] = row
            self._words.update(dict.fromkeys(row.words, row))
        return row

    def find(self, word: str) -> Row | None:
        """The row to which a word belongs, or None."""
        if word not in self._words:
            self._load()
        return self._words.get(word)

    def _load(self) -> None:
        """Register the rows of installed packages, in the order of the packages' names."""
        with self._lock:
            if self._asked:
                return
            self._asked = True
            from importlib.metadata import entry_points

            found = [(_package(point), point) for point in entry_points(group=self._group)]
            for package, point in sorted(found):
                try:
                    self._take(point)
                except Exception as fault:  # a package's own code may fail in any way
                    warnings.warn(_left_out(self._what, package, point, fault), stacklevel=2)

    def _take(self, point: EntryPoint) -> None:
        row: object = point.load()
        if not isinstance(row, self._kinds):
            kinds = " or ".join(kind.__name__ for kind in self._kinds)
            raise PluginError(f"it is a {type(row).__name__} and no {kinds}")
        self.register(row)


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else point.module


def _left_out(what: str, package: str, point: EntryPoint, fault: Exception) -> PluginWarning:
    said = str(fault) if isinstance(fault, PluginError) else f"{type(fault).__name__}: {fault}"
    return PluginWarning(
        f"package {shown(package)}: its {what} {shown(point.name)} is left out ({shown(said)}); "
        "update or uninstall the package"
    )
