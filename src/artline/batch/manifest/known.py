"""What the manifest of a target knows, read in whole columns: millions of rows in seconds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from artline.batch.manifest.journal import ROWS, left_rows
from artline.batch.manifest.row import DRAWN, FAILED, key_of, table_of
from artline.batch.place import Place

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

DONE, STALE, MISSED = "done", "stale", "missed"
"""What is known of a photo: drawn so; drawn otherwise, or from another content; failed."""


def rows_of(place: Place, columns: Sequence[str]) -> pa.Table:
    """The newest row of every photo, `key` and `finished` among its columns.

    Args:
        place: the target.
        columns: names of those wanted besides.
    """
    return newest(all_rows_of(place, columns))


def all_rows_of(place: Place, columns: Sequence[str]) -> pa.Table:
    """Every row, superseded ones too; see `rows_of`."""
    import pyarrow as pa

    wanted = list(dict.fromkeys(("key", "finished", *columns)))
    left, _ = left_rows(place)
    tables = [table_of(row for rows in left.values() for row in rows).select(wanted)]
    for name in place.names(ROWS):
        with place.fs.open(place.path(f"{ROWS}/{name}"), "rb") as file:
            tables.append(read_rows(file, wanted))
    return pa.concat_tables(tables).unify_dictionaries().combine_chunks()


def read_rows(file: Any, columns: Sequence[str] | None = None) -> pa.Table:
    """A Parquet file, read in this thread.

    `read_table` reads an opened file in Arrow's own threads whatever it is told. One that lets go
    of the file when Python has ended already aborts the process: "terminate called without an
    active exception".
    """
    import pyarrow.parquet as pq

    chosen = None if columns is None else list(columns)
    return pq.ParquetFile(file, pre_buffer=False).read(columns=chosen, use_threads=False)


def newest(table: pa.Table) -> pa.Table:
    """Of several rows with one key, the one that was finished last."""
    if _all_differ(table):
        return table
    keys = np.ascontiguousarray(key_halves(table)).view("S16").ravel()
    by_time = np.argsort(table["finished"].to_numpy(), kind="stable")[::-1]
    _, latest = np.unique(keys[by_time], return_index=True)
    return table.take(np.sort(by_time[latest]))


def _all_differ(table: pa.Table) -> bool:
    """Whether all keys surely differ."""
    first = key_halves(table)[:, 0]
    return len(np.unique(first)) == len(first)


def key_halves(table: pa.Table) -> NDArray[np.uint64]:
    """Keys of a table as N×2 whole numbers."""
    if not len(table):
        return np.zeros((0, 2), np.uint64)
    keys = table["key"].combine_chunks()
    whole = keys.chunk(0) if hasattr(keys, "chunk") else keys
    data: NDArray[np.uint64] = np.frombuffer(whole.buffers()[1], np.uint64)
    return data[2 * whole.offset : 2 * (whole.offset + len(whole))].reshape(-1, 2)


class Known:
    """What became of photos in earlier runs on a target.

    Args:
        place: the target.
        settings: how photos are to be drawn now.
        model: by which model.
    """

    def __init__(self, place: Place, settings: str, model: str) -> None:
        names = ("size", "content", "settings", "model", "outcome", "output", "kind")
        table = rows_of(place, names)
        self.count = len(table)
        halves = key_halves(table)
        order = np.argsort(halves[:, 0], kind="stable")
        self._first: NDArray[np.uint64] = halves[order, 0]
        self._second: NDArray[np.uint64] = halves[order, 1]
        same = _equal(table, "settings", settings) & _equal(table, "model", model)
        failed = _equal(table, "outcome", FAILED)
        self._same, self._failed = same[order], failed[order]
        self._size = table["size"].to_numpy()[order]
        self._kind = table["kind"].combine_chunks()
        self._order = order
        drawn = table.filter(np.asarray(same & _equal(table, "outcome", DRAWN)))
        self.contents: dict[str, str] = dict(
            zip(drawn["content"].to_pylist(), drawn["output"].to_pylist(), strict=True)
        )
        """Content → its drawing, of those drawn so."""

    def state(self, source: str, size: int) -> str | None:
        """`DONE`, `STALE` or `MISSED`; None of a photo that is not known.

        Args:
            source: where the photo is.
            size: its bytes; -1 where that is not known.
        """
        at = self._at(source)
        if at is None:
            return None
        if self._failed[at]:
            return MISSED
        same_size = size < 0 or self._size[at] == size
        return DONE if self._same[at] and same_size else STALE

    def kind(self, source: str) -> str:
        """The kind of a failure."""
        at = self._at(source)
        return "" if at is None else str(self._kind[int(self._order[at])].as_py())

    def _at(self, source: str) -> int | None:
        if not self.count:
            return None
        one, two = np.frombuffer(key_of(source), np.uint64)
        at = int(np.searchsorted(self._first, one))
        while at < self.count and self._first[at] == one:
            if self._second[at] == two:
                return at
            at += 1
        return None


def _equal(table: pa.Table, column: str, value: str) -> NDArray[np.bool_]:
    import pyarrow.compute as pc

    found: Any = pc.equal(pc.cast(table[column], "string"), value)
    flags: NDArray[np.bool_] = found.to_numpy()
    return flags.astype(bool)
