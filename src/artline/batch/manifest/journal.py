"""The journal of a worker: rows as they come, appended; sealed in Parquet when there are many."""

from __future__ import annotations

from artline.batch.manifest.row import Row, row_of, table_of, to_parquet
from artline.batch.place import OWN, Place, refused

JOURNALS = f"{OWN}/journal"
ROWS = f"{OWN}/rows"

SEALED_ROWS = 10_000
"""Rows of a sealed file."""
SEALED_ROWS_OF_STORES = 64
"""The same in a store that cannot append, where a journal is written anew for each row."""


class Journal:
    """Rows of one worker, in the order in which it does them.

    Args:
        place: the target.
        name: no other worker, of this run or another, has the same.
    """

    def __init__(self, place: Place, name: str) -> None:
        self._place, self._name = place, name
        self._part = 0
        self._lines: list[bytes] = []
        self._most = SEALED_ROWS if place.local else SEALED_ROWS_OF_STORES

    def add(self, row: Row) -> None:
        """Note a row; its drawing is written after it.

        Raises:
            OutputError: it cannot be written.
        """
        if len(self._lines) >= self._most:  # the drawing of the last row is written by now
            self.seal()
        line = row.to_line()
        name = f"{JOURNALS}/{self._file}.jsonl"
        try:
            if self._place.local:
                self._place.fs.makedirs(self._place.path(JOURNALS), exist_ok=True)
                with open(self._place.path(name), "ab", buffering=0) as file:  # noqa: PTH123
                    file.write(line)
            else:
                self._place.put(name, b"".join((*self._lines, line)))
        except OSError as fault:
            raise refused(f"{self._place.url}/{name}", fault) from fault
        self._lines.append(line)

    def seal(self) -> None:
        """Write what there is as Parquet, and begin anew."""
        if not self._lines:
            return
        rows = [row for line in self._lines if (row := row_of(line)) is not None]
        self._place.put(f"{ROWS}/{self._file}.parquet", to_parquet(table_of(rows)))
        self._place.remove(f"{JOURNALS}/{self._file}.jsonl")
        self._part += 1
        self._lines = []

    @property
    def _file(self) -> str:
        return f"{self._name}-{self._part:06}"


def left_rows(place: Place, part: str = "") -> tuple[dict[str, list[Row]], list[str]]:
    """Rows of journals that are not sealed.

    Args:
        place: the target.
        part: beginning of the names of journals that count.

    Returns:
        Journal → its rows in order; and names of journals that are sealed and were not deleted.
    """
    sealed = {name.removesuffix(".parquet") for name in place.names(ROWS)}
    left, over = {}, []
    for name in place.names(JOURNALS):
        if not name.startswith(part):
            continue
        stem = name.removesuffix(".jsonl")
        if stem in sealed:
            over.append(name)
            continue
        lines = (place.read(f"{JOURNALS}/{name}") or b"").splitlines()
        left[name] = [row for line in lines if (row := row_of(line)) is not None]
    return left, over
